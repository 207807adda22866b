"""The gap between steps is measured as shared facts of the libraries have it, is told with its constants, and is never a proof."""

import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest

from qedescent.analytic.rules import adagrad, adam, momentum, nesterov, rmsprop, sgd
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.judging.plain_data import data
from qedescent.proofs.judging.telling import text
from qedescent.proofs.judging.visibility import visibility
from qedescent.proofs.lifting.reading import Reading

_spec = importlib.util.spec_from_file_location("dialects", Path(__file__).with_name("dialects.py"))
assert _spec is not None and _spec.loader is not None
written = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(written)


# (code, rule, constants, the gaps measured on the libraries themselves at sizes 1, 1e-3, 1e-5, 1e-7)
KNOWN = [
    (written.ADAM_FOLDED, reading_of(adam), {}, (3e-6, 3e-3, 0.22, 0.94)),
    (written.RMSPROP_OUTSIDE, reading_of(rmsprop), {}, (4e-6, 2.2, 290, 7500)),
    (reading_of(adagrad), written.ADAGRAD_INSIDE, {"δ": "1e-7"}, (4e-6, 2.2, 270, 2900)),
]


@pytest.mark.parametrize(("code", "rule", "constants", "known"), KNOWN, ids=["Adam", "RMSProp", "AdaGrad"])
def test_the_known_visibility_of_a_misplaced_constant_is_measured_again(code, rule, constants, known):
    found = visibility(code, rule, constants)
    assert found is not None
    assert list(found.rounded.values()) == pytest.approx(list(known), rel=0.1)


def test_another_constant_gives_another_table():
    found = visibility(written.RMSPROP_OUTSIDE, reading_of(rmsprop), {"δ": "1e-6"})
    assert found is not None and found.constants["δ"] == "1e-6" and found.rounded["1"] > 3e-5


def test_a_rule_beside_itself_shows_no_gap_at_any_size():
    found = visibility(reading_of(adam), reading_of(adam))
    assert found is not None and {gap for _, gap in found.gaps} == {Decimal(0)}


def test_weight_decay_is_the_more_visible_the_smaller_the_gradients():
    decayed = Reading("θ", {}, {"θ": ["-", "θ", ["*", "ε", ["+", "g", ["*", "λ", "θ"]]]]}, parameters=("ε", "λ"))
    found = visibility(decayed, reading_of(sgd))
    assert found is not None and found.rounded["1e-7"] == pytest.approx(1e7 * found.rounded["1"], rel=0.1)


def test_a_step_where_the_rule_stands_still_is_an_infinite_gap():
    still = Reading("θ", {}, {"θ": "θ"}, parameters=("ε",))
    found = visibility(reading_of(sgd), still)
    assert found is not None and set(found.rounded.values()) == {float("inf")}
    assert data(judge(reading_of(sgd), still, "sgd", "still"))["visibility"]["largest_relative_gap"]["1"] == "infinite"


def test_no_table_where_a_rule_has_no_value():
    undefined = Reading("θ", {}, {"θ": ["sqrt", ["-", -1, ["^", "g", 2]]]})
    assert visibility(undefined, reading_of(sgd)) is None


def test_the_table_is_told_as_measured_with_its_constants():
    found = judge(written.RMSPROP_OUTSIDE, reading_of(rmsprop), "the code", "the rule")
    assert "measured gap" in text(found) and "δ = 1e-8, ε = 0.001, ρ = 0.9" in text(found)
    shown = data(found)["visibility"]
    assert shown["status"] == "measured" and shown["constants"] == {"δ": "1e-8", "ε": "0.001", "ρ": "0.9"}


def test_a_constant_that_must_move_has_a_table_and_an_identity_or_a_condition_has_none():
    moved = judge(written.ADAM_FOLDED, reading_of(adam), "the code", "the rule")
    assert moved.relation == Relation.EQUIVALENT and moved.visibility is not None
    for code, rule in ((reading_of(adam), adam), (written.RATE_OUTSIDE, momentum), (written.LOOK_AHEAD_STORED, nesterov)):
        assert judge(code, reading_of(rule), "the code", "the rule").visibility is None
