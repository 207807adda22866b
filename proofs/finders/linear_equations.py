"""An equation as a sum of multiples of others; the multipliers are found by exact elimination."""

from __future__ import annotations

from qedescent.proofs.finders.linear_programs import combination
from qedescent.proofs.finders.normal_forms import number_term
from qedescent.proofs.language.prover import Data, NotFound, Prover, Reason


def adding(*numbers: int, words: str = "adding equations") -> Reason:
    """Show l = r as a sum of rational multiples of the equations with these numbers."""
    return Reason(words, lambda p, goal: _add(p, goal, numbers))


def _add(p: Prover, goal: Data, numbers: tuple[int, ...]) -> None:
    differences = [p.kernel.diff(p.facts[i]) for i in numbers]
    weights = combination(p.kernel.diff(goal), [], differences)
    if weights is None:
        raise NotFound("the equations do not add up to the line")
    p.step("combine", goal=goal, **{"with": [[number_term(w), i] for w, i in zip(weights, numbers, strict=True) if w]})
