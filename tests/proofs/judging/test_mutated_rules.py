"""Rules of the book with an operation, a letter or a number changed at random: whatever is said of them is so in numbers."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from sympy import Symbol

from qedescent.analytic.notation import k
from qedescent.analytic.rules import RULES
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.lifting.cross_check import follow

GRADIENTS = (0.8, -0.3, 0.4, 0.1, -0.5, 0.9, -0.2, 0.6)
WAVE = (1.0, 0.9, 1.05, 0.8, 1.02, 0.95, 1.04, 0.7)
USUAL = {"ε": 0.1, "α": 0.8, "ρ": 0.9, "ρ1": 0.7, "ρ2": 0.95, "δ": 0.01}


def changed(t, letters, rng):
    """The term with one of its parts, at any depth, exchanged."""
    if not isinstance(t, list):
        return rng.choice([0, 1, 2] if isinstance(t, int) else [*letters, ["*", 2, t], ["-", t]])
    exponent = t[0] == "^"
    if rng.random() < 0.75 and not exponent:
        i = rng.randrange(1, len(t))
        return [*t[:i], changed(t[i], letters, rng), *t[i + 1 :]]
    op = {"+": "-", "-": "+", "*": "/", "/": "*"}.get(t[0], "")
    others = [[op, *t[1:]]] if op and len(t) == 3 else []
    return rng.choice([*others, t[1], ["^", t[1], 3] if exponent else ["-", t]])


def mutants(seed, number):
    """(what was changed, the mutant, the rule)"""
    rng = random.Random(seed)
    for i in range(number):
        rule = RULES[i % len(RULES)]
        book = reading_of(rule)
        part = rng.choice([*book.after])
        new = changed(book.after[part], [*book.start, *book.parameters, "g", "θ"], rng)
        mutant = replace(book, after={**book.after, part: new})
        if new != book.after[part] and runs(mutant):
            yield f"{rule.name}: {part} <- {new}", mutant, book


def runs(reading):
    try:
        return len(points(reading, schedule(reading, ()))) == len(WAVE)
    except (ArithmeticError, ValueError):  # a root of what is negative, an exponent that is no count
        return False


def schedule(reading, held):
    return [{x: USUAL[x] * (1.0 if x in held else w) for x in reading.parameters} for w in WAVE]


def points(reading, steps, gradients=GRADIENTS, start=0.75):
    return list(follow(reading, gradients, steps, start))


def true(found, mutant, book):
    """Is what was found so? One half of a difference, or of an equivalence, is no answer."""
    if found.relation == Relation.DIFFERENT:
        return all(case_is_true(p, mutant, book) for p in found.partings) and bool(found.partings)
    steps = schedule(book, found.held)
    values = [{Symbol(x, real=True): v for x, v in step.items()} | {k: i} for i, step in enumerate(steps)]
    resets = ({p: float(e.xreplace(at)) for p, e in found.setting.items()} for at in values)
    mine, other = points(mutant, steps), points(book, [step | own for step, own in zip(steps, resets, strict=True)])
    seen = 2 if found.notion == "the same iterates" else 1  # the point of the gradient comes first
    gaps = [abs(a - b) for x, y in zip(mine, other, strict=True) for a, b in zip(x[:seen], y[:seen], strict=True)]
    return max(gaps) < Decimal("1e-12") * max(abs(x) for _, x in other)


def case_is_true(parting, mutant, book):
    case, at_queries = parting.case, parting.what != "θ"
    steps = [{**USUAL, **{x: float(v) for x, v in step.items()}} for step in case.hyperparameters]
    gradients = [*map(float, case.gradients), *([0.0] if at_queries else [])]
    ends = []
    for reading, told in ((mutant, case.code), (book, case.book)):
        path = points(reading, steps + steps[-1:] * at_queries, gradients, float(case.start))
        ends.append(path[case.step][0] if at_queries else path[case.step - 1][1])
        if abs(float(ends[-1]) - float(told)) > 1e-12 * max(1.0, abs(float(told))):
            return False
    return abs(ends[0] - ends[1]) > Decimal("1e-12")


def test_whatever_is_said_of_a_mutant_is_so_in_numbers(nightly):
    told = []
    for name, mutant, book in mutants(seed=1, number=1000 if nightly else 64):
        found = judge(mutant, book, "the mutant", "the rule")
        assert found.relation != Relation.UNDECIDED, name
        assert true(found, mutant, book), (name, found.relation)
        told.append(found.relation)
    assert len(told) > 30 and {Relation.DIFFERENT, Relation.EQUIVALENT} <= set(told)


@pytest.mark.parametrize("slip", [{"relation": Relation.IDENTICAL}, {"partings": ()}])
def test_what_is_not_so_is_noticed(slip):
    _, mutant, book = next(m for m in mutants(seed=1, number=64) if "RMSProp: θ" in m[0])
    found = judge(mutant, book, "the mutant", "the rule")
    assert true(found, mutant, book) and not true(replace(found, **slip), mutant, book)
