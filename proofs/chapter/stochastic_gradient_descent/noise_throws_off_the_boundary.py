"""A noisy gradient that points out of the interval throws the projected iterate off its end."""

from sympy import Expr

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.harmonic_sums_grow_like_a_logarithm import N
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import random, real, sequence

c = real("c")
x, Z, h = sequence("x Z h", "random")  # iterates, noise, h = max(-Z, 0)
u = random("u")

T = N + n + 1
moved = x(k) - c / (k + 1) * (x(k) + Z(k))
bounded = forall(k, ge(Z(k), -1))
negative_part = forall(k, ge(h(k), 0)), forall(k, ge(h(k), -Z(k))), forall(k, eq(h(k) * (h(k) + Z(k)), 0))
inside = forall(k, ge(x(k), 0)), forall(k, ge(1, x(k)))
projection = forall((k, u), ge(0, (moved - x(k + 1)) * (u - x(k + 1))), given=[u >= 0, u <= 1])
target = c / T * h(N + n)
thrown = ge(x(T), target)


def thrown_off(p: Prover) -> int:
    """x(T) >= c max(-Z, 0)/T for all T > N, once c/T <= 1."""
    return p.prove(forall(n, thrown), by=lambda: _thrown(p))


def _thrown(p: Prover) -> None:
    for fact in (bounded, negative_part[0], inside[0]):
        p.instance(fact, {k: N + n})
    either_or = p.instance(negative_part[2], {k: N + n})
    p.instance(inside[0], {k: T})
    p.have(ge(c / T, 0), signs)
    p.have(ge(1, c / T), signs)
    p.either(h(N + n), 0, thrown, greater=lambda: _negative_noise(p, either_or), otherwise=signs)


def _negative_noise(p: Prover, either_or: int) -> None:
    height: Expr = h(N + n)
    p.have(gt(height, 0), signs)
    p.have(gt(1 / height, 0), signs)
    combine(p, eq(Z(N + n), -height), [], [[term(1 / height)[0], either_or]])
    p.have(ge(target, 0), signs)
    p.have(ge(1, target), signs)
    nearest = p.instance(projection, {k: N + n, u: target})
    beyond = p.have(ge(moved.xreplace({k: N + n}), target), signs)
    p.either(target, x(T), thrown, greater=lambda: _too_far(p, nearest, beyond), otherwise=signs)


def _too_far(p: Prover, nearest: int, beyond: int) -> None:
    """The target would be nearer to the point that is projected than its projection is."""
    p.have(gt(target - x(T), 0), signs)
    weight = p.have(gt(1 / (target - x(T)), 0), signs)
    combine(p, thrown, [[1, nearest, weight], [1, beyond]])
