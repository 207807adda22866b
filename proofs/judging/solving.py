"""An equation for one unknown: what surrounds it is undone from the outside in, and SymPy is asked only for polynomials."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Symbol,
    cancel,
    expand,
    fraction,
    solve,
    together,
)
from sympy.core.function import AppliedUndef

from qedescent.proofs.judging.walking import UNDEFINED, decimals, point
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.oracle import value

MOST_DEGREE = 4  # of a polynomial whose roots are worth asking for
TINY = Decimal("1e-20")


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
    return not _seen_not_to(e) and (expand(e) == 0 or cancel(e) == 0 or cancel(e.simplify()) == 0)


def _seen_not_to(e: Expr) -> bool:
    try:
        data = term(e)[0]
        with decimals():
            return abs(value(data, point(sorted(names(data)), 2))) > TINY
    except UNDEFINED:
        return False


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
