"""How far a cost with a Lipschitz Hessian is from its second-order expansion along the gradient."""

from typing import Any

from sympy import Expr

from qedescent.analytic.notation import ε
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, has_derivative
from qedescent.proofs.language.prover import Data, Prover, Reason
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

f = function("f", "real", "vec")
gradient, hessian = function("G", "vec", "vec"), function("K", "vec", "vec", "vec")
cost, descent = function("φ ψ")  # f and the inner product of its gradient with d, on the line θ - τd
θ, d, x, y, u = vector("θ d x y u")
τ, t, γ, M, r = real("τ t γ M r")

here = θ - τ * d
slope, bend = dot(gradient(here), d), dot(hessian(here, d), d)
falls, flattens = has_derivative(τ, cost(τ), -slope), has_derivative(τ, descent(τ), -bend)
named = forall(τ, both(eq(cost(τ), f(here)), eq(descent(τ), slope)))
gap, most = dot(hessian(x, u) - hessian(y, u), u), M * r * norm2(u)
steady = forall((x, y, u, r), both(ge(most, gap), ge(most, -gap)), given=[r >= 0, eq(r**2, norm2(x - y))])
smooth = (eq(d, gradient(θ)), named, falls, flattens, steady, γ >= 0, eq(γ**2, norm2(d)))

curvature = dot(hessian(θ, d), d)
change = -ε * norm2(d) + ε**2 / 2 * curvature
scale = M * γ**3


def within(bound: Expr, distance: Expr) -> Any:
    """|distance| <= bound."""
    return both(ge(bound, distance), ge(bound, -distance))


largest = scale * ε**3 / 6
remainder = within(largest, f(θ - ε * d) - f(θ) - change)


def show_remainder(p: Prover) -> None:
    """The bound on the change of the curvature, integrated twice along the step; ε >= 0 is known."""
    p.instance(named, {τ: 0})
    p.have(eq(descent(0), norm2(d)), algebra)
    p.have(eq(cost(0), f(θ)), algebra)
    bent = p.prove(forall(τ, within(scale * τ, bend - curvature), given=[τ >= 0]), by=lambda: _bent(p))
    first = descent(0) - descent(τ) - τ * curvature
    turned = _integrated(p, scale * τ**2 / 2, first, bent)
    second = cost(τ) - cost(0) + τ * norm2(d) - τ**2 / 2 * curvature
    risen = _integrated(p, scale * τ**3 / 6, second, turned)
    p.instance(risen, {τ: ε}, by=signs)
    p.instance(named, {τ: ε})
    p.show(remainder, by=signs.saying("at τ = ε"))


def _bent(p: Prover) -> None:
    """The Hessian at distance τ‖g‖ from θ."""
    p.have(ge(τ * γ, 0), signs)
    p.have(eq((τ * γ) ** 2, norm2(here - θ)), algebra)
    p.instance(steady, {x: here, y: θ, u: d, r: τ * γ})
    p.have(eq(M * τ * γ * norm2(d), scale * τ), algebra)
    p.show(within(scale * τ, bend - curvature), by=sign(degree=1, words="the Hessian is Lipschitz"))


def _integrated(p: Prover, bound: Expr, distance: Expr, slopes: int) -> int:
    """|distance(τ)| <= bound(τ) for τ >= 0: at 0 both are 0, and `slopes` says the same of their derivatives."""
    goal = within(bound, distance)
    return p.prove(forall(τ, goal, given=[τ >= 0]), by=lambda: _both_sides(p, goal, bound, distance, slopes))


def _both_sides(p: Prover, goal: Any, bound: Expr, distance: Expr, slopes: int) -> None:
    derivatives = [p.number(f.data) for f in (falls, flattens)]
    for side in (1, -1):
        grows = (bound + side * distance).xreplace({τ: t})
        p.increasing(t, grows, 0, τ, sign=Reason("their slopes", lambda p, wanted: _slope(p, wanted, slopes)), facts=derivatives)
    p.show(goal, by=sign(degree=1, words="integrated from 0 to τ"))


def _slope(p: Prover, wanted: Data, slopes: int) -> None:
    p.instance(slopes, {τ: t}, by=signs)
    p.instance(named, {τ: t})
    p.have_data(wanted, sign(degree=1))
