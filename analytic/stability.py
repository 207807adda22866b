"""When both roots of a monic quadratic lie within a radius: Jury's conditions in degree two."""

from __future__ import annotations

from sympy import Expr, Poly

from qedescent.analytic.notation import z


def jury_margins(polynomial: Expr, radius: Expr | int = 1) -> tuple[Expr, Expr, Expr]:
    """(p(r), p(-r), r² - c) for z² + bz + c: all positive exactly when the roots satisfy |z| < r, r > 0."""
    _, b, c = Poly(polynomial, z).all_coeffs()
    return radius**2 + b * radius + c, radius**2 - b * radius + c, radius**2 - c


def discriminant(polynomial: Expr) -> Expr:
    """b² - 4c of z² + bz + c: negative where the iterates rotate."""
    _, b, c = Poly(polynomial, z).all_coeffs()
    return b**2 - 4 * c
