"""Stability of a monic quadratic by Jury's criterion, and its margins from stability."""

from __future__ import annotations

from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.prover import Data, NotFound, Prover, Reason


def find_stability(p: Prover, goal: Data) -> None:
    """Show a `roots` formula from the signs of its three margins."""
    if goal[0] != "roots":
        raise NotFound(f"{goal[0]} says nothing about roots")
    op, margins = _margins(goal)
    p.have_data([">", goal[4], 0], signs)
    for m in margins:
        p.have_data([op, m, 0], signs)
    p.step("jury", goal=goal)


def find_margins(p: Prover, goal: Data) -> None:
    """Derive an inequality from facts that say where the roots of quadratics lie."""
    for i in range(len(p.facts)):
        f = p.facts[i]
        if f[0] == "roots":
            op, margins = _margins(f)
            if any(p.number([op, m, 0]) is None for m in margins):
                p.have_data([">", f[4], 0], signs)
                p.step("jury", fact=i)
    signs.find(p, goal)


def _margins(f: Data) -> tuple[str, list[Data]]:
    _, b, c, relation, r = f
    square = ["*", r, r]
    return (
        ">" if relation == "<" else ">=",
        [["+", square, ["*", b, r], c], ["-", ["+", square, c], ["*", b, r]], ["-", square, c]],
    )


jury_criterion = Reason("Jury's criterion", find_stability)
jury_margins = Reason("Jury's criterion, read backwards", find_margins)
