"""Inequalities: as a product of factors of known sign, or as a nonnegative combination of products of hypotheses and
squares found by a linear program and solved again exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qedescent.proofs.finders.normal_forms import Data, cleared, poly_term
from qedescent.proofs.finders.sign_denominators import by_clearing, by_multiplying, clear_facts
from qedescent.proofs.finders.sign_factors import by_factors
from qedescent.proofs.finders.sign_programs import by_program, direct
from qedescent.proofs.language.formulas import term
from qedescent.proofs.language.prover import NotFound, Prover, Reason


def find_sign(p: Prover, goal: Data, hints: Sequence[Data] = (), degree: int = 2, only: Sequence[int] | None = None) -> None:
    """Establish l > r or l >= r, or raise NotFound."""
    if goal[0] not in (">", ">="):
        raise NotFound(f"{goal[0]} is not an inequality")
    poly = p.kernel.diff(goal)
    plain, divisors = cleared(p.kernel, poly)
    if divisors:
        again = Reason("sign", lambda q, g: find_sign(q, g, hints, degree, only))
        return by_clearing(p, goal, plain, divisors, again, signs)
    clear_facts(p, only)
    if direct(p, goal, poly) or by_factors(p, goal, poly):
        return
    if any(by_program(p, goal, poly, hints, size, only) for size in range(1, degree + 1)):
        return
    if not by_multiplying(p, goal, poly, hints, degree, only, signs):
        raise NotFound(f"no sign certificate for {poly_term(p.kernel, poly)}"[:400])


signs = Reason("signs of the factors", find_sign)


def sign(*squares: Any, degree: int = 2, using: Sequence[int] | None = None, words: str = "signs of the factors") -> Reason:
    """A sign certificate with these terms (SymPy expressions, or ["norm", u]) as squares and products of up to `degree` facts."""
    return Reason(words, lambda p, goal: find_sign(p, goal, _hinted(squares), degree, using))


def _hinted(hints: Sequence[Any]) -> list[Data]:
    return [h if isinstance(h, list) else term(h)[0] for h in hints]
