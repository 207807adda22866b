"""Torch's momentum is the book's for any schedule of ε, with another momentum at each step: proved, run, and wrong ones refused."""

import json
from dataclasses import replace
from decimal import Decimal

from sympy import Symbol, cancel

from qedescent.analytic.rules import momentum, nesterov
from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.judging.expressions import counted_from_zero, expression, reading_of
from qedescent.proofs.judging.judgment import judge
from qedescent.proofs.judging.plain_data import data
from qedescent.proofs.judging.schedules import rescheduled
from qedescent.proofs.judging.settings import with_setting
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.telling import text
from qedescent.proofs.judging.trial import fails
from qedescent.proofs.judging.walking import decimals, walk
from qedescent.proofs.lifting.reading import Reading

RATE_OUTSIDE = Reading(
    "θ", {"b": 0}, {"b": ["+", ["*", "α", "b"], "g"], "θ": ["-", "θ", ["*", "ε", ["+", ["*", "α", "b"], "g"]]]},
    parameters=("ε", "α"),
)  # fmt: skip
LOOK_AHEAD = replace(
    RATE_OUTSIDE,
    after={**RATE_OUTSIDE.after, "θ": ["-", "θ", ["*", "ε", ["+", "g", ["*", "α", ["+", ["*", "α", "b"], "g"]]]]]},
)
ε, α, before = (Symbol(x, real=True) for x in ("ε", "α", "ε_before"))


def found():
    (other,) = rescheduled(counted_from_zero(RATE_OUTSIDE), counted_from_zero(reading_of(momentum)), "torch")
    return other


def test_the_momentum_is_scaled_by_the_ratio_of_the_step_sizes():
    assert found().parameter == "α" and cancel(found().value - α * ε / before) == 0
    assert ["!=", "ε_before", 0] in found().needs


def test_the_checker_accepts_the_step_and_refuses_it_for_another_schedule():
    proof = certificate_bytes(dict(found().proof))
    assert checked(proof)["verdict"] == "PROVED" and checked(proof)["sha256"] == found().sha256
    theorem = json.loads(proof)["theorems"][0]
    assert theorem["axioms"] == [] and set(theorem["assume"][0]) == {"=", "θ_code", "θ"}
    forged = json.loads(proof.decode().replace('["!=","ε_before",0]', '["!=","ε_next",0]'))
    assert checked(certificate_bytes(forged))["verdict"] == "REJECTED"


def test_the_ratio_turned_upside_down_fails():
    mine, other = counted_from_zero(RATE_OUTSIDE), counted_from_zero(reading_of(momentum))
    right = Step(mine, with_setting(other, {"α": α * ε / before}), found().change, ())
    wrong = Step(mine, with_setting(other, {"α": α * before / ε}), found().change, ())
    assert not fails(right) and fails(wrong)


def test_run_under_a_schedule_that_moves_the_iterates_are_the_same():
    rates, alphas, gradients = ([Decimal(x) for x in s.split()] for s in (".1 .05 .2 .2 .01", ".9 .5 .7 .9 .8", "1 -2 .5 0 3"))
    own = [{"ε": e, "α": a} for e, a in zip(rates, alphas, strict=True)]
    scaled = [own[0]] + [{"ε": e, "α": a * e / d} for d, e, a in zip(rates, rates[1:], alphas[1:], strict=False)]
    book = reading_of(momentum)
    with decimals():
        mine = [now["θ"] for now in walk(RATE_OUTSIDE, gradients, own)]
        as_scaled, as_it_is = ([now["θ"] for now in walk(book, gradients, s)] for s in (scaled, own))
    assert max(abs(a - b) for a, b in zip(mine, as_scaled, strict=True)) < Decimal("1e-45")
    assert max(abs(a - b) for a, b in zip(mine, as_it_is, strict=True)) > Decimal("0.04")


def test_the_judgment_says_so_and_only_where_it_is_proved():
    shown = judge(RATE_OUTSIDE, reading_of(momentum), "torch", "the rule")
    (row,) = data(shown)["rescheduled"]
    assert row["needs"] == ["ε_before ≠ 0", "ε ≠ 0"] and row["change"]["b_code"] == "(-1/ε_before)·v"
    assert "ε_before is that of the step before" in text(shown) and row["certificate_sha256"][:16] in text(shown)
    assert data(judge(LOOK_AHEAD, reading_of(nesterov), "torch", "the rule"))["rescheduled"] == []


def test_the_value_is_in_letters_of_this_step_and_the_one_before():
    assert {s.name for s in found().value.free_symbols} == {"α", "ε", "ε_before"} and expression("ε_before") == before
