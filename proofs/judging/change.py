"""A change of variables that turns the book's states into the code's, step after step.

With the book's states θ, y and the code's Θ, x it has the form Θ = θ + Σ cⱼ yⱼ, x = a θ + Σ aⱼ yⱼ + shift, with coefficients
in the hyperparameters and the step count. A step of the code after the change must be the change after a step of the
book, and both must ask for the gradient at the same point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sympy import Expr, Integer, Symbol

from qedescent.analytic.notation import k
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.rows import linear
from qedescent.proofs.judging.solving import vanishes
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading

Data = Any
NEXT, CODE, BEFORE = "_next", "_code", "_before"


@dataclass(frozen=True)
class Coefficient:
    """A factor before a step, and what it must have become after the step, both in that step's hyperparameters
    and k, the number of steps taken before."""

    before: Expr
    after: Expr

    def one_later(self) -> Expr:
        """`before` at the next step, whose hyperparameters are marked; those of the step before are then this step's."""
        marked = {s: Symbol(_later(s.name), real=True) for s in self.before.free_symbols if s != k}
        return self.before.xreplace(marked).xreplace({k: k + 1})

    def held(self) -> tuple[str, ...] | None:
        """The fewest hyperparameters that must not change for the factor to be the same thing at every step; None if that
        is not enough."""
        letters = sorted({str(s) for s in self.before.free_symbols | self.after.free_symbols} - {"k"})
        for size in range(len(letters) + 1):
            for some in combinations(letters, size):
                kept = {Symbol(x + NEXT, real=True): Symbol(x, real=True) for x in some}
                if vanishes(self.one_later().xreplace(kept) - self.after):
                    return some
        return None


def _later(letter: str) -> str:
    return letter.removesuffix(BEFORE) if letter.endswith(BEFORE) else letter + NEXT


ONE = Coefficient(Integer(1), Integer(1))


@dataclass(frozen=True)
class Change:
    """`maps`: each of the code's letters as {book's letter, or "1" for a shift: coefficient}."""

    maps: Mapping[str, Mapping[str, Coefficient]]

    def held(self) -> tuple[str, ...] | None:
        """The hyperparameters that must stay constant; () for none, None if no constancy makes it a change."""
        found: set[str] = set()
        for c in (c for m in self.maps.values() for c in m.values()):
            letters = c.held()
            if letters is None:
                return None
            found |= set(letters)
        return tuple(sorted(found))

    def before(self, letter: str) -> Data:
        """The code's letter in the book's letters, before a step."""
        return combined({x: c.before for x, c in self.maps[letter].items()})

    def later(self, letter: str) -> Data:
        """The same one step later: next hyperparameters, next states."""
        return combined({x if x == "1" else x + NEXT: c.one_later() for x, c in self.maps[letter].items()})

    def written_out(self) -> dict[str, Data]:
        """The code's letters, θ marked as its own, in the book's letters before a step."""
        return {of_the_code(x): self.before(x) for x in self.maps}

    @property
    def trivial(self) -> bool:
        """Do both have the same states?"""
        return all(len(m) == 1 and c == ONE for m in self.maps.values() for c in m.values())

    @property
    def same_iterates(self) -> bool:
        return set(self.maps["θ"]) == {"θ"}


def of_the_code(x: str) -> str:
    """θ is marked where the code's is meant; its memories are marked already."""
    return f"θ{CODE}" if x == "θ" else x


def combined(coefficients: Mapping[str, Expr]) -> Data:
    scaled = linear({x: term(c)[0] for x, c in coefficients.items() if x != "1"})
    return ["+", scaled, term(coefficients["1"])[0]] if "1" in coefficients else scaled


def living(reading: Reading) -> Reading:
    """Without the memories that never reach θ or the point of the gradient."""
    wanted, waiting = {"θ"}, [reading.query, reading.after["θ"]]
    while waiting:
        new = ({s.name for s in expression(waiting.pop()).free_symbols} & set(reading.start)) - wanted
        wanted |= new
        waiting += [reading.after[x] for x in new]
    kept = {x: f for x, f in reading.start.items() if x in wanted}
    after = {x: f for x, f in reading.after.items() if x in wanted}
    first = {x: f for x, f in reading.first.items() if x in wanted}
    return replace(reading, start=kept, after=after, first=first)
