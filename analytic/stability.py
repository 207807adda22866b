"""When the roots of a polynomial lie within a radius: Jury's conditions in low degrees."""

from __future__ import annotations

from sympy import Expr, Poly

from qedescent.analytic.notation import z


def jury_margins(polynomial: Expr, radius: Expr | int = 1) -> tuple[Expr, Expr, Expr]:
    """(p(r), p(-r), r² - c) for z² + bz + c: all positive exactly when the roots satisfy |z| < r, r > 0."""
    _, b, c = Poly(polynomial, z).all_coeffs()
    return radius**2 + b * radius + c, radius**2 - b * radius + c, radius**2 - c


def schur_margins(polynomial: Expr) -> tuple[Expr, ...]:
    """All positive exactly when all roots of a monic polynomial of degree one, two or three lie inside the unit circle."""
    p = Poly(polynomial, z)
    if p.degree() == 1:
        return 1 - p.eval(0), 1 + p.eval(0)
    if p.degree() == 2:
        return jury_margins(polynomial)
    _, a, b, c = p.all_coeffs()
    return p.eval(1), -p.eval(-1), 1 - c**2, 1 - c**2 - (b - a * c), 1 - c**2 + (b - a * c)


def discriminant(polynomial: Expr) -> Expr:
    """b² - 4c of z² + bz + c: negative where the iterates rotate."""
    _, b, c = Poly(polynomial, z).all_coeffs()
    return b**2 - 4 * c
