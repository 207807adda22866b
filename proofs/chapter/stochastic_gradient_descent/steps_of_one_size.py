"""Steps of one size: the excess errors of K iterates sum to R²/(2ε) + KεG²/2 at most, which the size R/(G√K) halves evenly."""

from typing import Any

from sympy import Sum

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G
from qedescent.proofs.chapter.stochastic_gradient_descent.roots_of_naturals import root, square_root
from qedescent.proofs.chapter.stochastic_gradient_descent.running_means import j
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_a_over_root_k import mean, run, step_size
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import natural, real

R, m, ε = real("R"), natural("m"), step_size(n * 0)
starts_near = ge(R**2, run.distance(0))
constant = forall(k, eq(step_size(k), ε))
tuned = forall(k, eq(step_size(k) * G * root, R))
doubled = ge(R**2 + (n + 1) * ε**2 * G**2, 2 * ε * (n + 1) * mean.excess(n))
enough = forall(n, doubled, given=[constant])
any_step = ge(R**2 / (2 * ε * (n + 1)) + ε * G**2 / 2, mean.excess(n))
at_this_horizon = ge(R * G, root * mean.excess(n))
for_any_size = forall(n, any_step, given=[constant])
for_this_horizon = forall(n, at_this_horizon, given=[tuned])


def summed(i: Any) -> Formula:
    """What the first i iterates cost together: twice the step size times it is paid by distance and noise."""
    costs = Sum(run.excess(j), (j, 0, i - 1))
    return ge(R**2 + i * ε**2 * G**2, 2 * ε * costs + run.distance(i))


def bounded_for_one_size(p: Prover) -> None:
    """`for_any_size` and `for_this_horizon`, after `roots`, `one_step` and `jensen`."""
    p.instance(forall(k, gt(step_size(k), 0)), {k: n * 0})
    p.prove(enough, by=lambda: _enough(p))
    p.prove(for_any_size, by=lambda: _constant(p))
    p.prove(for_this_horizon, by=lambda: _tuned(p))


def _enough(p: Prover) -> None:
    p.induct(m, summed(m), base=signs, step=lambda: _add(p), say="adding up: the distances telescope")
    whole, convex = p.instance(forall(m, summed(m)), {m: n + 1}), p.instance(forall(n, mean.jensen(n)), {n: n})
    far, positive = p.instance(forall(k, ge(run.distance(k), 0)), {k: n + 1}), p.number(gt(ε, 0).data)
    combine(p, doubled, [[1, whole], [1, far], [2, positive, convex]], say="no distance is negative")


def _add(p: Prover) -> None:
    now, same = p.instance(forall(k, run.one_step(k)), {k: m}), p.instance(constant, {k: m})
    before, paid = p.number(summed(m).data), term(2 * run.excess(m) - (step_size(m) + ε) * G**2)[0]
    combine(p, substitute(summed(m).data, {"m": ["+", "m", 1]}), [[1, before], [1, now]], [[paid, same]])


def _constant(p: Prover) -> None:
    twice = p.instance(enough, {n: n})
    combine(p, any_step, [[["/", 1, 2], p.have(gt(1 / (ε * (n + 1)), 0), signs), twice]], say="dividing by 2εK")


def _tuned(p: Prover) -> None:
    """With εG√K = R both parts of the bound are half of RG/√K."""
    size, square = p.instance(tuned, {k: n * 0}), square_root(p, n)[0]
    p.prove(constant, by=lambda: _same(p, size))
    twice, positive, less = p.instance(enough, {n: n}), p.number(gt(G, 0).data), inverse_positive(p, term(R)[0])
    excess = mean.excess(n)
    equations = [
        [term(root * excess / R - G * (ε * G * root + R) / (2 * R))[0], size],
        [term(ε**2 * G**3 / (2 * R) - ε * G * excess / R)[0], square],
    ]
    combine(p, at_this_horizon, [[["/", 1, 2], positive, less, twice]], equations, say="both halves of the bound are equal")


def _same(p: Prover, size: int) -> None:
    here, share = p.instance(tuned, {k: k}), 1 / (G * root)
    combine(p, eq(step_size(k), ε), [], [[term(share)[0], here], [term(-share)[0], size]])
