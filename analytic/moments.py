"""The stationary variance of a linear rule on a noisy quadratic: the second moments that a step leaves as they are."""

from __future__ import annotations

from itertools import combinations_with_replacement

from sympy import Expr, Matrix, Symbol, cancel, linear_eq_to_matrix
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from qedescent.analytic.notation import g, θ, λ, σ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rule import UpdateRule, next_values


class DoesNotSettle(ValueError):
    """The second moments have no stationary values, not even formally."""


def noise_vector(rule: UpdateRule) -> Matrix:
    """How gradient noise enters (θ, memories): the coefficient of g in each next value."""
    return Matrix([next_values(rule)[x].expand().coeff(g, 1) for x in (θ, *rule.state)])


def stationary_moments(rule: UpdateRule) -> dict[tuple[Symbol, Symbol], Expr]:
    """E[xy] for x, y among θ and the memories, for g = λ query + ξ with E ξ = 0, E ξ² = σ²: solves P = APAᵀ + σ²bbᵀ.

    The answer is the generic one; whether the equations have it as their only solution is for a proof to say.
    """
    variables = (θ, *rule.state)
    size = len(variables)
    unknown = {(i, j): Symbol(f"P{i}{j}") for i, j in combinations_with_replacement(range(size), 2)}
    p = Matrix(size, size, lambda i, j: unknown[min(i, j), max(i, j)])
    a, b = iteration_matrix(rule), noise_vector(rule)
    equations = (a * p * a.T + σ**2 * b * b.T - p).expand()
    system, right = linear_eq_to_matrix([equations[i, j] for i, j in unknown], list(unknown.values()))
    try:
        # over the field of rational functions: elimination of expressions would swell without end
        solution = DomainMatrix.from_Matrix(system.row_join(right)).to_field()
        solution = solution[:, :-1].lu_solve(solution[:, -1:]).to_Matrix()
    except DMNonInvertibleMatrixError as why:
        raise DoesNotSettle(f"{rule.name}: its second moments do not settle") from why
    return {(variables[i], variables[j]): cancel(x) for (i, j), x in zip(unknown, solution, strict=True)}


def stationary_variance(rule: UpdateRule) -> Expr:
    """Var θ in the stationary state, in ε, α, λ, σ."""
    return stationary_moments(rule)[θ, θ]


def small_step_variance(step: Expr, momentum: Expr) -> Expr:
    """The first-order value for small steps, εσ²/(2λ(1 - α)): SGD's at the effective step size."""
    return step * σ**2 / (2 * λ * (1 - momentum))
