"""Inequalities as products of factors of known sign."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sympy import QQ, Symbol, factor_list
from sympy import Poly as SymPoly

from qedescent.proofs.finders.normal_forms import Data, Poly, number_term, poly_term
from qedescent.proofs.finders.sign_programs import Signed, linear
from qedescent.proofs.kernel.checker import ONE, Proof, monic, multiply
from qedescent.proofs.language.prover import NotFound, Prover


def factors_of(kernel: Proof, poly: Poly) -> list[tuple[Poly, int]]:
    """The irreducible factors over the rationals, constants left out."""
    atoms = sorted({a for m in poly for a, _ in m})
    letters = {a: Symbol(f"a{a}") for a in atoms}
    if not atoms or len(poly) > 200:
        return [(poly, 1)]
    rationals = {tuple(dict(m).get(a, 0) for a in atoms): QQ(c.numerator, c.denominator) for m, c in poly.items()}
    expression = SymPoly.from_dict(rationals, *letters.values(), domain=QQ)
    _, found = factor_list(expression)
    return [(_back(f, atoms), e) for f, e in found]


def _back(f: SymPoly, atoms: list[int]) -> Poly:
    out: Poly = {}
    for exponents, c in f.terms():
        m = tuple((a, e) for a, e in zip(atoms, exponents, strict=True) if e)
        out[m] = Fraction(int(c.p), int(c.q))
    return out


def by_factors(p: Prover, goal: Data, poly: Poly) -> bool:
    factors = factors_of(p.kernel, poly)
    if len(factors) == 1 and factors[0][1] == 1:
        return False
    chosen: list[Any] = []
    product: Poly = ONE
    for f, e in factors:
        part = _power_sign(p, f, e, goal[0] == ">")
        if part is None:
            return False
        for s in part:
            chosen += s.factors
            product = multiply(product, s.poly)
    m = next(iter(product))
    weight = Fraction(poly.get(m, 0)) / product[m]
    if weight <= 0:
        return False
    try:
        p.step("combine", goal=goal, sum=[[number_term(weight), *chosen]])
        return True
    except NotFound:
        return False


def _power_sign(p: Prover, f: Poly, e: int, strict: bool) -> list[Signed] | None:
    """f^e as signed quantities, up to sign: squares for the even part, a fact for the odd part."""
    out: list[Signed] = []
    if e > 1:
        nonzero = _nonzero(p, f) if strict else None
        square = ("nonzero", nonzero) if nonzero is not None else ("square", poly_term(p.kernel, f))
        if strict and nonzero is None:
            return None
        one = p.kernel.diff(p.facts[nonzero]) if nonzero is not None else f
        out += [Signed(multiply(one, one), (list(square),), nonzero is not None)] * (e // 2)
    if e % 2:
        odd = _factor_sign(p, f, strict)
        if odd is None:
            return None
        out.append(odd)
    return out


def _nonzero(p: Prover, f: Poly) -> int | None:
    for i, g in enumerate(p.facts):
        if g[0] == "!=" and p.kernel.diff(g) and monic(p.kernel.diff(g)) == monic(f):
            return i
    for side in (f, {m: -c for m, c in f.items()}):
        s = _strict(p, side)
        if s is not None:
            return p.step("nonzero", goal=["!=", poly_term(p.kernel, side), 0], product=[s])
    return None


def _strict(p: Prover, f: Poly) -> int | None:
    goal = [">", poly_term(p.kernel, f), 0]
    try:
        p.have_data(goal, linear)
    except NotFound:
        return None
    return p.number(goal)


def _factor_sign(p: Prover, f: Poly, strict: bool) -> Signed | None:
    """A factor, or its negative, as a fact; shown by a linear program where it is not one."""
    kernel = p.kernel
    for side in (f, {m: -c for m, c in f.items()}):
        if kernel.natural(side):
            return Signed(side, (["natural", poly_term(kernel, side)],), kernel.positive(side))
        for i, g in enumerate(p.facts):
            d = kernel.diff(g) if g[0] in (">", ">=") else {}
            if d and monic(d) == monic(side) and (d[min(d)] > 0) == (side[min(side)] > 0) and (g[0] == ">" or not strict):
                return Signed(d, (i,), g[0] == ">")
    for side in (f, {m: -c for m, c in f.items()}):
        for op in (">", ">=") if not strict else (">",):
            goal = [op, poly_term(kernel, side), 0]
            try:
                p.establish(goal, linear)
                i = p.number(goal)
                if i is not None:
                    return Signed(kernel.diff(p.facts[i]), (i,), op == ">")
            except NotFound:
                continue
    return None
