"""Terms and formulas of the proof language, evaluated exactly in a finite world. Written from LANGUAGE.md; shares nothing
with the checker's algebra.

A value is a list over the sample points, or a list of one entry where nothing is random. An entry is a Fraction, or a
tuple of Fractions for a vector. A name means a value, or a Python function of the sample point and the entries of its
arguments. Quantifiers run over a few values only, so that a statement can be refuted here but not proved.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import isqrt
from typing import Any

Data = Any
Value = list[Any]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge}
LONGEST_SUM, LARGEST_EXPONENT, LATE, HIGHEST_DEGREE = 60, 2000, 300, 12


class NotEvaluable(Exception):
    """No exact value here: an irrational root, or more work than a test is worth."""


@dataclass(frozen=True)
class World:
    """A finite probability space, what the names mean, and the values over which quantifiers run."""

    weights: tuple[Fraction, ...]
    meaning: Mapping[str, Any]
    ranges: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def having(self, more: Mapping[str, Any]) -> World:
        return World(self.weights, {**self.meaning, **more}, self.ranges)


def pointwise(f: Callable[..., Any], *values: Value) -> Value:
    """f at every sample point; at one only if nothing is random."""
    length = max(map(len, values))
    return [f(*(v[i if len(v) > 1 else 0] for v in values)) for i in range(length)]


def alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Two entries to be compared or added: the number 0 beside a vector is the vector 0."""
    if isinstance(a, tuple) and b == 0:
        return a, (Fraction(0),) * len(a)
    if isinstance(b, tuple) and a == 0:
        return (Fraction(0),) * len(b), b
    return a, b


def plus(a: Any, b: Any) -> Any:
    a, b = alike(a, b)
    return tuple(map(operator.add, a, b)) if isinstance(a, tuple) else a + b


def times(a: Any, b: Any) -> Any:
    if isinstance(b, tuple):
        a, b = b, a
    return tuple(x * b for x in a) if isinstance(a, tuple) else a * b


def inverse(a: Fraction) -> Fraction:
    return 1 / a if a else Fraction(0)


def root(a: Fraction) -> Fraction:
    exact = Fraction(isqrt(max(a.numerator, 0)), isqrt(a.denominator))
    if a > 0 and exact**2 != a:
        raise NotEvaluable("an irrational root")
    return exact


def value(t: Data, w: World) -> Value:
    """The value of a term."""
    if isinstance(t, int):
        return [Fraction(t)]
    if isinstance(t, str):
        return w.meaning[t]
    op, *parts = t
    if op == "sum":
        return series(parts, w)
    if op == "apply":
        return applied(w.meaning[parts[0]], [value(u, w) for u in parts[1:]], w)
    values = [value(u, w) for u in parts]
    if op == "E":
        return [sum((p * x for p, x in zip(w.weights, everywhere(values[0], w), strict=True)), Fraction(0))]
    if op == "dot":
        return pointwise(lambda a, b: sum(map(operator.mul, a, b), Fraction(0)), *values)
    if op == "sqrt":
        return pointwise(root, values[0])
    if op == "-":
        negative = pointwise(lambda a: times(a, Fraction(-1)), values[-1])
        return negative if len(values) == 1 else pointwise(plus, values[0], negative)
    if op == "/":
        return pointwise(lambda a, b: times(a, inverse(b)), *values)
    if op == "^":
        return pointwise(lambda a: a ** natural(values[1], LARGEST_EXPONENT), values[0])
    out = values[0]
    for v in values[1:]:
        out = pointwise({"+": plus, "*": times}[op], out, v)
    return out


def natural(v: Value, most: int) -> int:
    n = v[0]
    if any(x != n for x in v) or n.denominator != 1 or not 0 <= n <= most:
        raise NotEvaluable(f"{n} as a count")
    return int(n)


def everywhere(v: Value, w: World) -> Value:
    return v if len(v) > 1 else v * len(w.weights)


def applied(f: Any, arguments: list[Value], w: World) -> Value:
    """A function of the sample point and of its arguments' entries; constant where all its values agree."""
    found = pointwise(f, list(range(len(w.weights))), *arguments)
    return found[:1] if all(x == found[0] for x in found) else found


def series(parts: list[Data], w: World) -> Value:
    name, start, count, body = parts
    first, length = natural(value(start, w), 10**6), natural(value(count, w), LONGEST_SUM)
    out: Value = [Fraction(0)]
    for i in range(length):
        out = pointwise(plus, out, value(body, w.having({name: [Fraction(first + i)]})))
    return out


