"""Terms in the step count are written the short way, and nothing is claimed of a condition that can fail."""

import pytest

from qedescent.proofs.lifting.counting import natural, surely, tidied

T = ["-", "t", 1]


@pytest.mark.parametrize(
    ("term", "short"),
    [
        (["+", T, 1], "t"),
        (["+", ["+", T, 1], 1], ["+", "t", 1]),
        (["-", ["+", "t", 2], 3], T),
        (["^", "ρ", ["+", T, 1]], ["^", "ρ", "t"]),
        (["^", "ρ", T], ["^", "ρ", T]),
        (["^", "ρ", ["*", 2, "t"]], ["^", "ρ", ["*", 2, "t"]]),
        (["^", "ρ", ["-", "t", 2]], ["apply", "pow", "ρ", ["-", "t", 2]]),
        (["^", "ρ", ["*", "t", "ψ"]], ["apply", "pow", "ρ", ["*", "t", "ψ"]]),
        (["^", "ρ", ["/", 1, 3]], ["apply", "pow", "ρ", ["/", 1, 3]]),
        (["+", "x", 0], "x"),
        (["+", 0, "x"], "x"),
        (["-", "x", 0], "x"),
        (["-", 0, "x"], ["-", 0, "x"]),
        (["*", 1, ["*", "x", 1]], "x"),
        (["*", ["sqrt", "x"], 0], 0),
        (["/", "x", 1], "x"),
        (["/", 1, "x"], ["/", 1, "x"]),
        (["apply", "max", ["+", T, 1], "x"], ["apply", "max", "t", "x"]),
    ],
)
def test_a_term_is_written_the_short_way(term, short):
    assert tidied(term) == short


def test_exponents_are_natural_by_their_form_from_the_first_step_on():
    assert natural(0) and natural("t") and natural(T) and natural(["+", ["*", "t", "t"], 1])
    assert not any(map(natural, [-1, "x", ["-", "t", 2], ["-", 3, "t"], ["/", "t", 2], ["*", "t", T, "x"]]))


@pytest.mark.parametrize(
    ("condition", "since", "holds"),
    [
        (["!=", "t", 1], 1, False),
        (["!=", "t", 1], 2, True),
        (["!=", T, 0], 2, True),
        ([">", "t", 0], 1, True),
        ([">", 5, "t"], 1, False),
        ([">=", "t", 1], 1, True),
        ([">", "t", 1], 1, False),
        (["!=", 9, "t"], 1, False),
        (["=", "t", 1], 1, False),
        (["=", ["-", "t", "t"], 0], 1, True),
        ([">", "α", 0], 1, False),
    ],
)
def test_only_what_holds_at_every_step_goes_without_saying(condition, since, holds):
    assert surely(condition, since) == holds
