"""What follows for a rule that is linear where the gradient is λθ plus noise of variance σ²: stability, rate, variance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Expr, Integer, Poly, Symbol, cancel, factor, sqrt

from qedescent.analytic.effective_step import late
from qedescent.analytic.moments import DoesNotSettle, stationary_variance
from qedescent.analytic.notation import L, t, z, λ, μ, σ
from qedescent.analytic.quadratic import NotLinear, characteristic_polynomial, iteration_matrix
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.spectrum import (
    Tuning,
    gradient_descent,
    nesterov_on_quadratics,
    nesterov_standard,
    polyak,
)
from qedescent.analytic.stability import discriminant, schur_margins
from qedescent.proofs.judging.writing import shown

LETTERS_HERE = (λ, σ, z, μ, L)
Row = tuple[str, str]


def on_a_quadratic(rule: UpdateRule) -> Iterator[Row]:
    """(what, answer), each derived from the iteration matrix; one row alone where there is none."""
    try:
        matrix = iteration_matrix(rule)
    except NotLinear:
        yield "on a quadratic", "not linear on a quadratic: no iteration matrix, polynomial or rate follows"
        return
    if matrix.has(t):
        rule, before = _after_many_steps(rule), matrix
        matrix = iteration_matrix(rule)
        if matrix.has(t):
            yield "on a quadratic", "linear, with a matrix that changes with the step count for ever: " + _entries(before)
            return
        yield "on a quadratic", "linear; what follows holds once the powers of t have faded"
    yield from _renaming(rule)
    rule = _renamed(rule)
    polynomial = characteristic_polynomial(rule)
    yield "iteration matrix", _entries(iteration_matrix(rule))
    yield "characteristic polynomial", shown(polynomial)
    yield from _of_the_roots(polynomial)
    yield "stationary variance", _variance(rule)


def _after_many_steps(rule: UpdateRule) -> UpdateRule:
    return replace(rule, assignments=tuple((x, late(e)) for x, e in rule.assignments), query=late(rule.query))


def _own(rule: UpdateRule) -> dict[Symbol, Symbol]:
    """The rule's letters that mean something else here, with others."""
    return {x: Symbol(f"{x}_rule", real=True) for x in (*rule.parameters, *rule.state) if x in LETTERS_HERE}


def _renaming(rule: UpdateRule) -> Iterator[Row]:
    for x, other in _own(rule).items():
        yield "letters", f"{shown(other)} is the rule's own {shown(x)}, which is another thing on a quadratic"


def _renamed(rule: UpdateRule) -> UpdateRule:
    own = _own(rule)
    return replace(
        rule,
        parameters=tuple(own.get(p, p) for p in rule.parameters),
        state={own.get(x, x): start for x, start in rule.state.items()},
        assignments=tuple((own.get(x, x), e.xreplace(own)) for x, e in rule.assignments),
        query=rule.query.xreplace(own),
    )


def _entries(matrix: Expr) -> str:
    return ", ".join("(" + ", ".join(shown(matrix[i, j]) for j in range(matrix.cols)) + ")" for i in range(matrix.rows))


def _of_the_roots(polynomial: Expr) -> Iterator[Row]:
    """Memories that forget everything in a step are roots at 0, and say nothing of stability."""
    p = Poly(polynomial, z)
    while p.degree() > 0 and p.eval(0) == 0:
        p = p.quo(Poly(z, z))
    if p.degree() == 0:
        yield "stable", "always: all is forgotten after as many steps as there are memories"
    elif p.degree() > 3:
        yield "stable", f"no closed condition is offered for a polynomial of degree {p.degree()}"
    else:
        yield "stable", "exactly for " + " and ".join(f"{shown(factor(m))} > 0" for m in schur_margins(p.as_expr()))
    if p.degree() in (1, 2):
        yield "rate at λ", rate(p)
        yield from _tuned(p)


def rate(p: Poly) -> str:
    """The largest modulus of the roots of a monic polynomial of degree one or two."""
    if p.degree() == 1:
        return f"abs({shown(factor(-p.eval(0)))}) a step"
    _, b, c = p.all_coeffs()
    under = factor(discriminant(p.as_expr()))
    return f"√({shown(factor(c))}) a step where {shown(under)} < 0, elsewhere (abs({shown(factor(b))}) + √({shown(under)}))/2"


def _tuned(p: Poly) -> Iterator[Row]:
    """Tunings on curvatures from μ to L, where the polynomial is gradient descent's, heavy ball's or Nesterov's for some step
    size and momentum in the hyperparameters."""
    soft, stiff = sqrt(μ), sqrt(L)
    if p.degree() == 1:
        yield from _tuning(("best", gradient_descent(μ, L)), cancel((p.eval(0) + 1) / λ), None)
        return
    _, b, c = p.all_coeffs()
    α = cancel(c.xreplace({λ: Integer(0)}))
    if not cancel(c - α).has(λ):
        yield from _tuning(("best", polyak(soft, stiff)), cancel((b + 1 + c) / λ), α)
    elif cancel(b * α + (1 + α) * c) == 0:
        ε = cancel((1 - c / α) / λ)
        yield from _tuning(("best", nesterov_on_quadratics(μ, L)), ε, α)
        yield from _tuning(("usual", nesterov_standard(soft, stiff)), ε, α)


def _tuning(named: tuple[str, Tuning], step_size: Expr, momentum: Expr | None) -> Iterator[Row]:
    word, tuning = named
    letters = step_size.free_symbols | (momentum.free_symbols if momentum is not None else set())
    if step_size.has(λ) or not letters:  # a number leaves nothing to tune
        return
    said = f"{shown(factor(step_size))} = {shown(tuning.step_size)}"
    said += f", {shown(momentum)} = {shown(tuning.momentum)}" if momentum is not None else ""
    yield f"{word} on [μ, L]", f"{said}: factor {shown(tuning.rate)} a step ({tuning.source})"


def _variance(rule: UpdateRule) -> str:
    try:
        return f"{shown(factor(stationary_variance(rule)))} where it is stable"
    except DoesNotSettle as why:
        return str(why)
