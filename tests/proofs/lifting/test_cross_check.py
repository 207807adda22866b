"""A reading that is not what the code computes, or says nothing of it, is an error; so is one that has no value."""

from dataclasses import replace

import pytest

from qedescent.proofs.lifting.cross_check import ReadingDisagrees, cross_check, follow, hyperparameters
from qedescent.proofs.lifting.function_target import FunctionTarget
from qedescent.proofs.lifting.reading import Reading

TARGET = FunctionTarget(lambda theta, g, v=0, *, lr, mu: (theta - lr * (mu * v + g), mu * v + g))
RIGHT = Reading(
    query="θ", start={"v": 0}, parameters=("ε", "μ"),
    after={"θ": ["-", "θ", ["*", "ε", ["+", ["*", "μ", "v"], "g"]]], "v": ["+", ["*", "μ", "v"], "g"]},
)  # fmt: skip


def test_the_right_reading_passes():
    cross_check(TARGET, RIGHT)


@pytest.mark.parametrize(
    "slip",
    [
        {"θ": ["-", "θ", ["*", "ε", "v"]], "v": RIGHT.after["v"]},
        {"θ": RIGHT.after["θ"], "v": "g"},
        {"θ": RIGHT.after["θ"], "v": ["+", ["*", ["/", 1, 2], "v"], "g"]},
        {"θ": ["+", RIGHT.after["θ"], ["/", 1, 10**10]], "v": RIGHT.after["v"]},
        {"θ": ["/", "θ", 0], "v": RIGHT.after["v"]},
        {"θ": ["sqrt", ["-", "θ"]], "v": RIGHT.after["v"]},
        {"θ": "w", "v": "v"},
    ],
)
def test_a_wrong_reading_disagrees(slip):
    with pytest.raises(ReadingDisagrees):
        cross_check(TARGET, replace(RIGHT, after=slip))


def test_a_wrong_start_or_point_of_the_gradient_disagrees():
    with pytest.raises(ReadingDisagrees):
        cross_check(TARGET, replace(RIGHT, start={"v": 1}))
    with pytest.raises(ReadingDisagrees, match="leads to"):
        cross_check(TARGET, replace(RIGHT, query=["+", "θ", "v"]))
    with pytest.raises(ReadingDisagrees):
        cross_check(TARGET, replace(RIGHT, first={"θ": "θ", "v": "g"}))


def test_a_reading_that_says_nothing_of_the_first_two_steps_does_not_pass():
    cross_check(TARGET, replace(RIGHT, conditions=([">", 3, "t"],)))
    with pytest.raises(ReadingDisagrees, match="fail at step 2"):
        cross_check(TARGET, replace(RIGHT, conditions=([">", 2, "t"],)))


def test_following_ends_where_a_condition_fails():
    schedule = [{"ε": 0.5, "μ": 0.5}] * 3
    some = replace(RIGHT, conditions=(["!=", "g", 0],))
    assert [float(x) for _, x in follow(some, [1.0, 0.0, 1.0], schedule, 0.0)] == [-0.5]
    assert [float(x) for _, x in follow(RIGHT, [1.0, 0.0, 1.0], schedule, 0.0)] == [-0.5, -0.75, -1.375]


def test_the_numbers_of_the_probe_are_all_different_and_in_the_unit_interval():
    values = [x for k in range(1, 6) for x in hyperparameters("abcdefgh", k).values()]
    assert len(set(values)) == 40 and all(0 < x < 1 for x in values)
