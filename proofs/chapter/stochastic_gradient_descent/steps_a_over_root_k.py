"""Steps a/√k on a domain of diameter D: the excess errors of the first K iterates sum to (D²/(2a) + aG²)√K at most."""

from sympy import Sum, sqrt

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, Run
from qedescent.proofs.chapter.stochastic_gradient_descent.roots_of_naturals import (
    after,
    growth,
    root,
    root_of_one,
    square_root,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.running_means import Mean, j
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import real, sequence

x, g, h, w = sequence("θ g h w", "randvec")
step_size, a, D = sequence("ε"), *real("a D")
run = Run(x, g, h, step_size)
mean = Mean(w, x, lambda i: 1 + 0 * i, lambda i: i + 1)

shrinking = forall(k, eq(step_size(k) * sqrt(k + 1), a))
within = forall(k, ge(D**2, run.distance(k)))
at_most_growth = ge(2 * a * (after - root), step_size(n + 1))  # the steps a/√k add up to 2a√K at most
costs = Sum(run.excess(j), (j, 0, n))
summed = ge(root * (D**2 + 2 * a**2 * G**2), 2 * a * costs + root * run.distance(n + 1))
at_any_time = ge(D**2 / (2 * a) + a * G**2, root * mean.excess(n))


def bounded_at_any_time(p: Prover) -> None:
    """The mean's excess error for every n, after `roots`, `one_step` and `jensen` and from the premises above."""
    p.prove(forall(n, at_most_growth), by=lambda: _step_size(p))
    say = "adding up: the distances telescope, but for the growth of the root"
    p.induct(n, summed, base=lambda: _first(p), step=lambda: _add(p), say=say)
    p.prove(forall(n, at_any_time), by=lambda: _average(p))


def _step_size(p: Prover) -> None:
    positive, rule = p.instance(forall(k, gt(step_size(k), 0)), {k: n + 1}), p.instance(shrinking, {k: n + 1})
    combine(p, at_most_growth, [[1, growth(p, n)[1], positive]], [[term(-2 * (after - root))[0], rule]])


def _first(p: Prover) -> None:
    one, rule = p.number(root_of_one.data), p.instance(shrinking, {k: n * 0})
    step, near = p.instance(forall(k, run.one_step(k)), {k: n * 0}), p.instance(within, {k: n * 0})
    size, cost, left = step_size(n * 0), run.excess(n * 0), D**2 + 2 * a**2 * G**2 - run.distance(1)
    whole = combine(p, eq(size, a), [], [[1, rule], [term(-size)[0], one]])
    equations = [[term(left)[0], one], [term(2 * cost - (size + a) * G**2)[0], whole]]
    combine(p, substitute(summed.data, {"n": 0}), [[1, step], [1, near], [1, ["square", term(a * G)[0]]]], equations)


def _add(p: Prover) -> None:
    """√(n + 2) times the next step, what the root has grown, and that the steps add up to no more."""
    before, rule, positive = len(p.facts) - 1, p.instance(shrinking, {k: n + 1}), p.number(gt(a, 0).data)
    step, near = p.instance(forall(k, run.one_step(k)), {k: n + 1}), p.instance(within, {k: n + 1})
    steps, rises, above = p.instance(forall(n, at_most_growth), {n: n}), growth(p, n)[0], square_root(p, n + 1)[1]
    summands = [[1, before], [1, above, step], [1, rises, near], [1, positive, ["square", "G"], steps]]
    paid = term(2 * run.excess(n + 1) - step_size(n + 1) * G**2)[0]
    combine(p, substitute(summed.data, {"n": ["+", "n", 1]}), summands, [[paid, rule]])


def _average(p: Prover) -> None:
    """K times the excess error of the mean is at most the sum; K is the square of its root."""
    whole, convex = p.instance(forall(n, summed), {n: n}), p.instance(forall(n, mean.jensen(n)), {n: n})
    far = p.instance(forall(k, ge(run.distance(k), 0)), {k: n + 1})
    square = square_root(p, n)[0]
    share, half = inverse_positive(p, term(root)[0]), inverse_positive(p, term(2 * a)[0])
    summands = [[1, half, share, whole], [1, half, far], [1, share, convex]]
    combine(p, at_any_time, summands, [[term(-mean.excess(n) / root)[0], square]], say="dividing by 2a√K")
