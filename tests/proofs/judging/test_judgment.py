"""Equivalent rules are recognised with their exact condition, different ones are told apart, and each answer is shown."""

import importlib.util
from pathlib import Path

import pytest

from qedescent.analytic.rules import RULES, adagrad, adam, momentum, nesterov, rmsprop, rmsprop_nesterov, sgd
from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.judging.plain_data import data
from qedescent.proofs.judging.telling import condition, headline, text
from qedescent.proofs.lifting.reading import Reading

_spec = importlib.util.spec_from_file_location("dialects", Path(__file__).with_name("dialects.py"))
assert _spec is not None and _spec.loader is not None
written = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(written)

TWO_TERMS = Reading(
    query="θ", start={"p": "θ"}, parameters=("ε", "α"),
    after={"θ": ["+", ["-", "θ", ["*", "ε", "g"]], ["*", "α", ["-", "θ", "p"]]], "p": "θ"},
)  # fmt: skip


def judged(code, book):
    return judge(code, reading_of(book), "the code", "the book")


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_is_itself(rule):
    found = judged(reading_of(rule), rule)
    assert found.relation == Relation.IDENTICAL and found.unconditional and not found.setting


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
@pytest.mark.parametrize("other", RULES, ids=lambda r: r.name)
def test_no_rule_of_the_book_is_another(rule, other):
    if rule is not other and (rule, other) not in [(sgd, momentum), (sgd, nesterov)]:
        found = judged(reading_of(rule), other)
        assert found.relation == Relation.DIFFERENT and found.partings


@pytest.mark.parametrize("other", [momentum, nesterov], ids=lambda r: r.name)
def test_sgd_is_momentum_with_the_momentum_zero(other):
    found = judged(reading_of(sgd), other)
    assert found.relation == Relation.IDENTICAL and data(found)["setting"] == {"α": "0"}


EQUIVALENT = [
    (written.RATE_OUTSIDE, momentum, ("ε",), {"b_code": "(-1/ε)·v"}, "the same iterates"),
    (written.LOOK_AHEAD_STORED, nesterov, ("α",), {"θ": "θ + α·v"}, "the same points of the gradient"),
    (written.RATE_OUTSIDE_LOOK_AHEAD_STORED, nesterov, ("α", "ε"), {"θ": "θ + α·v"}, "the same points of the gradient"),
    (written.AVERAGING, momentum, ("ε",), {"m_code": "(-1/ε)·v"}, "the same iterates"),
    (written.DAMPENED, momentum, ("ε",), {}, "the same iterates"),
    (TWO_TERMS, momentum, (), {"p_code": "θ - v"}, "the same iterates"),
    (written.RMSPROP_LOOK_AHEAD_STORED, rmsprop_nesterov, ("α",), {"θ": "θ + α·v"}, "the same points of the gradient"),
]


@pytest.mark.parametrize(("code", "book", "held", "change", "notion"), EQUIVALENT)
def test_an_equivalent_rule_is_recognised_with_its_condition_and_a_proof(code, book, held, change, notion):
    found = judged(code, book)
    assert (found.relation, found.held, found.notion) == (Relation.EQUIVALENT, held, notion)
    assert change.items() <= data(found)["change"].items()
    assert found.proof is not None and checked(certificate_bytes(dict(found.proof)))["verdict"] == "PROVED"


@pytest.mark.parametrize(("code", "book", "held"), [(c, b, h) for c, b, h, *_ in EQUIVALENT if h])
def test_every_condition_is_needed_and_a_case_shows_it(code, book, held):
    found = judged(code, book)
    assert len(found.partings) == len(held)
    for parting in found.partings:
        moved = [h for h in held if len({step[h] for step in parting.case.hyperparameters}) > 1]
        assert len(moved) == 1 and parting.case.code != parting.case.book


def test_numbers_in_the_code_are_settings_of_the_book():
    found = judged(written.ADAM_IN_NUMBERS, adam)
    assert found.relation == Relation.IDENTICAL and data(found)["setting"] == {"δ": "1/100000000"}
    found = judged(written.RMSPROP_IN_NUMBERS, rmsprop)
    assert found.relation == Relation.IDENTICAL and data(found)["setting"] == {"ρ": "9/10", "δ": "1/100000000"}


