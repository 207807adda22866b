"""Steps c/k with cλ <= 1/2: K times the second moment grows at least like the harmonic sum, and at 1/2 just so."""

from sympy import Sum

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import law as of_logarithm
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import ln, χ, ψ
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import (
    K,
    c,
    law,
    next_law,
    noise,
    rate,
    square,
    v,
    σ,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import natural

j = natural("j")
harmonic = Sum(1 / (j + 1), (j, 0, n))  # 1 + 1/2 + ... + 1/K
grows = ge(K * v(K), noise * harmonic)
constant = (v(0) + 2 * noise) / 3
reserve = (noise * harmonic + constant + noise) / (4 * K)  # what later steps may still add
stays_below = ge(noise * harmonic + constant, K * v(K))
with_logarithm = both(ge(noise * (1 + ln(K)) + constant, K * v(K)), ge(K * v(K), noise * ln(K + 1)))
between = both(ge(1 + ln(n + 1), harmonic), ge(harmonic, ln(n + 2)))
stays = ge(constant - reserve, K * v(K) - noise * harmonic)


def grows_like_the_harmonic_sum(p: Prover) -> int:
    """K v(K) >= c²σ²(1 + 1/2 + ... + 1/K) for p <= 1/2."""
    p.have(ge(1 - 2 * rate, 0), signs)
    return p.induct(n, grows, base=lambda: _first(p), step=lambda: _grows_on(p), say="the squared factor is above K/(K + 1)")


def _first(p: Prover) -> None:
    start, one = p.instance(forall(k, ge(v(k), 0)), {k: n * 0}), p.instance(law, {k: n * 0})
    combine(p, substitute(grows.data, {"n": 0}), [[1, start, square(1 - rate)]], [[1, one]])


def _grows_on(p: Prover) -> None:
    """(K + 1 - p)² = K(K + 1) + (1 - 2p)K + (1 - p)²."""
    before, left = len(p.facts) - 1, p.number(ge(1 - 2 * rate, 0).data)
    moment, size = p.instance(forall(n, next_law), {n: n}), p.instance(forall(k, ge(v(k), 0)), {k: K})
    over = p.have(gt(1 / (n + 2), 0), signs)
    summands = [[1, before], [1, left, ["natural", ["+", "n", 1]], size, over], [1, square(1 - rate), size, over]]
    combine(p, substitute(grows.data, {"n": ["+", "n", 1]}), summands, [[["+", "n", 2], moment]])


def stays_near_the_harmonic_sum(p: Prover) -> int:
    """K v(K) <= c²σ²(1 + 1/2 + ... + 1/K) + (v(0) + 2c²σ²)/3 for p = 1/2."""
    p.induct(n, ge(harmonic, 0), base=signs, step=signs)
    p.have(ge(noise, 0), sign(c * σ))
    p.instance(forall(k, ge(v(k), 0)), {k: n * 0})
    p.have(ge(constant, 0), signs)
    p.induct(n, stays, base=lambda: _start(p), step=lambda: _stays(p), say="what later steps add is in the reserve")
    return p.prove(forall(n, stays_below), by=lambda: _without_reserve(p))


def _start(p: Prover) -> None:
    one, at_half = p.instance(law, {k: n * 0}), p.have(eq(2 * rate, 1), algebra)
    start = p.have(eq(v(1), v(0) / 4 + noise), using(one, at_half))
    combine(p, substitute(stays.data, {"n": 0}), [], [[-1, start]])


def _stays(p: Prover) -> None:
    """With p = 1/2 the squared factor is K/(K + 1) and 1/(4(K + 1)²)."""
    before, at_half = len(p.facts) - 1, p.have(eq(2 * rate, 1), algebra)
    general = p.instance(forall(n, next_law), {n: n})
    exact = eq(v(n + 2), (K / (n + 2) + 1 / (4 * (n + 2) ** 2)) * v(K) + noise / (n + 2) ** 2)
    moment = p.have(exact, using(general, at_half))
    power, total = p.number(ge(noise, 0).data), p.instance(forall(n, ge(harmonic, 0)), {n: n})
    now, later = (p.have(gt(1 / t, 0), signs) for t in (K, n + 2))
    quarter, twice, small = ["/", 1, 4], [now, later], p.number(ge(constant, 0).data)
    reserves = [
        [["/", 1, 16], power, total, now, *twice],
        [["/", 1, 16], power, now, *twice],
        [["/", 1, 16], small, now, *twice],
        [quarter, power, later, *twice],
    ]
    summands = [[1, before], [quarter, before, *twice], *reserves]
    combine(p, substitute(stays.data, {"n": ["+", "n", 1]}), summands, [[["-", ["+", "n", 2]], moment]])


def _without_reserve(p: Prover) -> None:
    here, total = p.instance(forall(n, stays), {n: n}), p.instance(forall(n, ge(harmonic, 0)), {n: n})
    power, small, now = p.number(ge(noise, 0).data), p.number(ge(constant, 0).data), p.have(gt(1 / K, 0), signs)
    quarter = ["/", 1, 4]
    combine(p, stays_below, [[1, here], [quarter, power, total, now], [quarter, power, now], [quarter, small, now]])


def grows_like_the_logarithm(p: Prover) -> int:
    """c²σ² ln(K + 1) <= K v(K) <= c²σ²(1 + ln K) and the constant, after the two bounds above."""
    p.induct(n, between, base=lambda: _one(p), step=lambda: _one_more(p), say="one term, one step of the logarithm")
    return p.prove(forall(n, with_logarithm), by=lambda: _with_logarithm(p))


def _one(p: Prover) -> None:
    nought, two = p.number(eq(ln(1), 0).data), p.instance(of_logarithm, {χ: 1, ψ: 2}, by=signs)
    more, less = (substitute(part, {"n": 0}) for part in between.data[1:])
    combine(p, more, [], [[1, nought]])
    combine(p, less, [[1, two]], [[-1, nought]])


def _one_more(p: Prover) -> None:
    above, below = len(p.facts) - 2, len(p.facts) - 1
    steps = [p.instance(of_logarithm, {χ: n + 2, ψ: other}, by=signs) for other in (n + 1, n + 3)]
    goals = [substitute(part, {"n": ["+", "n", 1]}) for part in between.data[1:]]
    for goal, before, step in zip(goals, (above, below), steps, strict=True):
        combine(p, goal, [[1, before], [1, step]])


def _with_logarithm(p: Prover) -> None:
    power = p.number(ge(noise, 0).data)
    over, under, near = (p.instance(forall(n, f), {n: n}) for f in (stays_below, grows, between))
    more, less = with_logarithm.data[1:]
    combine(p, more, [[1, over], [1, power, near + 1]])
    combine(p, less, [[1, under], [1, power, near + 2]])
