"""Square roots: that they are not negative, positive where their radicand is, and that their squares are the radicands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from qedescent.proofs.finders.equations import algebra, find_equality
from qedescent.proofs.finders.normal_forms import atoms_within, cleared, poly_term
from qedescent.proofs.finders.signs import find_sign, signs
from qedescent.proofs.kernel.checker import Proof
from qedescent.proofs.language.prover import Data, NotFound, Prover, Reason


def introduce_roots(p: Prover, *terms: Data) -> None:
    """Facts sqrt(t)^2 = t and sqrt(t) >= 0, or > 0 if t > 0, for every root in the terms whose radicand has a sign."""
    kernel = p.kernel
    for a in sorted({a for t in terms for a in atoms_within(kernel, kernel.normal(t))}):
        if kernel.keys[a][0] == "sqrt" and not kernel.free[a]:
            _introduce(p, poly_term(kernel, dict(kernel.keys[a][1])))


def _introduce(p: Prover, t: Data) -> None:
    if p.number([">=", ["sqrt", t], 0]) is not None:
        return
    try:
        p.have_data([">=", t, 0], signs)
        p.step("root", of=t)
        p.have_data([">", t, 0], signs)
    except NotFound:
        return
    _positive(p, t)


def _positive(p: Prover, t: Data) -> None:
    """sqrt(t) > 0: were it at most 0, its square would be too, but that is t."""
    root = ["sqrt", t]
    goal, above = [">", root, 0], p.number([">", t, 0])
    weak, square = p.number([">=", root, 0]), p.number(["=", ["^", root, 2], t])
    below = len(p.facts)  # the number of the case's own premise, 0 >= sqrt(t)
    clash = {"rule": "combine", "goal": goal, "sum": [[1, weak], [1, above], [1, weak, below]], "with": [[1, square]]}
    greater = {"rule": "combine", "goal": goal, "sum": [[1, below]]}
    p.step("cases", on=[root, 0], goal=goal, greater=[greater], otherwise=[clash])


def split_quotients(p: Prover, radicands: Sequence[Data]) -> None:
    """sqrt(u/v) = sqrt(u)/sqrt(v) wherever all three radicands are among these, from facts about sqrt(u) and sqrt(v)."""
    quotients = [t for t in radicands if "inv" in kinds(p.kernel, t)]
    for t in quotients:
        for u, v in permutations(radicands, 2):
            if not cleared(p.kernel, p.kernel.normal(["-", t, ["/", u, v]]))[0]:
                _split(p, t, u, v)


def kinds(kernel: Proof, t: Data) -> set[str]:
    """What the atoms of a term's normal form are: letters, inverses, roots, ..."""
    return {kernel.keys[a][0] for monomial in kernel.normal(t) for a, _ in monomial}


def _split(p: Prover, t: Data, u: Data, v: Data) -> None:
    quotient = ["/", ["sqrt", u], ["sqrt", v]]
    try:
        _above(p, v)
        _positive(p, v)
        p.have_data([">=", quotient, 0], signs)
        p.have_data(["=", ["^", quotient, 2], t], algebra)
        p.step("root", of=t, **{"is": quotient})
    except NotFound:
        return


def _above(p: Prover, v: Data) -> None:
    """v > 0, from sqrt(v) != 0, or from v >= 0 and v != 0."""
    goal, root = [">", v, 0], ["sqrt", v]
    weak, whole, part = (p.number(f) for f in ([">=", v, 0], ["!=", v, 0], ["!=", root, 0]))
    if part is not None:
        square = p.number(["=", ["^", root, 2], v])
        p.step("combine", goal=goal, sum=[[1, ["nonzero", part]]], **{"with": [[-1, square]]})
    elif whole is not None and weak is not None:
        below = len(p.facts)  # the number of the case's own premise, 0 >= v
        clash = {"rule": "combine", "goal": goal, "sum": [[1, weak], [1, ["nonzero", whole]], [1, weak, below]]}
        greater = {"rule": "combine", "goal": goal, "sum": [[1, below]]}
        p.step("cases", on=[v, 0], goal=goal, greater=[greater], otherwise=[clash])
    else:
        raise NotFound(f"not known to be positive: {v}")


def find_with_roots(p: Prover, goal: Data) -> None:
    """An equation or inequality about square roots."""
    introduce_roots(p, *goal[1:3])
    (find_equality if goal[0] == "=" else find_sign)(p, goal)


roots = Reason("properties of the square root", find_with_roots)