def holds(f: Data, w: World) -> list[bool]:
    """Whether a formula holds, at every sample point (one entry where nothing is random)."""
    op, *parts = f
    if op in COMPARE:
        return pointwise(lambda a, b: COMPARE[op](*alike(a, b)), value(parts[0], w), value(parts[1], w))
    if op == "and":
        return pointwise(lambda *xs: all(xs), *(holds(g, w) for g in parts))
    if op == "forall":
        return pointwise(lambda *xs: all(xs), [True], *(implied(parts[1], parts[2], inner) for inner in choices(parts[0], w)))
    decide = {"roots": roots_within, "limit": tends, "derivative": has_slope, "independent": are_independent}[op]
    return [decide(parts, w)]


def true(f: Data, w: World) -> bool:
    """Whether a formula holds at every sample point."""
    return all(holds(f, w))


def implied(premises: list[Data], conclusion: Data, w: World) -> list[bool]:
    given = pointwise(lambda *xs: all(xs), [True], *(holds(p, w) for p in premises))
    return pointwise(lambda p, c: c or not p, given, holds(conclusion, w)) if any(given) else [True]


def choices(variables: list[Data], w: World) -> Iterator[World]:
    names, sorts = zip(*variables, strict=True) if variables else ((), ())
    if not all(isinstance(s, str) for s in sorts):
        raise NotEvaluable("a quantifier over functions")
    for chosen in product(*(w.ranges[s] for s in sorts)):
        yield w.having(dict(zip(names, chosen, strict=True)))


def roots_within(parts: list[Data], w: World) -> bool:
    """Both roots of z^2 + bz + c within radius r, by the discriminant: the larger real modulus is (|b| + root D)/2."""
    b, c, r = (value(t, w)[0] for t in (parts[0], parts[1], parts[3]))
    below = operator.lt if parts[2] == "<" else operator.le
    discriminant, room = b * b - 4 * c, 2 * r - abs(b)
    if discriminant < 0:
        return below(0, r) and below(c, r * r)
    return below(0, room) and below(discriminant, room * room)


def tends(parts: list[Data], w: World) -> bool:
    """Not refuted late in the sequence, where a doubled index must have brought it nearer by a quarter."""
    k, t, limit = parts
    target = value(limit, w)[0]
    far, farther = (abs(value(t, w.having({k: [Fraction(i)]}))[0] - target) for i in (LATE, 2 * LATE))
    return farther <= far * Fraction(3, 4)


def has_slope(parts: list[Data], w: World) -> bool:
    """The derivative of the polynomial through many points of t, if t is a polynomial of no high degree."""
    x, t, slope = parts
    at = [Fraction(i) - HIGHEST_DEGREE // 2 for i in range(HIGHEST_DEGREE + 4)]
    inner = [w.having({x: [a]}) for a in at]
    coefficients = divided_differences(at, [value(t, i)[0] for i in inner])
    if any(coefficients[HIGHEST_DEGREE + 1 :]):
        raise NotEvaluable("the derivative of what is no polynomial of low degree")
    return all(newton_slope(coefficients, at, a) == value(slope, i)[0] for a, i in zip(at, inner, strict=True))


def divided_differences(at: list[Fraction], values: list[Fraction]) -> list[Fraction]:
    table = list(values)
    for order in range(1, len(at)):
        for i in range(len(at) - 1, order - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (at[i] - at[i - order])
    return table


def newton_slope(coefficients: list[Fraction], at: list[Fraction], x: Fraction) -> Fraction:
    """The derivative of Newton's interpolation polynomial, by Horner's rule."""
    total = slope = Fraction(0)
    for c, a in zip(reversed(coefficients), reversed(at), strict=True):
        slope = slope * (x - a) + total
        total = total * (x - a) + c
    return slope


def are_independent(parts: list[Data], w: World) -> bool:
    """The probability of (noise, past) is the product of theirs, for the first few indices."""
    xi, others = parts
    for k in range(len(w.ranges["nat"])):
        past = [(n, j) for n in others for j in range(k + 1)] + [(xi, j) for j in range(k)]
        columns = [everywhere(value(["apply", n, j], w), w) for n, j in past]
        rows = list(zip(*columns, strict=True)) if columns else [()] * len(w.weights)
        noise = everywhere(value(["apply", xi, k], w), w)
        for a, b in product(set(noise), set(rows)):
            both = chance(w, [x == a and y == b for x, y in zip(noise, rows, strict=True)])
            if both != chance(w, [x == a for x in noise]) * chance(w, [y == b for y in rows]):
                return False
    return True


def chance(w: World, event: list[bool]) -> Fraction:
    return sum((p for p, e in zip(w.weights, event, strict=True) if e), Fraction(0))
