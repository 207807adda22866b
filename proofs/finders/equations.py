"""Equalities: rewrite the difference of the two sides by the equations at hand until the field axioms settle the rest.

Each use of an equation records its multiplier, so that the result is one step: l - r = sum of multiplier times equation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from qedescent.proofs.finders.denominators import MayBeZero, nonzero_references
from qedescent.proofs.finders.equation_supplies import Equation, Supplies
from qedescent.proofs.finders.normal_forms import Data, Poly, atom_term, cleared, divide, parts_of, poly_term
from qedescent.proofs.kernel.checker import Refused, add, multiply
from qedescent.proofs.language.prover import NotFound, Prover, Reason

MOST_REWRITINGS = 400
DEEPEST = 25  # nesting of the atoms: f(x) = f(f(x)) would go on for ever


def find_equality(p: Prover, goal: Data, only: list[int] | None = None) -> None:
    """Establish an equation, or raise NotFound."""
    if goal[0] != "=":
        raise NotFound(f"{goal[0]} is not an equation")
    search = Search(p, only)
    start = p.kernel.diff(goal)
    for rewritings in ([], *search.stages()):
        if search.settle(goal, start, rewritings):
            return
    raise NotFound(search.obstacle or f"the sides differ by {_shown(p, search.closest)}")


class Search:
    """The state of one search: which equations have been made and used."""

    def __init__(self, p: Prover, only: list[int] | None):
        self.p, self.supplies = p, Supplies(p, only)
        self.depths: dict[int, int] = {}
        self.closest: Poly = {}
        self.obstacle = ""  # a denominator that stood in the way of an attempt

    def stages(self) -> Iterator[list[Callable[[Poly], Iterator[Equation]]]]:
        """Ever richer supplies of equations."""
        s = self.supplies
        yield [s.facts]
        yield [s.instances]
        yield [s.instances, s.inside, s.products]
        yield [s.facts, s.instances, s.inside, s.products]

    def settle(self, goal: Data, start: Poly, supplies: list[Any]) -> bool:
        """Rewrite and try to close; on success the step is added."""
        for multiply_out in (False, True):
            poly, divisors = cleared(self.p.kernel, start) if multiply_out else (start, [])
            if multiply_out and not divisors:
                continue
            try:
                rest, used = self.reduce(poly, supplies)
            except (Refused, NotFound):
                continue
            self.closest = rest
            if self.close(goal, used, divisors, rest):
                return True
        return False

    def close(self, goal: Data, used: list[tuple[Poly, Equation]], divisors: list[Any], rest: Poly) -> bool:
        kernel = self.p.kernel
        scale = [["^", atom_term(kernel, a), e] for a, _, e in divisors]
        mark = len(self.p.steps), len(self.p.facts), kernel.steps
        try:
            pairs = [[_scaled(poly_term(kernel, q), scale), eq.number()] for q, eq in used if q]
            left = add(kernel.diff(goal), {})
            for c, i in pairs:
                left = add(left, multiply(kernel.normal(c), kernel.diff(self.p.facts[i])), -1)
            references = nonzero_references(self.p, left)
            self.p.step("combine", goal=goal, **{"with": pairs}, nonzero=references)
            return True
        except (NotFound, Refused) as why:
            self.take_back(*mark)
            self.obstacle = str(why) if isinstance(why, MayBeZero) else self.obstacle
            return False

    def take_back(self, steps: int, facts: int, count: int) -> None:
        """Forget the instances made for an attempt that failed; as facts they would come before the older ones."""
        del self.p.steps[steps:], self.p.facts[facts:]
        self.p.kernel.steps = count
        self.supplies.take_back(facts)

    def reduce(self, poly: Poly, supplies: list[Any]) -> tuple[Poly, list[tuple[Poly, Equation]]]:
        used: list[tuple[Poly, Equation]] = []
        for _ in range(MOST_REWRITINGS):
            found = next(self.applicable(poly, supplies), None)
            if found is None:
                return poly, used
            equation, factor = found
            poly = add(poly, multiply(factor, equation.poly), -1)
            used = _added(used, factor, equation)
            if max((self.depth(a) for m in poly for a, _ in m), default=0) > DEEPEST:
                break
        raise NotFound("the rewriting does not end")

    def depth(self, a: int) -> int:
        """How deep the parts of an atom are nested."""
        if a not in self.depths:
            inner = (self.depth(b) for q in parts_of(self.p.kernel, a) for m in q for b, _ in m)
            self.depths[a] = 1 + max(inner, default=0)
        return self.depths[a]

    def applicable(self, poly: Poly, supplies: list[Any]) -> Iterator[tuple[Equation, Poly]]:
        for supply in supplies:
            for equation in supply(poly):
                for m, c in poly.items():
                    quotient = divide(m, equation.lead)
                    if quotient is not None:
                        yield equation, {quotient: Fraction(c) / equation.coefficient}
                        break


def _scaled(t: Data, factors: list[Data]) -> Data:
    return ["*", t, *factors] if factors else t


def _added(used: list[tuple[Poly, Equation]], factor: Poly, equation: Equation) -> list[tuple[Poly, Equation]]:
    for i, (q, old) in enumerate(used):
        if old.poly == equation.poly and old.lead == equation.lead:
            return [*used[:i], (add(q, factor), old), *used[i + 1 :]]
    return [*used, (factor, equation)]


def _shown(p: Prover, rest: Poly) -> str:
    return str(poly_term(p.kernel, rest))[:300]


algebra = Reason("algebra", find_equality)


def using(*numbers: int, words: str = "algebra") -> Reason:
    """Algebra with these facts only."""
    return Reason(words, lambda p, goal: find_equality(p, goal, list(numbers)))
