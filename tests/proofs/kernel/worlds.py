"""Random finite worlds in which given assumptions are true.

Assumptions of the form x = t, x >= t, f(k + 1) = t, ... are made true by definition: the name gets its value from the
other side. What is not of such a form must come true by chance; a world in which it does not is thrown away.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from evaluator import HIGHEST_DEGREE, NotEvaluable, World, divided_differences, everywhere, true, value

Data = Any
REALS = [Fraction(x) for x in ("0", "1", "-1", "1/2", "2", "-3/2", "1/3", "4", "9/10", "-1/4", "3")]
FAR = [Fraction(x) for x in ("-7", "5/3", "10", "1/9", "-2/5")]
NOISES, DIMENSION = 3, 2
UNKNOWN = (NotEvaluable, RecursionError, TypeError, KeyError)  # the last two come of ill-formed terms


class Maker:
    """Draws one world for the variables of a theorem."""

    def __init__(self, variables: dict[str, Any], assumed: Sequence[Data], chance: random.Random):
        self.variables, self.chance = variables, chance
        self.assumed = list(conjuncts(assumed))
        self.noise = {f[1] for f in self.assumed if f[0] == "independent"}
        self.bits, self.weights = self.space()
        self.slopes: dict[str, tuple[str, Data]] = {}
        self.defining: dict[str, tuple[list[Data], list[Data], Data]] = {}
        self.meaning: dict[str, Any] = {n: self.drawn(s) for n, s in variables.items() if isinstance(s, str)}
        ranges = {s: tuple(self.drawn(s) for _ in range(3)) for s in ("random", "vec", "randvec")}
        ranges |= {"nat": tuple([Fraction(i)] for i in range(4)), "real": tuple([x] for x in chance.sample(REALS, 5))}
        self.made = World(self.weights, self.meaning, ranges)

    def space(self) -> tuple[Sequence[tuple[int, ...]], tuple[Fraction, ...]]:
        """Sample points as rows of independent coordinates when there is noise, else a few points."""
        count = 1 + NOISES if self.noise else self.chance.choice([0, 1, 1, 2])
        sides = [Fraction(self.chance.randint(1, 3), 4) for _ in range(count)]
        rows = list(product((0, 1), repeat=count))
        weights = [Fraction(1)] * len(rows)
        for i, row in enumerate(rows):
            for bit, side in zip(row, sides, strict=True):
                weights[i] *= side if bit else 1 - side
        return rows, tuple(weights)

    def number(self) -> Fraction:
        return self.chance.choice(REALS)

    def entry(self, sort: str) -> Any:
        return tuple(self.number() for _ in range(DIMENSION)) if "vec" in sort else self.number()

    def drawn(self, sort: str) -> list[Any]:
        if sort == "nat":
            return [Fraction(self.chance.randint(0, 3))]
        return [self.entry(sort) for _ in (self.bits if "rand" in sort else [0])]

    def world(self) -> World | None:
        """A world, or None when the assumptions did not all come true."""
        for f in self.assumed:
            self.note_function(f)
        for name, sorts in self.variables.items():
            if not isinstance(sorts, str):
                self.meaning[name] = self.function(name, sorts)
        try:
            for f in self.assumed:
                self.settle(f)
            return self.made if all(true(f, self.made) for f in self.assumed) else None
        except UNKNOWN:
            return None

    def slack(self, relation: str) -> Fraction:
        """How far the sides of a relation are made to lie apart."""
        least = {"=": Fraction(0), ">=": self.chance.choice([Fraction(0), abs(self.number())])}
        return least.get(relation, abs(self.number()) + 1)

    def settle(self, f: Data) -> None:
        """Give a variable the value that makes x = t, x >= t, t > x, ... true."""
        if f[0] not in ("=", ">", ">="):
            return
        for x, t, sign in ((f[1], f[2], 1), (f[2], f[1], -1)):
            free = isinstance(x, str) and self.variables.get(x, "nat") != "nat" and not mentions(t, x)
            if free and not true(f, self.made):
                more = sign * self.slack(f[0])
                self.meaning[x] = [v if isinstance(v, tuple) else v + more for v in value(t, self.made)]

    def note_function(self, f: Data) -> None:
        """Remember that f(k + 1) = t (also >=, >, and with the sides exchanged) tells the function's values."""
        if f[0] == "derivative" and f[2][:1] == ["apply"]:
            self.slopes[f[2][1]] = (f[1], f[3])
        bound, premises, core = (f[1], f[2], f[3]) if f[0] == "forall" else ([], [], f)
        if core[0] not in ("=", ">", ">="):
            return
        for side, other, sign in ((core[1], core[2], 1), (core[2], core[1], -1)):
            if isinstance(side, list) and side[0] == "apply" and side[1] not in self.defining:
                if all(isinstance(p, int | str) or p[:1] == ["+"] and isinstance(p[-1], int) for p in side[2:]):
                    self.defining[side[1]] = (side[2:], premises, (core[0], other, sign, [n for n, _ in bound]))
                    return

    def function(self, name: str, sorts: list[str]) -> Any:
        if sorts == ["real", "real"] and name not in self.defining:
            return self.polynomial(name)
        table: dict[Any, Any] = {}
        is_random, result = "rand" in sorts[0], sorts[0]

        def seen(point: int, arguments: tuple[Any, ...]) -> Any:  # on what the value may depend besides the arguments
            if not is_random:
                return None
            if self.noise and sorts[1:] == ["nat"]:
                k = int(arguments[0])
                return self.bits[point][k + 1 : k + 2] if name in self.noise else self.bits[point][: k + 1]
            return point

        def f(point: int, *given: Any) -> Any:
            zero = (Fraction(0),) * DIMENSION
            arguments = tuple(zero if a == 0 and "vec" in s else a for a, s in zip(given, sorts[1:], strict=True))
            key = (seen(point, arguments), arguments)
            if key not in table:
                told = self.told(name, point, arguments)
                table[key] = self.entry(result) if told is None else told
            return table[key]

        return f

    def polynomial(self, name: str) -> Any:
        """A polynomial, drawn at random or the integral of its derivative where an assumption tells that."""
        drawn = [self.number() for _ in range(3)]

        @cache
        def coefficients() -> list[Fraction]:
            if name not in self.slopes:
                return drawn
            x, slope = self.slopes[name]
            at = [Fraction(i) for i in range(HIGHEST_DEGREE)]
            known = expanded(divided_differences(at, [value(slope, self.made.having({x: [a]}))[0] for a in at]), at)
            return [drawn[0], *(c / (i + 1) for i, c in enumerate(known))]

        return lambda point, a: sum((c * a**i for i, c in enumerate(coefficients())), Fraction(0))

    def told(self, name: str, point: int, arguments: tuple[Any, ...]) -> Any:
        """The value that an assumption tells, or None."""
        if name not in self.defining:
            return None
        patterns, premises, (relation, other, sign, bound) = self.defining[name]
        found = self.matched(patterns, arguments, bound)
        if found is None or set(bound) - set(found):
            return None
        inner = self.made.having(found)
        if not all(true(p, inner) for p in premises):
            return None
        values = everywhere(value(other, inner), inner)
        got = values[point]
        if "rand" not in self.variables[name][0] and any(x != got for x in values):
            if relation == "=":
                raise NotEvaluable("a random value for a function that is not")
            got = max(values) if sign > 0 else min(values)
        return got if isinstance(got, tuple) or relation == "=" else got + sign * self.slack(relation)

    def matched(self, patterns: list[Data], arguments: tuple[Any, ...], bound: list[str]) -> dict[str, Any] | None:
        """What the bound variables are where f(k + 1, ...) meets these arguments."""
        found: dict[str, Any] = {}
        for p, a in zip(patterns, arguments, strict=True):
            variable, shift = (p[1], p[-1]) if isinstance(p, list) else (p, 0)
            if variable not in bound:
                if value(p, self.made)[0] != a:
                    return None
                continue
            rest = [a - shift] if shift else [a]
            if shift and a < shift or found.setdefault(variable, rest) != rest:
                return None
        return found


def expanded(newton: list[Fraction], at: list[Fraction]) -> list[Fraction]:
    """The coefficients of x^0, x^1, ... of a polynomial in Newton's form."""
    out: list[Fraction] = []
    for c, a in zip(reversed(newton), reversed(at), strict=True):
        out = [low - a * high for low, high in zip([Fraction(0), *out], [*out, Fraction(0)], strict=True)]
        out[0] += c
    return out


def conjuncts(formulas: Sequence[Data]) -> Iterator[Data]:
    for f in formulas:
        if f[0] == "and":
            yield from conjuncts(f[1:])
        else:
            yield f


def mentions(t: Data, name: str) -> bool:
    return t == name or isinstance(t, list) and any(mentions(x, name) for x in t)
