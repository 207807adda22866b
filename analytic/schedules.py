"""Step-size schedules as exact formulas of the step count."""

from __future__ import annotations

from sympy import Expr, Piecewise, Symbol, sqrt


def linear_decay(first: Expr, last: Expr, until: Expr, k: Symbol) -> Expr:
    """Equation 8.14 with its tail: (1 - a) first + a last with a = k/until up to `until`, `last` after."""
    return Piecewise((linear_part(first, last, until, k), k <= until), (last, True))


def linear_part(first: Expr, last: Expr, until: Expr, k: Symbol) -> Expr:
    """Equation 8.14 before iteration `until`."""
    a = k / until
    return (1 - a) * first + a * last


def inverse(c: Expr, k: Symbol) -> Expr:
    """c/k for k = 1, 2, ..."""
    return c / k


def strongly_convex(μ: Expr, k: Symbol) -> Expr:
    """2/(μ(k + 1)) for k = 1, 2, ...: the schedule of the weighted average."""
    return 2 / (μ * (k + 1))


def inverse_root(c: Expr, k: Symbol) -> Expr:
    """c/√k for k = 1, 2, ..."""
    return c / sqrt(k)
