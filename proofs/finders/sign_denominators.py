"""Inequalities with denominators of known sign: multiplied out in the goal and in the facts, or a factor put in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from qedescent.proofs.finders.denominators import nonzero_references
from qedescent.proofs.finders.normal_forms import Data, Poly, atom_term, cleared, number_term, poly_term
from qedescent.proofs.finders.sign_factors import factors_of
from qedescent.proofs.finders.sign_programs import Signed, by_program, relevant, times
from qedescent.proofs.kernel.checker import Refused, add, multiply
from qedescent.proofs.language.prover import NotFound, Prover, Reason, whole


def by_clearing(p: Prover, goal: Data, plain: Poly, divisors: Any, above: Reason, below: Reason) -> None:
    """l - r = N/D: the sign of every factor of D by `below`, then that of N, or of -N where D is negative, by `above`."""
    refs, sign = [], 1
    for a, d, e in divisors:
        number, own = _inverse(p, a, d, below)
        refs, sign = refs + [number] * e, sign * own**e
    top = p.have_data([goal[0], poly_term(p.kernel, _times_sign(plain, sign)), 0], above)
    _product_step(p, goal, 1, [top, *refs])


def _product_step(p: Prover, goal: Data, weight: Any, numbers: list[int]) -> None:
    product = reduce(multiply, (p.kernel.diff(p.facts[i]) for i in numbers))
    left = add(p.kernel.diff(goal), product, -weight)
    p.step("combine", goal=goal, sum=[[number_term(Fraction(weight)), *numbers]], nonzero=nonzero_references(p, left))


def _times_sign(poly: Poly, sign: int) -> Poly:
    return poly if sign > 0 else {m: -c for m, c in poly.items()}


def _sides(poly: Poly) -> Iterator[tuple[Poly, int]]:
    for sign in (1, -1):
        yield _times_sign(poly, sign), sign


def _inverse(p: Prover, a: int, d: Poly, by: Reason) -> tuple[int, int]:
    """A fact 1/d > 0 or -1/d > 0, and that sign."""
    t = atom_term(p.kernel, a)
    signed = {1: [">", t, 0], -1: [">", ["-", t], 0]}
    for sign, goal in signed.items():
        known = p.number(goal)
        if known is not None:
            return known, sign
    number, sign = _sign_of(p, d, by)
    nonzero = p.step("nonzero", goal=["!=", t, 0], times=poly_term(p.kernel, d), product=[], nonzero=[number])
    return p.step("combine", goal=signed[sign], sum=[[1, number, ["nonzero", nonzero]]], nonzero=[number]), sign


def _sign_of(p: Prover, d: Poly, by: Reason) -> tuple[int, int]:
    for side, sign in _sides(d):
        try:
            return p.have_data([">", poly_term(p.kernel, side), 0], by), sign
        except NotFound:
            continue
    raise NotFound(f"a denominator has no known sign: {poly_term(p.kernel, d)}"[:300])


def clear_facts(p: Prover, only: Any) -> None:
    """Add inequalities whose denominators have stated signs as they are without them, for a linear program to use."""
    for i in range(len(p.facts)):
        if p.facts[i][0] in (">", ">=") and (only is None or i in only):
            try:
                number = _without_denominators(p, i)
            except (NotFound, Refused):
                continue
            if number is not None and isinstance(only, list):
                only.append(number)


@whole
def _without_denominators(p: Prover, i: int) -> int | None:
    kernel, f = p.kernel, p.facts[i]
    plain, divisors = cleared(kernel, kernel.diff(f))
    if not divisors or not plain:
        return None
    signs = [_stated(p, d) or _stated_factors(p, d) for _, d, e in divisors for _ in range(e)]
    goal = [f[0], poly_term(kernel, _times_sign(plain, reduce(lambda x, s: x * s[1], signs, 1))), 0]
    if p.number(goal) is not None:
        return None
    product = reduce(multiply, (s.poly for s, _ in signs), kernel.diff(f))
    used = [x for s, _ in signs for x in s.factors]
    left = add(kernel.diff(goal), product, -1)
    return p.step("combine", goal=goal, sum=[[1, i, *used]], nonzero=nonzero_references(p, left))


def _stated(p: Prover, d: Poly) -> tuple[Signed, int] | None:
    """d or -d as a stated positive quantity, and that sign."""
    for side, sign in _sides(d):
        if p.kernel.natural(side) and p.kernel.positive(side):
            return Signed(side, (["natural", poly_term(p.kernel, side)],), True), sign
        number = p.number([">", poly_term(p.kernel, side), 0])
        if number is not None:
            return Signed(side, (number,), True), sign
    return None


def _stated_factors(p: Prover, d: Poly) -> tuple[Signed, int]:
    """The same by the stated signs of its factors."""
    parts = [_stated(p, f) for f, e in factors_of(p.kernel, d) for _ in range(e)]
    if None in parts or len(parts) < 2:
        raise NotFound("no stated sign")
    product = times([s for s, _ in parts])  # pyright: ignore[reportGeneralTypeIssues, reportOptionalIterable]
    m = next(iter(product.poly))
    scale = Fraction(d.get(m, 0)) / product.poly[m]
    sign = 1 if scale > 0 else -1
    goal = [">", poly_term(p.kernel, _times_sign(d, sign)), 0]
    number = p.step("combine", goal=goal, sum=[[number_term(abs(scale)), *product.factors]])
    return Signed(_times_sign(d, sign), (number,), True), sign


def by_multiplying(p: Prover, goal: Data, poly: Poly, hints: Any, degree: int, only: Any, below: Reason) -> bool:
    """q has the sign of q * d when d > 0: find one among the facts for which that product has a certificate."""
    strict = [i for i in relevant(p, poly, only) if p.facts[i][0] == ">" and len(p.kernel.diff(p.facts[i])) <= 3]
    for i in strict[:8]:
        try:
            _times_fact(p, goal, poly, p.kernel.diff(p.facts[i]), hints, degree, only, below)
            return True
        except (NotFound, Refused):
            continue
    return False


@whole
def _times_fact(p: Prover, goal: Data, poly: Poly, d: Poly, hints: Any, degree: int, only: Any, below: Reason) -> None:
    kernel, wanted = p.kernel, multiply(poly, d)
    top = [goal[0], poly_term(kernel, wanted), 0]
    if p.number(top) is None and not by_program(p, top, wanted, hints, degree, only):
        raise NotFound("no certificate for the product")
    inverses = {a for m in kernel.normal(["/", 1, poly_term(kernel, d)]) for a, _ in m if kernel.keys[a][0] == "inv"}
    if len(inverses) != 1:
        raise NotFound("a factor that is no single denominator")
    (a,) = inverses
    inverse, sign = _inverse(p, a, dict(kernel.keys[a][1]), below)
    _product_step(p, goal, Fraction(sign) / d[min(d)], [p.have_data(top, below), inverse])
