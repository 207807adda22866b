"""Averages are the means that they name, from sums that do not grow with the number of steps."""

import math
from fractions import Fraction

import numpy as np
import pytest

from qedescent.numeric.ensemble import run
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.outputs import OUTPUTS, Averages, left_out, refuse_unknown
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic

PROBLEM = NoisyQuadratic(curvature=0.5, noise_scale=2.0, start=1.0)
MARKS = (1, 2, 3, 10, 30, 31, 64)


def averages(*outputs, marks=MARKS):
    path = run(PROBLEM, SGD(0.2), runs=20, steps=64, checkpoints=range(1, 65)).points["last"]
    path = np.concatenate([np.full((1, 20), PROBLEM.start), path])  # x_1, x_2, ...
    return path, run(PROBLEM, SGD(0.2), runs=20, steps=64, checkpoints=marks, outputs=outputs).points


@pytest.mark.parametrize("part", ["1", "0.5", "1/3", "0.1", "0.01", "1e-9"])
def test_a_suffix_is_the_mean_of_the_last_part_of_the_iterates_rounded_up(part):
    path, points = averages(f"suffix:{part}")
    for at, k in enumerate(MARKS):
        many = math.ceil(Fraction(part) * k)
        np.testing.assert_allclose(points[f"suffix:{part}"][at], path[k - many : k].mean(axis=0), rtol=1e-12, atol=1e-13)


def test_a_tenth_of_thirty_iterates_is_three_of_them():
    assert left_out("suffix:0.1", 30, MARKS) == 27


def test_all_of_the_iterates_and_half_of_them_are_to_the_bit_what_their_old_names_give():
    _, points = averages("uniform", "half", "suffix:1", "suffix:0.5", marks=(5, 10, 32, 64))
    assert np.array_equal(points["suffix:1"], points["uniform"])
    assert np.array_equal(points["suffix:0.5"][[1, 3]], points["half"][[1, 3]])


@pytest.mark.parametrize("decay", [0.0, 0.5, 0.9, 0.999])
def test_the_exponential_mean_begins_at_the_start_and_forgets_by_its_decay(decay):
    path, points = averages(f"exponential:{decay}")
    mean = path[0]
    for k in range(1, 65):
        mean = decay * mean + (1 - decay) * path[k - 1]
        if k in MARKS:
            np.testing.assert_allclose(points[f"exponential:{decay}"][MARKS.index(k)], mean, rtol=1e-12, atol=1e-13)


def test_several_numbers_of_one_rule_do_not_disturb_each_other():
    asked = ("suffix:0.5", "suffix:0.25", "half", "exponential:0.5", "exponential:0.9", *OUTPUTS[:3])
    _, together = averages(*asked)
    for output in asked:
        assert np.array_equal(together[output], averages(output)[1][output], equal_nan=True), output


@pytest.mark.parametrize(
    "wrong",
    [
        ("mean",), ("suffix",), ("suffix:",), ("suffix:0",), ("suffix:1.01",), ("suffix:-0.5",), ("suffix:nan",),
        ("suffix:1/0",), ("exponential:1",), ("exponential:-0.1",), ("exponential:inf",), ("half:0.5",), ("last", 3),
        (), "last",
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_output_rule_is_refused_with_the_list_of_those_there_are(wrong):
    with pytest.raises(ValueError, match=r"outputs are a tuple of last, uniform, .*exponential:0.9"):
        refuse_unknown(wrong)


def test_the_copies_for_a_suffix_are_dropped_when_they_were_used():
    marks, points = tuple(2**i for i in range(13)), np.ones(3)
    kept, most = Averages(("suffix:0.5", "suffix:0.25"), marks, points), 0
    for k in range(1, 4097):
        kept.add(points, k)
        if k in marks:
            assert all(np.array_equal(x, points) for _, x in kept.values(points, k))
        most = max(most, len(kept._past))
    assert most == 2 and kept._past == {}


def test_as_many_checkpoints_as_steps_cost_no_more_than_the_steps():
    marks, points = range(1, 20_001), np.ones(2)
    kept = Averages(("suffix:0.5", "half"), tuple(marks), points)
    for k in marks:
        kept.add(points, k)
        assert [x[0] for o, x in kept.values(points, k) if o == "suffix:0.5"] == [1.0]
    assert kept._past == {}
