"""A false statement is refuted by exact numbers that satisfy its hypotheses and break its conclusion.

Statements about reals and naturals are evaluated exactly (fractions) at many points: small and simple ones first, then
random ones. Statements with random variables, vectors or unknown functions are not tried, and that is said.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import isqrt
from typing import Any

from qedescent.proofs.kernel.checker import names
from qedescent.proofs.language.formulas import Formula, formula, merged

Data = Any
SIMPLE = [Fraction(x) for x in ("1", "1/2", "2", "0", "1/3", "3", "-1", "1/4", "3/2", "1/10", "9/10", "4", "10", "100")]
MOST_TRIALS = 6000


class NotEvaluable(Exception):
    """The statement mentions something that has no exact value here."""


@dataclass(frozen=True)
class Search:
    """What was found: a witness with both sides, or how many points were tried."""

    witness: dict[str, str] | None = None
    tried: int = 0
    satisfied: int = 0
    why_not: str = ""
    seed: int = field(default=0)


def find_counterexample(given: Sequence[Any], conclusion: Sequence[Any], seed: int = 0, trials: int = MOST_TRIALS) -> Search:
    """Look for numbers that satisfy `given` and break a part of `conclusion`.

    A hypothesis that cannot be evaluated (about all values of a variable, say) is satisfied by no numbers here."""
    hypotheses, claims = [formula(g) for g in given], [formula(c) for c in conclusion]
    statements = [part for c in claims for part in _unfolded(hypotheses, c)]
    tried = satisfied = 0
    for premises, goal, sorts in statements:
        bad = {n: s for n, s in sorts.items() if s not in ("nat", "real")}
        if bad:
            return Search(None, tried, satisfied, f"not evaluable: {', '.join(sorted(bad))}")
        enough = satisfied + trials // 10
        defined = {n: t for n, t in _definitions(premises).items() if sorts[n] == "real"}
        for point in _points({n: s for n, s in sorts.items() if n not in defined}, seed, trials):
            tried += 1
            try:
                point |= {name: value(t, point) for name, t in defined.items()}
                if not all(holds(p, point) for p in premises):
                    continue
                satisfied += 1
                if not holds(goal, point):
                    return Search(_witness(goal, point), tried, satisfied)
            except (NotEvaluable, ZeroDivisionError):
                continue
            if satisfied > enough:
                break
    return Search(None, tried, satisfied)


def _unfolded(given: list[Formula], claim: Formula) -> list[tuple[list[Data], Data, dict[str, Any]]]:
    """Universal statements as hypotheses and conclusion over free names."""
    sorts = merged([*given, claim])
    premises, goal = [g.data for g in given], claim.data
    while goal[0] == "forall":
        sorts = {**sorts, **dict(goal[1])}
        premises, goal = [*premises, *goal[2]], goal[3]
    goals = goal[1:] if goal[0] == "and" else [goal]
    return [(premises, g, sorts) for g in goals]


def _definitions(premises: list[Data]) -> dict[str, Data]:
    """Names that a hypothesis sets equal to a term in other names: they are computed, not tried."""
    found: dict[str, Data] = {}
    for p in premises:
        if p[0] == "=" and isinstance(p[1], str) and p[1] not in found:
            used = names(p[2]) | {n for t in found.values() for n in names(t)}
            if p[1] not in used and not names(p[2]) & set(found):
                found[p[1]] = p[2]
    return found


def _points(sorts: Mapping[str, str], seed: int, trials: int) -> Iterator[dict[str, Fraction]]:
    letters = sorted(sorts)
    choices = [[Fraction(i) for i in (1, 2, 0, 3, 4)] if sorts[n] == "nat" else SIMPLE for n in letters]
    count = 0
    small = [c[:6] for c in choices] if len(letters) < 5 else [c[:3] for c in choices]
    for values in product(*small):
        count += 1
        if count > trials // 2:
            break
        yield dict(zip(letters, values, strict=True))
    chance = random.Random(seed)
    for _ in range(trials // 2):
        yield {n: _drawn(chance, sorts[n]) for n in letters}


def _drawn(chance: random.Random, sort: str) -> Fraction:
    if sort == "nat":
        return Fraction(chance.randrange(0, 9))
    scale = chance.choice([1, 1, 1, 4, 20])
    return Fraction(chance.randrange(-6 * scale, 24 * scale + 1), 12)


def _witness(goal: Data, point: Mapping[str, Fraction]) -> dict[str, str]:
    shown = {n: str(v) for n, v in point.items()}
    if goal[0] in ("=", "!=", ">", ">="):
        shown |= {"left": str(value(goal[1], point)), "right": str(value(goal[2], point))}
    return shown


def holds(f: Data, point: Mapping[str, Fraction]) -> bool:
    """Whether a formula holds at a point, exactly."""
    op = f[0]
    if op == "and":
        return all(holds(g, point) for g in f[1:])
    if op == "forall" and not f[1]:
        return not all(holds(p, point) for p in f[2]) or holds(f[3], point)
    if op == "roots":
        b, c, radius = (value(t, point) for t in (f[1], f[2], f[4]))
        return _roots_within(b, c, f[3] == "<", radius)
    if op not in ("=", "!=", ">", ">="):
        raise NotEvaluable(op)
    left, right = value(f[1], point), value(f[2], point)
    return {"=": left == right, "!=": left != right, ">": left > right, ">=": left >= right}[op]


def _roots_within(b: Fraction, c: Fraction, strictly: bool, r: Fraction) -> bool:
    """All roots of z^2 + bz + c within radius r, decided without roots: by their sum, product and discriminant."""
    def good(x: Fraction) -> bool:
        return x > 0 if strictly else x >= 0

    if b * b < 4 * c:
        return good(r * r - c) and r >= 0
    inside = good(r - abs(b) / 2) and good(r * r + b * r + c) and good(r * r - b * r + c)
    return inside


def value(t: Data, point: Mapping[str, Fraction]) -> Fraction:
    """The exact value of a term; division by zero raises ZeroDivisionError."""
    if isinstance(t, int):
        return Fraction(t)
    if isinstance(t, str):
        return Fraction(point[t])
    op, *parts = t
    if op == "sum":
        j, start, count, body = parts
        first, n = value(start, point), value(count, point)
        if n > 400:
            raise NotEvaluable("a long sum")
        return sum((value(body, {**point, j: first + i}) for i in range(int(n))), Fraction(0))
    if op == "sqrt":
        return _root(value(parts[0], point))
    if op in ("apply", "E", "dot", "exp"):
        raise NotEvaluable(op)
    values = [value(p, point) for p in parts]
    if op == "+":
        return sum(values, Fraction(0))
    if op == "*":
        out = Fraction(1)
        for v in values:
            out *= v
        return out
    if op == "-":
        return -values[0] if len(values) == 1 else values[0] - values[1]
    if op == "/":
        return values[0] / values[1]
    if op == "^" and values[1] <= 400:
        return values[0] ** int(values[1])
    raise NotEvaluable(op)


def _root(x: Fraction) -> Fraction:
    top, bottom = isqrt(max(x.numerator, 0)), isqrt(x.denominator)
    if Fraction(top, bottom) ** 2 != x:
        raise NotEvaluable("an irrational root")
    return Fraction(top, bottom)
