"""What fails at one point in decimals is no candidate; what does not fail may still be none; what is undefined says nothing."""

from dataclasses import replace

import pytest
from sympy import Integer, Symbol

from qedescent.analytic.rules import adagrad, adam, momentum, nesterov, rmsprop, sgd
from qedescent.proofs.judging import judgment
from qedescent.proofs.judging.change import CODE, Change, Coefficient, living
from qedescent.proofs.judging.expressions import counted_from_zero, reading_of, renamed
from qedescent.proofs.judging.finding import find_changes
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.trial import fails, is_defined, row_fails, runs_apart
from qedescent.proofs.language.prover import NotFound
from qedescent.proofs.lifting.reading import Reading

RATE_OUTSIDE = Reading(
    "θ", {"b": 0}, {"b": ["+", ["*", "α", "b"], "g"], "θ": ["-", "θ", ["*", "ε", ["+", ["*", "α", "b"], "g"]]]},
    parameters=("ε", "α"),
)  # fmt: skip


def adagrad_inside(start):
    """δ under the root, where another start is another δ."""
    root = ["sqrt", ["+", "r", ["^", "g", 2], "δ"]]
    after = {"r": ["+", "r", ["^", "g", 2]], "θ": ["-", "θ", ["/", ["*", "ε", "g"], root]]}
    return Reading("θ", {"r": start}, after, parameters=("ε", "δ"))


def marked(reading):
    return counted_from_zero(living(renamed(reading, {x: x + CODE for x in reading.start})))


def step_of(code, rule):
    mine, other = marked(code), counted_from_zero(reading_of(rule))
    change = next(find_changes(mine, other))
    return Step(mine, other, change, change.held() or ())


@pytest.mark.parametrize("rule", [sgd, momentum, nesterov, adagrad, rmsprop, adam], ids=lambda r: r.name)
def test_a_step_that_holds_does_not_fail(rule):
    assert not fails(step_of(reading_of(rule), rule))


def test_a_change_under_its_condition_does_not_fail_and_without_it_does():
    step = step_of(RATE_OUTSIDE, momentum)
    assert step.held == ("ε",) and not fails(step)
    assert fails(replace(step, held=()))


def test_a_change_with_another_coefficient_fails():
    step = step_of(RATE_OUTSIDE, momentum)
    twice = Coefficient(-2 / Symbol("ε", real=True), -2 / Symbol("ε", real=True))
    assert fails(replace(step, change=Change({**step.change.maps, "b_code": {"v": twice}})))


def test_rules_that_part_run_apart_and_a_rule_beside_itself_does_not():
    assert runs_apart(reading_of(momentum), reading_of(nesterov))
    assert not runs_apart(reading_of(adam), reading_of(adam))
    assert not runs_apart(RATE_OUTSIDE, reading_of(momentum))  # the same while ε is constant


def test_what_holds_in_numbers_and_is_not_proved_is_never_called_different(monkeypatch):
    def none(*_):
        raise NotFound("for this test")

    monkeypatch.setattr(judgment, "certificate", none)
    found = judgment.judge(adagrad_inside(["/", 1, 10]), adagrad_inside(0), "the code", "the rule")
    assert found.relation == judgment.Relation.UNDECIDED and "with another δ, but no proof was found" in found.why
    apart = judgment.judge(reading_of(momentum), reading_of(nesterov), "the code", "the rule")
    assert apart.relation == judgment.Relation.DIFFERENT and not apart.why


def test_a_step_that_is_undefined_everywhere_tells_nothing():
    step = step_of(RATE_OUTSIDE, momentum)
    nowhere = replace(step, code=replace(step.code, query=["sqrt", ["-", -1, ["^", "g", 2]]]))
    assert is_defined(step) and not is_defined(nowhere) and not fails(nowhere)


def test_what_is_undefined_says_nothing():
    undefined = replace(RATE_OUTSIDE, after={**RATE_OUTSIDE.after, "θ": ["sqrt", ["-", -1, ["^", "g", 2]]]})
    assert not runs_apart(undefined, reading_of(momentum))


def test_a_memory_is_tried_by_its_own_row():
    mine, other = marked(reading_of(rmsprop)), counted_from_zero(reading_of(rmsprop))
    one, two = (Coefficient(Integer(n), Integer(n)) for n in (1, 2))
    assert not row_fails(mine, other, {"r_code": {"r": one}}, "r_code")
    assert row_fails(mine, other, {"r_code": {"r": two}}, "r_code")
