"""Steps 1/(μt) on a μ-strongly convex function: how near the iterates come."""

from qedescent.analytic.notation import k, μ
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, Run, c, f
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import norm2, sequence

y, u, q = sequence("y u q", "randvec")
run = Run(y, u, q, lambda t: 1 / (μ * (t + 1)), μ)
least = forall(k, ge(f(y(k)) - f(c), μ / 2 * norm2(y(k) - c)))

bounded = ge(G**2, μ**2 * run.distance(k))
closer = ge(G**2, μ**2 * k * run.distance(k))
later = ge(G**2, μ**2 * (k + 1) * run.distance(k + 1))
near = ge(2 * G**2 / (μ**2 * (k + 1)), run.distance(k))


def comes_near(p: Prover) -> None:
    """`near` for every k, after `one_step`."""
    p.prove(forall(k, bounded), by=lambda: _bounded(p))
    p.induct(k, later, base=lambda: _second(p), step=lambda: _later(p), say="the squared distance falls like 1/t")
    p.induct(k, closer, base=signs, step=lambda: p.instance(forall(k, later), {k: k}))
    p.prove(forall(k, near), by=lambda: _near(p))


def _steep(p: Prover, at: object) -> tuple[int, int]:
    """The mean slope and the growth of f at an iterate."""
    return p.instance(forall(k, run.uphill(k)), {k: at}), p.step("mean", fact=p.instance(least, {k: at}))


def _bounded(p: Prover) -> None:
    """μ|y - c| is not larger than the gradient: the square of u - μ(y - c) is not negative."""
    (up, grown), size = _steep(p, k), p.instance(run.hypotheses[3], {k: k})
    off = u(k) - μ * (y(k) - c)
    square = p.step("mean", fact=combine(p, ge(norm2(off), 0), [[1, ["norm", term(off)[0]]]]))
    positive = p.number(gt(μ, 0).data)
    combine(p, bounded, [[1, size], [1, square], [2, positive, up], [2, positive, grown]], say="the gradient is as steep as that")


def _second(p: Prover) -> None:
    p.instance(forall(k, bounded), {k: 1})
    p.have(ge(G**2, μ**2 * run.distance(1)), signs)


def _later(p: Prover) -> None:
    """(1 - 2/t) and 1/t² make of 1/(t - 1) at most 1/t, t = k + 2."""
    before = len(p.facts) - 1
    step, (_, grown) = p.instance(forall(k, run.one_step(k)), {k: k + 1}), _steep(p, k + 1)
    now, after = (p.have(gt(1 / t, 0), signs) for t in (k + 1, k + 2))
    two, positive, square = ["natural", ["+", "k", 2]], p.number(gt(μ, 0).data), ["square", "μ"]
    summands = [[1, two, square, step], [2, positive, grown], [1, ["natural", "k"], now, before], [1, ["square", "G"], now, after]]
    combine(p, substitute(later.data, {"k": ["+", "k", 1]}), summands)


def _near(p: Prover) -> None:
    first, rest = p.instance(forall(k, bounded), {k: k}), p.instance(forall(k, closer), {k: k})
    weight = p.have(gt(1 / (μ**2 * (k + 1)), 0), signs)
    combine(p, near, [[1, weight, first], [1, weight, rest]], say="k times it, and it, are at most G²/μ²")
