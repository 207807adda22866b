"""How fast a rule contracts on every curvature of [μ, L], and the tunings that do it best.

Momentum tunings are written in the roots soft = √μ and stiff = √L, in which they are rational. That the `rate` of a
tuning is its rate, and that no tuning does better, is for a proof to say; here are only the formulas it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr, Integer, sqrt

from qedescent.analytic.notation import α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rule import UpdateRule


@dataclass(frozen=True)
class Tuning:
    """A constant step size and momentum, with the factor by which the error contracts in a step."""

    step_size: Expr
    momentum: Expr
    rate: Expr
    source: str


def gradient_descent(μ: Expr, L: Expr) -> Tuning:
    """The best step of gradient descent, which treats both ends of [μ, L] alike."""
    return Tuning(2 / (L + μ), Integer(0), (L - μ) / (L + μ), "Polyak 1987, section 1.4")


def polyak(soft: Expr, stiff: Expr) -> Tuning:
    """The heavy ball whose two roots coincide at both ends of [soft², stiff²]."""
    rate = (stiff - soft) / (stiff + soft)
    return Tuning(4 / (stiff + soft) ** 2, rate**2, rate, "Polyak 1964")


def nesterov_standard(soft: Expr, stiff: Expr) -> Tuning:
    """Nesterov momentum with the step 1/stiff², whose two roots coincide at soft²."""
    return Tuning(1 / stiff**2, (stiff - soft) / (stiff + soft), 1 - soft / stiff, "Nesterov 2004, section 2.2.1")


def nesterov_on_quadratics(μ: Expr, L: Expr) -> Tuning:
    """Nesterov momentum as fast as it can be on all quadratics with curvatures in [μ, L]."""
    root = sqrt((3 * L + μ) / μ)
    return Tuning(4 / (3 * L + μ), (root - 2) / (root + 2), 1 - 2 / root, "Lessard, Recht and Packard 2016, Prop. 1")


def tuned_polynomial(rule: UpdateRule, tuning: Tuning, curvature: Expr = λ) -> Expr:
    """The characteristic polynomial of a rule at one curvature, its step size and momentum being those of a tuning."""
    values = {ε: tuning.step_size, α: tuning.momentum, λ: curvature}
    return characteristic_polynomial(rule).xreplace(values)