def test_a_start_other_than_zero_is_a_constant_that_changes_from_step_to_step():
    found = judged(written.RMSPROP_FROM_ONE, rmsprop)
    assert (found.relation, found.moves, found.held) == (Relation.EQUIVALENT, ("δ",), ("ρ",))
    assert data(found)["setting"] == {"δ": "δ + ρ^t"} and "changes from step to step" in condition(found)


def test_a_correction_folded_into_the_rate_moves_the_small_constant():
    found = judged(written.ADAM_FOLDED, adam)
    assert (found.relation, found.moves, found.held) == (Relation.EQUIVALENT, ("δ",), ())
    assert data(found)["setting"] == {"δ": "δ/√(1 - ρ₂^t)"} and found.proof is not None


def test_a_start_other_than_zero_is_absorbed_by_a_constant_under_the_same_root():
    found = judge(written.ADAGRAD_FROM_A_TENTH, written.ADAGRAD_INSIDE, "from a tenth", "from zero")
    assert found.unconditional and data(found)["setting"] == {"δ": "δ + 1/10"}


@pytest.mark.parametrize(
    ("code", "book", "residual"),
    [
        (written.RMSPROP_OUTSIDE, rmsprop, None),
        (written.ADAGRAD_INSIDE, adagrad, None),
        (written.RATE_OUTSIDE, sgd, None),
        (written.AVERAGING, sgd, "g·α·ε"),
        (written.RATE_OUTSIDE, nesterov, None),
    ],
)
def test_different_rules_part_in_a_case_with_numbers(code, book, residual):
    found = judged(code, book)
    (parting,) = found.partings
    assert found.relation == Relation.DIFFERENT and found.proof is None
    assert parting.case.code != parting.case.book
    assert residual is None or data(found)["partings"][0]["residual"] == residual


def test_the_case_of_the_schedule_is_the_one_that_people_argue_about():
    found = judged(written.RATE_OUTSIDE_LOOK_AHEAD_STORED, nesterov)
    shown = next(p for p in data(found)["partings"] if p["hyperparameters"][0]["ε"] != p["hyperparameters"][1]["ε"])
    assert shown["residual"] == "g₁·α²·(ε₁ - ε₂)" and shown["exact"]
    assert (shown["gradients"], shown["code"], shown["rule"]) == (["1", "0"], "-0.2305", "-0.271")


def test_the_schedule_of_momentum_that_does_without_the_condition_is_named():
    (other,) = data(judged(written.RATE_OUTSIDE, momentum))["rescheduled"]
    assert (other["hyperparameter"], other["value"]) == ("α", "(α·ε)/ε_before")
    assert data(judged(written.RATE_OUTSIDE_LOOK_AHEAD_STORED, nesterov))["rescheduled"] == []


def test_the_nearest_setting_is_named():
    for found, p in ((judged(written.RMSPROP_OUTSIDE, rmsprop), "δ"), (judged(written.RATE_OUTSIDE, sgd), "α")):
        (near,) = data(found)["nearest"]
        assert (near["hyperparameter"], near["value"], near["constant"]) == (p, 0, [])
        assert f"PROVED, certificate {near['certificate_sha256'][:16]}" in text(found)


def test_a_first_step_of_its_own_is_no_equivalence():
    exempt = Reading(
        written.DAMPENED.query, written.DAMPENED.start, written.DAMPENED.after,
        first={"θ": ["-", "θ", ["*", "ε", "g"]], "b": "g"}, parameters=written.DAMPENED.parameters,
    )  # fmt: skip
    found = judged(exempt, momentum)
    assert found.relation == Relation.DIFFERENT and "second step" in text(found)


def test_the_words_name_both_and_the_condition():
    found = judged(written.RATE_OUTSIDE, momentum)
    assert headline(found) == "the code is equivalent to the book: the same iterates, when ε is constant"
    assert "smallest case" in text(found) and "PROVED" in text(found)
