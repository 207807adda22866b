"""Square roots: that they are not negative and that their squares are what stands under them."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.finders.equations import find_equality
from qedescent.proofs.finders.normal_forms import atoms_within, poly_term
from qedescent.proofs.finders.signs import find_sign, signs
from qedescent.proofs.language.prover import Data, NotFound, Prover, Reason


def introduce_roots(p: Prover, *terms: Data) -> None:
    """Facts sqrt(t)^2 = t and sqrt(t) >= 0 for every root in the terms whose radicand has a sign."""
    kernel = p.kernel
    for a in sorted({a for t in terms for a in atoms_within(kernel, kernel.normal(t))}):
        if kernel.keys[a][0] == "sqrt" and not kernel.free[a]:
            t: Any = poly_term(kernel, dict(kernel.keys[a][1]))
            if p.number([">=", ["sqrt", t], 0]) is None:
                try:
                    p.have_data([">=", t, 0], signs)
                    p.step("root", of=t)
                except NotFound:
                    continue


def find_with_roots(p: Prover, goal: Data) -> None:
    """An equation or inequality about square roots."""
    introduce_roots(p, *goal[1:3])
    (find_equality if goal[0] == "=" else find_sign)(p, goal)


roots = Reason("properties of the square root", find_with_roots)
