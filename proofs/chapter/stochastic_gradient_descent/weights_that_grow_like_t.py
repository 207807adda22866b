"""Steps 2/(μ(t + 1)) on a μ-strongly convex function: weights t make the distances telescope."""

from typing import Any

from sympy import Sum

from qedescent.analytic.notation import k, n, μ
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, Run, one_step
from qedescent.proofs.chapter.stochastic_gradient_descent.running_means import Mean, j, jensen
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, forall, ge, gt
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import sequence

x, g, h, w = sequence("θ g h w", "randvec")
run = Run(x, g, h, lambda i: 2 / (μ * (i + 2)), μ)
mean = Mean(w, x, lambda i: i + 1, lambda i: (i + 1) * (i + 2) / 2)
bound = 2 * G**2 / (μ * (n + 2))
weighted = ge(bound, mean.excess(n) + μ / 2 * run.distance(n + 1))


def one_more(i: Any) -> Formula:
    """(i + 1) times the excess error is at most what the weighted distances lose, and G²/μ."""
    weights = (i + 1) * (i + 2) * run.distance(i + 1) - i * (i + 1) * run.distance(i)
    return ge(G**2 / μ, (i + 1) * run.excess(i) + μ / 4 * weights)


def summed(i: Any) -> Formula:
    past = Sum((j + 1) * run.excess(j), (j, 0, i - 1))
    return ge(i * G**2 / μ, past + μ / 4 * i * (i + 1) * run.distance(i))


def weighted_mean(p: Prover) -> None:
    """`weighted` for every n."""
    one_step(p, run)
    p.prove(forall(k, one_more(k)), by=lambda: _one_more(p))
    p.induct(n, summed(n), base=signs, step=lambda: _add(p), say="adding up: the distances telescope")
    jensen(p, mean)
    p.prove(forall(n, weighted), by=lambda: _average(p))


def _one_more(p: Prover) -> None:
    step, small = p.instance(forall(k, run.one_step(k)), {k: k}), p.have(gt(1 / (μ * (k + 2)), 0), signs)
    positive, one, two = p.number(gt(μ, 0).data), ["natural", ["+", "k", 1]], ["natural", ["+", "k", 2]]
    summands = [[["/", 1, 4], positive, one, two, step], [1, ["square", "G"], small]]
    combine(p, one_more(k), summands, say="the step, times (k + 1)(k + 2)μ/4")


def _add(p: Prover) -> None:
    now, before = p.instance(forall(k, one_more(k)), {k: n}), p.number(summed(n).data)
    combine(p, substitute(summed(n).data, {"n": ["+", "n", 1]}), [[1, before], [1, now]])


def _average(p: Prover) -> None:
    whole, convex = p.instance(forall(n, summed(n)), {n: n + 1}), p.instance(forall(n, mean.jensen(n)), {n: n})
    weight = p.have(gt(2 / ((n + 1) * (n + 2)), 0), signs)
    combine(p, weighted, [[1, weight, whole], [1, weight, convex]], say="dividing by (n + 1)(n + 2)/2")
