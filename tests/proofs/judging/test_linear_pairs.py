"""Linear rules in other states: the same algorithm is recognised and proved, another one is told apart by numbers."""

import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.lifting.oracle import value

_spec = importlib.util.spec_from_file_location("linear_pairs", Path(__file__).with_name("linear_pairs.py"))
assert _spec is not None and _spec.loader is not None
pairs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pairs)


def points(reading, numbers, gradients):
    """Where the gradients were asked for, by running the recurrence from θ = 1."""
    now = {x: value(start, {"θ": Decimal(1)}) for x, start in reading.start.items()} | {"θ": Decimal(1)}
    asked = []
    for g in gradients:
        known = {**numbers, **now, "g": g}
        asked.append(value(reading.query, known))
        now = {x: value(e, known) for x, e in reading.after.items()}
    return asked


NUMBERS = {"ε": Decimal("0.1"), "α": Decimal("0.9"), "β": Decimal("0.5"), "γ": Decimal("0.3")}
GRADIENTS = [Decimal(x) for x in (1, -2, 5, 0, 3, -1)]


@pytest.mark.parametrize(("code", "book"), [p[1:] for p in pairs.SAME], ids=[p[0] for p in pairs.SAME])
def test_two_writings_of_one_linear_rule_are_one(code, book):
    found = judge(code, book, "the one", "the other")
    assert found.relation in (Relation.IDENTICAL, Relation.EQUIVALENT)
    assert checked(certificate_bytes(dict(found.proof or {})))["verdict"] == "PROVED"
    gaps = [a - b for a, b in zip(*(points(r, NUMBERS, GRADIENTS) for r in (code, book)), strict=True)]
    assert max(map(abs, gaps)) < Decimal("1e-40")


@pytest.mark.parametrize(("code", "book"), [p[1:] for p in pairs.OTHER], ids=[p[0] for p in pairs.OTHER])
def test_two_linear_rules_that_are_not_one_are_told_apart(code, book):
    found = judge(code, book, "the one", "the other")
    assert found.relation == Relation.DIFFERENT and found.partings
    gaps = [a - b for a, b in zip(*(points(r, NUMBERS, GRADIENTS) for r in (code, book)), strict=True)]
    assert max(map(abs, gaps)) > Decimal("1e-3")
