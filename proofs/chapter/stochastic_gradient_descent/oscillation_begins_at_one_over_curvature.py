"""Steps below 1/λ are monotone, below 2/λ oscillate and converge, above diverge"""

from sympy import Integer

from qedescent.analytic.notation import L, k, n, ε, λ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.trajectory import on_quadratic
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, implies, ne, tends_to, term
from qedescent.proofs.language.symbols import sequence

ID = "lr-oscillation-thresholds"

θ = sequence("θ")
factor = iteration_matrix(sgd)[0, 0]
same_side, other_side = gt(θ(k + 1) * θ(k), 0), gt(0, θ(k + 1) * θ(k))
nearer, farther = gt(θ(k) ** 2, θ(k + 1) ** 2), gt(θ(k + 1) ** 2, θ(k) ** 2)
grows = ge(θ(k) ** 2, (1 + k * (factor**2 - 1)) * θ(0) ** 2)

given = (λ > 0, ε > 0, ne(θ(0), 0), forall(k, eq(θ(k + 1), factor * θ(k))))
conclusion = (
    implies(ε * λ < 1, forall(k, both(same_side, nearer))),
    implies(eq(ε * λ, 1), forall(k, eq(θ(k + 1), 0))),
    implies([ε * λ > 1, ε * λ < 2], forall(k, both(other_side, nearer))),
    implies(ε * λ < 2, tends_to(n, θ(n) ** 2, Integer(0))),
    implies(eq(ε * λ, 2), forall(k, eq(θ(k + 1), -θ(k)))),
    implies(ε * λ > 2, forall(k, both(other_side, farther))),
    implies(ε * λ > 2, forall(k, grows)),
    implies([L >= λ, ε * L < 1], ε * λ < 1),
    implies([L >= λ, ε * L < 2], ε * λ < 2),
)
claim = (
    r"Gradient descent along an eigenvector of curvature $\lambda$ stays on its side of the minimum and comes nearer with every "
    r"step for $\varepsilon\lambda<1$, is there after one for $\varepsilon\lambda=1$, changes sides and comes nearer for "
    r"$1<\varepsilon\lambda<2$, changes sides and goes away for $\varepsilon\lambda>2$; it converges for $\varepsilon\lambda<2$, "
    r"at $\varepsilon\lambda=2$ it only changes sides for ever, and above the squared distance is at least "
    r"$1+k((1-\varepsilon\lambda)^2-1)$ times the first. What holds for the largest curvature $L$ in place of $\lambda$ below 1 or "
    r"2 holds for all: the stiffest direction decides."
)
source = "Own derivation; the thresholds are classical"


def proof(p):
    monotone, arrives, oscillating, converges, edge, diverging, away, *stiffest = conclusion
    p.induct(n, eq(θ(n), factor**n * θ(0)), base=algebra, step=algebra, say="one factor a step")
    p.prove(monotone, by=lambda: _moves(p, same_side, nearer, 1, 1))
    p.prove(arrives, by=algebra.saying("the factor is 0"))
    p.prove(oscillating, by=lambda: _moves(p, other_side, nearer, -1, 1))
    p.prove(converges, by=lambda: _converges(p))
    p.prove(edge, by=algebra)
    p.prove(diverging, by=lambda: _moves(p, other_side, farther, -1, -1))
    p.prove(away, by=lambda: _grows(p))
    for statement in stiffest:
        p.prove(statement, by=lambda goal=statement.data[3]: p.have(Formula(goal), sign(degree=2)))


def _moves(p, side, distance, way, closer):
    """The signs of the factor and of 1 - factor² = ελ(2 - ελ) say how every step moves; none ends at 0."""
    positive, gain = p.have(gt(way * factor, 0), signs), p.have(gt(closer * (1 - factor**2), 0), sign(degree=2))
    p.induct(k, ne(θ(k), 0), base=lambda: None, step=lambda: _not_there(p, positive, way), say="never at 0")
    p.prove(forall(k, both(side, distance)), by=lambda: _one_step(p, side, distance, way, closer, positive, gain))


def _not_there(p, positive, way):
    before, step, after = len(p.facts) - 1, p.instance(given[3], {k: k}), θ(k + 1)
    known = [[1, positive, positive, ["nonzero", before]]]
    square = combine(p, gt(after**2, 0), known, [[term(after + factor * θ(k))[0], step]])
    p.step("nonzero", goal=ne(after, 0).data, times=term(after)[0], product=[square])


def _one_step(p, side, distance, way, closer, positive, gain):
    step, never = p.instance(given[3], {k: k}), ["nonzero", p.instance(forall(k, ne(θ(k), 0)), {k: k})]
    combine(p, side, [[1, positive, never]], [[term(way * θ(k))[0], step]])
    combine(p, distance, [[1, gain, never]], [[term(-closer * (θ(k + 1) + factor * θ(k)))[0], step]])


