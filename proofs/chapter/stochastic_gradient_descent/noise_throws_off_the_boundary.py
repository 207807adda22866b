"""A noisy gradient that points out of the interval throws the projected iterate off its end."""

from typing import Any

from sympy import Expr, Rational

from qedescent.analytic.notation import k
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, independent, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, random, real, sequence

c = real("c")
x, Z, h, b, s = sequence("x Z h b s", "random")  # iterates, noise, h = max(-Z, 0), b(k + 1) = 1 where Z(k) >= 0, sums
u = random("u")

moved = x(k) - c / (k + 1) * (x(k) + Z(k))
bounded = forall(k, ge(Z(k), -1))
negative_part = forall(k, ge(h(k), 0)), forall(k, ge(h(k), -Z(k))), forall(k, eq(h(k) * (h(k) + Z(k)), 0))
inside = forall(k, ge(x(k), 0)), forall(k, ge(1, x(k)))
projection = forall((k, u), ge(0, (moved - x(k + 1)) * (u - x(k + 1))), given=[u >= 0, u <= 1])
sums = eq(s(0), 0), forall(k, eq(s(k + 1), s(k) + x(k)))
indicator = forall(k, eq(b(k) ** 2, b(k))), forall(k, eq(b(k + 1) * h(k), 0)), independent(h, b)
run = (bounded, *negative_part, *inside, projection, *sums, *indicator)
uniform = forall(k, eq(E(h(k)), Rational(1, 8))), forall(k, eq(E(h(k) ** 2), Rational(1, 12)))
positive = forall(k, eq(E(b(k + 1)), Rational(3, 4)))

size = c / (k + 1)
small = forall(k, ge(1, h(k)))
thrown = ge(x(k + 1), size * h(k))
drift = forall(k, ge(E(x(k + 1)), c / (8 * (k + 1))), given=[ge(k + 1, c)])


def thrown_off(p: Prover) -> None:
    """`drift`: E x(t) >= c/(8t) once c/t <= 1."""
    p.prove(small, by=lambda: _small(p))
    p.prove(forall(k, thrown, given=[ge(k + 1, c)]), by=lambda: _thrown(p))
    p.prove(drift, by=lambda: _mean_of_drift(p))


def _small(p: Prover) -> None:
    """Where h > 0 it is -Z, which is at most 1."""
    either_or, least = p.instance(negative_part[2], {k: k}), p.instance(bounded, {k: k})
    p.either(h(k), 0, ge(1, h(k)), greater=lambda: _not_above(p, either_or, least), otherwise=signs)


def _not_above(p: Prover, either_or: int, least: int) -> None:
    combine(p, ge(1, h(k)), [[1, least]], [[-1, is_the_noise(p, k, either_or)]])


def is_the_noise(p: Prover, at: Any, either_or: int) -> int:
    """Z = -h where h > 0."""
    p.have(gt(1 / h(at), 0), signs)
    return combine(p, eq(Z(at), -h(at)), [], [[term(1 / h(at))[0], either_or]])


def _thrown(p: Prover) -> None:
    either_or = p.instance(negative_part[2], {k: k})
    low, least, high = (p.instance(f, {k: k}) for f in (negative_part[0], inside[0], small))
    now = p.instance(inside[0], {k: k + 1})
    long, short = p.have(ge(size, 0), signs), p.have(ge(1 - size, 0), signs)
    target = size * h(k)
    combine(p, ge(target, 0), [[1, long, low]])
    combine(p, ge(1, target), [[1, short, low], [1, high]])
    p.either(h(k), 0, thrown, greater=lambda: _noise(p, either_or, short, least), otherwise=lambda: _none(p, now, long))


def _none(p: Prover, now: int, long: int) -> None:
    combine(p, thrown, [[1, now], [1, long, len(p.facts) - 1]])


def _noise(p: Prover, either_or: int, short: int, least: int) -> None:
    minus = is_the_noise(p, k, either_or)
    beyond = combine(p, ge(moved, size * h(k)), [[1, short, least]], [[term(-size)[0], minus]])
    lands_beyond(p, k, thrown, size * h(k), beyond)


def lands_beyond(p: Prover, at: Any, goal: Formula, target: Expr, beyond: int) -> int:
    """x(at + 1) >= target, a point of [0, 1], because the point that is projected lies beyond it."""
    nearest = p.instance(projection, {k: at, u: target}, by=signs)
    far = lambda: _too_far(p, goal, target - x(at + 1), nearest, beyond)  # noqa: E731
    return p.either(target, x(at + 1), goal, greater=far, otherwise=lambda: None)


def _too_far(p: Prover, goal: Formula, gap: Expr, nearest: int, beyond: int) -> None:
    """The target would be nearer to the point that is projected than its projection is."""
    combine(p, gt(gap, 0), [[1, len(p.facts) - 1]])
    combine(p, goal, [[1, nearest, p.have(gt(1 / gap, 0), signs)], [1, beyond]])


def _mean_of_drift(p: Prover) -> None:
    above = p.step("mean", fact=p.instance(forall(k, thrown, given=[ge(k + 1, c)]), {k: k}))
    law = p.instance(uniform[0], {k: k})
    combine(p, drift.data[3], [[1, above]], [[term(size)[0], law]], say="the mean of max(-Z, 0) is 1/8")
