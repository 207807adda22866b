"""An inequality may be divided by a positive factor: shown multiplied by it, it holds."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import term
from qedescent.proofs.language.prover import Data, NotFound, Prover, Reason


def dividing_by(factor: Any, by: Reason = signs, words: str = "") -> Reason:
    """Show factor > 0 (from the signs) and factor * (l - r) > 0 or >= 0 (by the given reason); then l > r or l >= r."""
    return Reason(words or "dividing by a positive factor", lambda p, goal: _divide(p, goal, term(factor)[0], by))


def _divide(p: Prover, goal: Data, factor: Data, by: Reason) -> None:
    op, left, right = goal
    if op not in (">", ">="):
        raise NotFound(f"{op} is not divided")
    p.have_data([">", factor, 0], signs)
    product = p.have_data([op, ["*", factor, ["-", left, right]], 0], by)
    above = inverse_positive(p, factor)
    p.step("combine", goal=goal, sum=[[1, product, above]], nonzero=[p.number([">", factor, 0])])


def inverse_positive(p: Prover, factor: Data) -> int:
    """1/t > 0 for a term t > 0 (from the signs)."""
    positive, inverse = p.have_data([">", factor, 0], signs), ["/", 1, factor]
    nonzero = p.step("nonzero", goal=["!=", inverse, 0], times=factor, product=[], nonzero=[positive])
    return p.step("combine", goal=[">", inverse, 0], sum=[[1, positive, ["nonzero", nonzero]]], nonzero=[positive])
