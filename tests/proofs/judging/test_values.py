"""A hyperparameter at 0 or 1: what becomes trivial goes, and a denominator that vanishes is not passed over."""

import pytest

from qedescent.analytic.rules import adam, rmsprop
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.judging.values import at_value, worked_out
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.reading import Reading


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (["+", "x", 0, ["*", 0, "y"]], "x"),
        (["sqrt", ["-", 1, ["^", 0, "t"]]], 1),
        (["/", ["*", 1, "x"], ["-", 1, 0]], "x"),
        (["-", ["-", 3, 1]], -2),
        (["^", 0, "k"], ["^", 0, "k"]),  # 1 where k = 0
        (["-", 0, "x"], ["-", 0, "x"]),
    ],
)
def test_what_is_trivial_is_worked_out_and_nothing_else(term, value):
    assert worked_out(term) == value


def test_a_denominator_that_vanishes_is_said_even_under_a_product_with_zero():
    with pytest.raises(ZeroDivisionError):
        worked_out(["*", 0, ["/", "x", ["-", 1, 1]]])
    with pytest.raises(ZeroDivisionError):
        at_value(reading_of(adam), "ρ2", 1)


def test_the_hyperparameter_is_gone():
    found = at_value(reading_of(rmsprop), "δ", 0)
    assert "δ" not in found.parameters and not any("δ" in names(f) for f in found.after.values())


def test_a_rule_that_ends_where_its_small_constant_is_0_is_judged_all_the_same():
    one = Reading("θ", {}, {"θ": ["-", "θ", ["*", "ε", ["/", "g", "δ"]]]}, parameters=("ε", "δ"))
    other = Reading("θ", {}, {"θ": ["-", "θ", ["*", 2, "ε", ["/", ["^", "g", 3], "δ"]]]}, parameters=("ε", "δ"))
    assert judge(one, other, "the code", "the rule").relation == Relation.DIFFERENT