def _converges(p):
    p.have(gt(1, factor**2), sign(degree=2))
    limit = tends_to(n, θ(n) ** 2, Integer(0))
    show_limit(p, limit, θ(0) ** 2, factor**2, by=lambda: _near(p), say="the square shrinks by the same factor in every step")


def _near(p):
    law, whole = p.instance(forall(n, eq(θ(n), factor**n * θ(0))), {n: n}), θ(0) ** 2 * factor ** (2 * n)
    weight = θ(n) + factor**n * θ(0)
    combine(p, ge(whole, θ(n) ** 2), [], [[term(-weight)[0], law]])
    combine(p, ge(whole, -(θ(n) ** 2)), [[2, ["square", term(θ(n))[0]]]], [[term(-weight)[0], law]])


def _grows(p):
    more = p.have(ge(factor**2 - 1, 0), sign(degree=2))
    start, step = lambda: combine(p, substitute(grows.data, {"k": 0})), lambda: _bernoulli(p, more)
    p.induct(k, grows, base=start, step=step, say="Bernoulli's inequality")


def _bernoulli(p, more):
    before, step = len(p.facts) - 1, p.instance(given[3], {k: k})
    first = ["square", term(θ(0))[0]]
    summands = [[1, before], [1, more, before], [1, ["natural", "k"], more, more, first]]
    combine(p, substitute(grows.data, {"k": ["+", "k", 1]}), summands, [[term(θ(k + 1) + factor * θ(k))[0], step]])


def crossings(ratio, curvature):
    """How often 50 steps of size ratio/curvature from 1 cross the minimum."""
    path = on_quadratic(SGD(ratio / curvature), curvature, 1.0, 50)[:, 0]
    return exactly(float((path[1:] * path[:-1] < 0).sum()), 50)


def distance(ratio, curvature):
    """The distance from the minimum after 50 such steps."""
    return exactly(abs(on_quadratic(SGD(ratio / curvature), curvature, 1.0, 50)[-1, 0]), 50)


def along_two_axes(step_size):
    """How often 50 steps from (1, 1) on curvatures 1 and 10 cross the minimum along either axis."""
    path = on_quadratic(SGD(step_size), (1.0, 10.0), (1.0, 1.0), 50)
    return exactly(float((path[1:] * path[:-1] < 0).sum()), 50)


tried = {"ratio": (0.5, 1.5, 2.0, 2.1), "curvature": (1, 4)}  # ελ and λ
experiment = (
    Experiment(
        quantity="crossings of the minimum in 50 steps",
        measure=crossings,
        predicted=lambda ratio, curvature: 0 if ratio < 1 else 50,
        rival=lambda ratio, curvature: 0 if ratio < 2 else 50,
        rival_means="oscillation only beyond the stability limit",
        over=tried,
    ),
    Experiment(
        quantity="distance after 50 steps",
        measure=distance,
        predicted=lambda ratio, curvature: abs(1 - ratio) ** 50,
        rival=lambda ratio, curvature: abs(1 - ratio / 2) ** 50,
        rival_means="thresholds twice as large",
        over=tried,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="distance after 50 steps at ελ = 2, which neither shrinks nor grows",
        measure=lambda curvature: distance(2.0, curvature),
        predicted=1,
        control=lambda curvature: distance(1.99, curvature),
        rival_means="ελ = 1.99, where it shrinks",
        over={"curvature": (1, 4)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="crossings along two axes of curvature 1 and 10",
        measure=along_two_axes,
        predicted=lambda ε: 0 if 10 * ε < 1 else 50,
        rival=lambda ε: 0 if ε < 1 else 50,
        rival_means="the smallest curvature decides",
        over={ε: (0.05, 0.15)},
    ),
)


def figure(axis):
    """Twelve steps on a parabola of curvature 1 with step sizes 0.5, 1.5, 2 and 2.1: monotone, oscillating, neither, diverging."""
    from qedescent.proofs.report.figure import COLOURS

    styles = ((0.5, "measured", "o-"), (1.5, "further", "s-"), (2.0, "faint", "d--"), (2.1, "rival", "^-"))
    for step_size, colour, line in styles:
        path = on_quadratic(SGD(step_size), 1.0, 1.0, 12)[:, 0]
        axis.plot(range(13), path, line, color=COLOURS[colour], markersize=4, label=rf"$\varepsilon\lambda={step_size}$")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.set_xlabel("step")
    axis.set_ylabel(r"$\theta$")
    axis.legend()
