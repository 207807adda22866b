"""Rules with max, min, abs and sign: the order of arguments is no difference, what is equal is never called different, and what is
different has its case."""

import pytest

from qedescent.analytic.rules import adamax, amsgrad
from qedescent.proofs.judging import judgment
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.induction import CheckerRefused
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.lifting.reading import Reading


def both(name, a, b):
    return ["apply", name, a, b]


def of(name, a):
    return ["apply", name, a]


def decayed(scale):
    """θ - ε g/(δ + u) with this u."""
    return Reading(
        "θ", {"u": 0}, {"u": scale, "θ": ["-", "θ", ["*", "ε", ["/", "g", ["+", "δ", scale]]]]}, parameters=("ε", "ρ", "δ")
    )


def stepping(direction):
    return Reading("θ", {}, {"θ": ["-", "θ", ["*", "ε", direction]]}, parameters=("ε",))


OLD, NEW = ["*", "ρ", "u"], of("abs", "g")
SQUARES = ["+", ["*", "ρ", "r"], ["*", ["-", 1, "ρ"], ["^", "g", 2]]]


def greatest(memory, root):
    """AMSGrad without its first moment: the greatest of the averages, or of their roots, is kept."""
    after = {"r": SQUARES, "m": memory, "θ": ["-", "θ", ["*", "ε", ["/", "g", ["+", "δ", root]]]]}
    return Reading("θ", {"r": 0, "m": 0}, after, parameters=("ε", "ρ", "δ"))


SAME = [
    (decayed(both("max", OLD, NEW)), decayed(both("max", NEW, OLD))),
    (decayed(both("min", OLD, NEW)), decayed(both("min", NEW, ["*", "u", "ρ"]))),
    (decayed(both("max", both("max", OLD, NEW), "δ")), decayed(both("max", "δ", both("max", NEW, OLD)))),
    (decayed(both("max", ["-", "u", ["*", ["-", 1, "ρ"], "u"]], NEW)), decayed(both("max", NEW, OLD))),
]

EQUAL = {
    "the root of the greatest, the greatest of the roots": (
        greatest(both("max", "m", SQUARES), ["sqrt", both("max", "m", SQUARES)]),
        greatest(both("max", "m", ["sqrt", SQUARES]), both("max", "m", ["sqrt", SQUARES])),
    ),
    "max is associative": (
        decayed(both("max", both("max", OLD, NEW), "δ")),
        decayed(both("max", OLD, both("max", NEW, "δ"))),
    ),
    "max by min": (decayed(both("max", OLD, NEW)), decayed(["-", both("min", ["-", OLD], ["-", NEW])])),
    "abs by max": (decayed(both("max", OLD, NEW)), decayed(both("max", OLD, both("max", "g", ["-", "g"])))),
    "abs by a root": (decayed(both("max", OLD, NEW)), decayed(both("max", OLD, ["sqrt", ["^", "g", 2]]))),
    "a factor out of max": (
        decayed(["*", 2, both("max", OLD, NEW)]),
        decayed(both("max", ["*", 2, OLD], ["*", 2, NEW])),
    ),
    "sign times abs": (stepping(["*", of("sign", "g"), of("abs", "g")]), stepping("g")),
    "sign is odd": (stepping(["-", of("sign", ["-", "g"])]), stepping(of("sign", "g"))),
    "sign of a multiple": (stepping(of("sign", ["*", 2, "g"])), stepping(of("sign", "g"))),
}

DIFFERENT = {
    "max and min": (decayed(both("max", OLD, NEW)), decayed(both("min", OLD, NEW))),
    "abs lost": (decayed(both("max", OLD, NEW)), decayed(both("max", OLD, "g"))),
    "sign lost": (stepping(of("sign", "g")), stepping("g")),
    "sign of the negative": (stepping(of("sign", ["-", "g"])), stepping(of("sign", "g"))),
    "a factor left inside": (decayed(both("max", OLD, ["*", 2, NEW])), decayed(both("max", OLD, NEW))),
}


@pytest.mark.parametrize(("code", "rule"), SAME)
def test_the_order_of_the_arguments_and_how_they_are_multiplied_out_make_no_difference(code, rule):
    found = judge(code, rule, "the code", "the rule")
    assert found.relation == Relation.IDENTICAL and found.proof is not None


@pytest.mark.parametrize("rule", [adamax, amsgrad], ids=lambda r: r.name)
def test_the_papers_rules_with_max_are_themselves(rule):
    assert judge(reading_of(rule), reading_of(rule), "the code", "the rule").relation == Relation.IDENTICAL


def test_a_proof_that_the_checker_refuses_is_no_judgment_and_is_said(monkeypatch):
    def refused(proof):
        raise CheckerRefused("the checker refused what the finders had made: for this test")

    monkeypatch.setattr(judgment, "accepted", refused)
    found = judge(reading_of(adamax), reading_of(adamax), "the code", "the rule")
    assert found.relation == Relation.UNDECIDED and found.why.endswith("for this test") and not found.sha256


@pytest.mark.parametrize(("code", "rule"), EQUAL.values(), ids=EQUAL)
def test_what_is_equal_by_properties_that_no_proof_uses_is_undecided_and_says_so(code, rule):
    found = judge(code, rule, "the code", "the rule")
    assert found.relation == Relation.UNDECIDED and not found.partings and found.why


@pytest.mark.parametrize(("code", "rule"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_is_different_has_a_case(code, rule):
    found = judge(code, rule, "the code", "the rule")
    assert found.relation == Relation.DIFFERENT
    assert found.partings[0].case.code != found.partings[0].case.book
