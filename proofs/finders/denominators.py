"""Which facts show that the denominators of an identity are nonzero; the missing ones are derived."""

from __future__ import annotations

from fractions import Fraction

from qedescent.proofs.finders.normal_forms import Poly, poly_term
from qedescent.proofs.kernel.checker import monic
from qedescent.proofs.language.prover import NotFound, Prover


class MayBeZero(NotFound):
    """No fact says that this denominator is nonzero."""


def nonzero_references(p: Prover, poly: Poly) -> list[int]:
    """Numbers of facts for every denominator that occurs at the surface of poly; derives what is missing."""
    found: list[int] = []
    for d in _denominators(p, poly):
        number = nonzero_fact(p, d)
        found += [] if number is None or number in found else [number]
    return found


def _denominators(p: Prover, poly: Poly) -> list[Poly]:
    kernel, out = p.kernel, []
    waiting = [a for m in poly for a, _ in m]
    seen = set()
    while waiting:
        a = waiting.pop()
        if a in seen or kernel.keys[a][0] != "inv":
            continue
        seen.add(a)
        d = dict(kernel.keys[a][1])
        out.append(d)
        waiting += [b for m in d for b, _ in m]
    return out


def nonzero_fact(p: Prover, d: Poly) -> int | None:
    """A fact that says d is nonzero; None where the checker sees it by itself."""
    kernel = p.kernel
    if kernel.positive(d) or set(d) == {()}:
        return None
    if len(d) == 1:
        ((mono, c),) = d.items()
        if c == 1 and len(mono) == 1 and mono[0][1] == 1 and kernel.keys[mono[0][0]][0] in ("pow", "inv"):
            return nonzero_fact(p, dict(kernel.keys[mono[0][0]][1]))
    wanted = monic(d)
    for i, f in enumerate(p.facts):
        if f[0] in ("!=", ">") and kernel.diff(f) and monic(kernel.diff(f)) == wanted:
            return i
    return _derived(p, d)


def _derived(p: Prover, d: Poly) -> int:
    """d is nonzero as a product of nonzero factors, or because it has a sign."""
    from qedescent.proofs.finders.sign_factors import factors_of
    from qedescent.proofs.finders.signs import signs

    factors = factors_of(p.kernel, d)
    if len(factors) > 1 or factors and factors[0][1] > 1:
        refs = [_as_fact(p, f) for f, e in factors for _ in range(e)]
        return p.step("nonzero", goal=["!=", poly_term(p.kernel, d), 0], product=refs, number=_number(p, d, refs))
    for side in (d, {m: -c for m, c in d.items()}):
        try:
            goal = [">", poly_term(p.kernel, side), 0]
            p.establish(goal, signs)
            number = p.number(goal)
            if number is not None:
                return number
        except NotFound:
            continue
    raise MayBeZero(f"not known to be nonzero: {poly_term(p.kernel, d)}"[:300])


def _as_fact(p: Prover, d: Poly) -> int:
    """A fact that says d is nonzero, also where the checker sees it by itself."""
    from qedescent.proofs.finders.signs import signs

    number = nonzero_fact(p, d)
    return p.have_data([">", poly_term(p.kernel, d), 0], signs) if number is None else number


def _number(p: Prover, d: Poly, refs: list[int]):
    """The constant c with d = c * product of the facts."""
    from qedescent.proofs.finders.normal_forms import number_term
    from qedescent.proofs.kernel.checker import ONE, multiply

    q = ONE
    for i in refs:
        q = multiply(q, p.kernel.diff(p.facts[i]))
    m = next(iter(q))
    return number_term(Fraction(d.get(m, 0)) / q[m])
