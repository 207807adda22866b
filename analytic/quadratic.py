"""On f(θ) = λθ²/2 a rule that is linear in gradient and memory is a matrix, and its fate is in a polynomial."""

from __future__ import annotations

from sympy import Expr, Matrix, Poly, PolynomialError, eye

from qedescent.analytic.notation import g, z, θ, λ
from qedescent.analytic.rule import UpdateRule, next_values


class NotLinear(ValueError):
    """The rule is not linear on a quadratic, so it has no iteration matrix."""


def on_quadratic(rule: UpdateRule) -> dict:
    """The next values of θ and the memories when the gradient is λ times the point where it is taken."""
    return {x: e.xreplace({g: λ * rule.query}) for x, e in next_values(rule).items()}


def iteration_matrix(rule: UpdateRule) -> Matrix:
    """The matrix A with (θ, memories) -> A (θ, memories); raises NotLinear for AdaGrad and its kin."""
    after, variables = on_quadratic(rule), (θ, *rule.state)
    return Matrix([[_coefficient(rule, after[x], y, variables) for y in variables] for x in variables])


def _coefficient(rule: UpdateRule, e: Expr, y: Expr, variables: tuple) -> Expr:
    try:
        polynomial = Poly(e, *variables)
    except PolynomialError as why:
        raise NotLinear(f"{rule.name} is not linear on a quadratic") from why
    if polynomial.total_degree() > 1 or polynomial.eval(dict.fromkeys(variables, 0)) != 0:
        raise NotLinear(f"{rule.name} is not linear on a quadratic")
    return polynomial.coeff_monomial(y)


def characteristic_polynomial(rule: UpdateRule) -> Expr:
    """det(z - A), monic in z, multiplied out in z."""
    a = iteration_matrix(rule)
    # SymPy's charpoly drops the assumptions of its variable: the determinant is taken directly.
    return Poly((z * eye(a.shape[0]) - a).det(method="berkowitz"), z).as_expr()
