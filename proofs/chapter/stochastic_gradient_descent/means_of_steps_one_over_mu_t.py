"""Means of the iterates of steps 1/(μt): near the minimum, and cheap where f is smooth or the first iterates are left out."""

from sympy import Sum

from qedescent.analytic.notation import k, n, μ
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import ln, s, stretch, stretches
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, c, f
from qedescent.proofs.chapter.stochastic_gradient_descent.running_means import Mean, j, jensen
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_one_over_mu_t import (
    bounded,
    closer,
    near,
    run,
    y,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, function, natural, norm2, real

z = function("z", "randvec", "nat", "nat")  # z(s, n) is the mean of y(s), ..., y(s + n)
M, i = real("M"), natural("i")
mean = Mean(lambda t: z(s, t), lambda t: y(s + t), lambda t: 1 + 0 * t, lambda t: t + 1)
defined = forall(s, both(*mean.hypotheses))


def spread(t):
    """How far the plain mean is from the minimum."""
    return E(norm2(z(0, t) - c))


whole = ge(8 * G**2, μ**2 * (n + 1) * spread(n))
mean_near = ge(8 * G**2 / (μ**2 * (n + 1)), spread(n))
costs_so_far = Sum(E(f(y(s + j))) - f(c), (j, 0, i - 1)) + μ / 2 * (s + i) * run.distance(s + i)
summed = ge(G**2 / (2 * μ) * (1 + stretch(s + 1, i)), costs_so_far)
smooth = ge(f(c) + M / 2 * spread(n), E(f(z(0, n))))
mean_costs = ge(4 * M * G**2 / (μ**2 * (n + 1)), E(f(z(0, n))) - f(c))
suffix = forall((s, n), ge(G**2 / (2 * μ * (n + 1)) * (1 + ln(s + n + 1) - ln(s)), mean.excess(n)), given=[gt(s, 0)])


def mean_comes_near(p: Prover) -> None:
    """`mean_near` for every n, after `comes_near`."""
    start = p.instance(defined, {s: 0}) + 1
    say = "the mean is about as near as the iterates"
    p.induct(n, whole, base=lambda: _single(p, start), step=lambda: _farther(p, start + 1), say=say)
    p.prove(forall(n, mean_near), by=lambda: _mean_near(p))


def _moved(p: Prover, fact: int) -> int:
    """What an equation for a mean says of its squared distance."""
    return p.step("rewrite", fact=fact, **{"in": ["E", ["dot", ["-", "#", "c"], ["-", "#", "c"]]]})


def _single(p: Prover, start: int) -> None:
    same = _moved(p, start)
    first = p.instance(forall(k, bounded), {k: 0})
    combine(p, substitute(whole.data, {"n": 0}), [[1, first], [7, ["square", "G"]]], [[term(-(μ**2))[0], same]])


def _farther(p: Prover, rule: int) -> None:
    """2⟨A, B⟩ <= |A|²/2 + 2|B|² for the old mean and the next iterate, seen from c."""
    before = len(p.facts) - 1
    new = _moved(p, p.instance(rule, {k: n}))
    old, next_ = z(0, n) - c, y(n + 1) - c
    square = p.step("mean", fact=combine(p, ge(norm2(old - 2 * next_), 0), [[1, ["norm", term(old - 2 * next_)[0]]]]))
    close, share = p.instance(forall(k, near), {k: n + 1}), p.have(gt(1 / (n + 2), 0), signs)
    half, more, curved = ["/", 1, 2], ["natural", term(2 * n + 3)[0]], ["square", "μ"]
    summands = [
        [half, more, share, before],
        [1, more, share, curved, close],
        [half, ["natural", ["+", "n", 1]], share, curved, square],
        [2, ["square", "G"], share, share],
    ]
    combine(p, substitute(whole.data, {"n": ["+", "n", 1]}), summands, [[term(-(μ**2) * (n + 2))[0], new]])


def _mean_near(p: Prover) -> None:
    here, weight = p.instance(forall(n, whole), {n: n}), p.have(gt(1 / (μ**2 * (n + 1)), 0), signs)
    combine(p, mean_near, [[1, weight, here]], say="dividing by μ²T")


def smooth_mean(p: Prover) -> None:
    """`mean_costs` from `smooth` and M > 0."""
    flat, close = p.number(smooth.data), p.instance(forall(n, mean_near), {n: n})
    combine(p, mean_costs, [[1, flat], [["/", 1, 2], p.number(gt(M, 0).data), close]], say="f is at most M/2 |z - c|² above f(c)")


def suffix_costs(p: Prover) -> int:
    """The bound of the mean of y(s), ..., y(s + n), after `comes_near` and `logarithms`."""
    return p.prove(suffix, by=lambda: _suffix(p))


def _suffix(p: Prover) -> None:
    p.instance(defined, {s: s})
    convex = p.instance(jensen(p, mean, i), {i: n})
    p.induct(i, summed, base=lambda: _start(p), step=lambda: _add(p), say="adding up: the distances telescope")
    costs, logarithm = p.instance(forall(i, summed), {i: n + 1}), p.instance(stretches, {s: s, n: n + 1}) + 1
    left, curved = p.instance(forall(k, ge(run.distance(k), 0)), {k: s + n + 1}), p.number(gt(μ, 0).data)
    share, rate = p.have(gt(1 / (n + 1), 0), signs), p.have(gt(1 / μ, 0), signs)
    half, rest = ["/", 1, 2], ["natural", term(s + n + 1)[0]]
    summands = [
        [1, share, convex],
        [1, share, costs],
        [half, share, rest, curved, left],
        [half, share, rate, ["square", "G"], logarithm],
    ]
    combine(p, suffix.data[3], summands, say="the mean of the last K iterates costs at most their costs over K")


def _start(p: Prover) -> None:
    here, rate = p.instance(forall(k, closer), {k: s}), p.have(gt(1 / μ, 0), signs)
    combine(p, substitute(summed.data, {"i": 0}), [[["/", 1, 2], rate, here]])


def _add(p: Prover) -> None:
    before, step = len(p.facts) - 1, p.instance(forall(k, run.one_step(k)), {k: s + i})
    half, curved, t = ["/", 1, 2], p.number(gt(μ, 0).data), ["natural", term(s + i + 1)[0]]
    combine(p, substitute(summed.data, {"i": ["+", "i", 1]}), [[1, before], [half, curved, t, step]])
