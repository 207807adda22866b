"""An equation for one unknown: what surrounds it is undone from the outside in, and SymPy is asked only for polynomials."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    N,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    cancel,
    expand,
    fraction,
    solve,
    together,
)
from sympy.core.function import AppliedUndef

MOST_DEGREE = 4  # of a polynomial whose roots are worth asking for
TINY = Rational(1, 10**20)


def solutions(*question: Any, **options: Any) -> list:
    """SymPy's solutions; none where it has no method, or would look for one in a function it knows nothing of."""
    if isinstance(question[0], Expr) and question[0].has(AppliedUndef):
        return []
    try:
        return solve(*question, **options)
    except NotImplementedError:
        return []


def isolated(left: Expr, right: Expr, unknown: Symbol) -> list[Expr]:
    """Values of the unknown, which stands on the left alone, with left = right; all letters are positive numbers. Each is a
    guess: a root that was squared away may be the other one."""
    while left != unknown:
        inside = [part for part in left.args if part.has(unknown)]
        if len(inside) != 1:
            return _roots(left - right, unknown)
        match left:
            case Add():
                right = right - left.xreplace({inside[0]: Integer(0)})
            case Mul():
                right = right / left.xreplace({inside[0]: Integer(1)})
            case Pow() if left.base is inside[0]:
                right = right ** (1 / left.exp)
            case _:
                return []
        left = inside[0]
    return [right]


def vanishes(e: Expr) -> bool:
    """Is it 0 by SymPy's rules? Asked only of what is 0 at a point, since that is quickly seen."""
    at = {s: Integer(3) if s.is_integer else Rational(i + 2, 2 * i + 5) for i, s in enumerate(sorted(e.free_symbols, key=str))}
    number = e.xreplace(at)
    if number.is_number and abs(N(number, 30)) > TINY:
        return False
    return expand(e) == 0 or cancel(e) == 0 or cancel(e.simplify()) == 0


def _roots(gap: Expr, unknown: Symbol) -> list[Expr]:
    if gap.has(AppliedUndef) or any(x.has(unknown) and not x.exp.is_Integer for x in gap.atoms(Pow)):
        return []
    slope = gap.diff(unknown)
    if not slope.has(unknown):
        return [cancel(-gap.xreplace({unknown: Integer(0)}) / slope)]
    try:
        polynomial = Poly(fraction(together(gap))[0], unknown)
    except PolynomialError:
        return []
    if polynomial.degree() == 1:
        return [cancel(-polynomial.coeff_monomial(1) / polynomial.coeff_monomial(unknown))]
    return solutions(polynomial.as_expr(), unknown) if 1 < polynomial.degree() <= MOST_DEGREE else []
