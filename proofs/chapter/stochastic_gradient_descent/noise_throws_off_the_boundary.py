"""A noisy gradient that points out of the interval throws the projected iterate off its end."""

from sympy import Expr, Rational

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.harmonic_sums_grow_like_a_logarithm import (
    N,
    stretch,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, random, real, sequence

c = real("c")
x, Z, h, s = sequence("x Z h s", "random")  # iterates, noise, h = max(-Z, 0), sums of iterates
u = random("u")

T = N + n + 1
moved = x(k) - c / (k + 1) * (x(k) + Z(k))
bounded = forall(k, ge(Z(k), -1))
negative_part = forall(k, ge(h(k), 0)), forall(k, ge(h(k), -Z(k))), forall(k, eq(h(k) * (h(k) + Z(k)), 0))
inside = forall(k, ge(x(k), 0)), forall(k, ge(1, x(k)))
projection = forall((k, u), ge(0, (moved - x(k + 1)) * (u - x(k + 1))), given=[u >= 0, u <= 1])
sums = eq(s(0), 0), forall(k, eq(s(k + 1), s(k) + x(k)))
uniform = forall(k, eq(E(h(k)), Rational(1, 8)))
run = (bounded, *negative_part, *inside, projection, *sums)
drift = ge(E(x(T)), c / (8 * T))
total = forall(n, ge(E(s(T)), c / 8 * stretch(n)))
target = c / T * h(N + n)
thrown = ge(x(T), target)


def thrown_off(p: Prover) -> None:
    """E x(T) >= c/(8T) for all T > N, once c/T <= 1, and what the sum of the iterates is then at least."""
    pathwise = p.prove(forall(n, thrown), by=lambda: _thrown(p))
    p.prove(forall(n, drift), by=lambda: _mean_of_drift(p, pathwise))
    p.induct(k, ge(s(k), 0), base=signs, step=lambda: _one_more_iterate(p))
    p.induct(n, ge(E(s(T)), c / 8 * stretch(n)), base=lambda: _no_drift(p), step=lambda: _adds(p))


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


def _mean_of_drift(p: Prover, pathwise: int) -> None:
    above = p.step("mean", fact=p.instance(pathwise, {n: n}))
    law = p.instance(uniform, {k: N + n})
    combine(p, drift, [[1, above]], [[term(c / T)[0], law]], say="the mean of max(-Z, 0) is 1/8")


def _one_more_iterate(p: Prover) -> None:
    for fact in (inside[0], sums[1]):
        p.instance(fact, {k: k})
    p.have(ge(s(k + 1), 0), signs)


def _no_drift(p: Prover) -> None:
    p.step("mean", fact=p.instance(forall(k, ge(s(k), 0)), {k: N + 1}))
    p.have(ge(E(s(N + 1)), 0), signs)


def _adds(p: Prover) -> None:
    before, push = len(p.facts) - 1, p.instance(forall(n, drift), {n: n})
    sum_ = p.have(eq(E(s(T + 1)), E(s(T)) + E(x(T))), algebra)
    combine(p, ge(E(s(T + 1)), c / 8 * stretch(n + 1)), [[1, before], [1, push]], [[1, sum_]])
