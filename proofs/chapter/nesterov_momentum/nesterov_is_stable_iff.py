"""Nesterov momentum is stable exactly for 0 < ελ < 2(1 + α)/(1 + 2α)"""

from typing import Any

from sympy import Poly, Rational

from qedescent.analytic.notation import z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import nesterov
from qedescent.numeric.measure.contraction import contraction
from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.optimizers import Momentum, Nesterov
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import ge, gt, iff, roots_within

ID = "nesterov-stability"

χ = characteristic_polynomial(nesterov)
bound = 2 * (1 + α) / (λ * (1 + 2 * α))
heavy_ball = 2 * (1 + α) / λ

given = (λ > 0, α >= 0, α < 1)
conclusion = (
    *iff(roots_within(χ, z), (ε > 0, ε < bound)),
    ge(2 / λ, bound),
    gt(bound, Rational(4, 3) / λ),
)
claim = (
    r"On $f(\theta)=\lambda\theta^2/2$ and for $0\le\alpha<1$ Nesterov momentum converges from every start exactly when "
    r"$0<\varepsilon<2(1+\alpha)/((1+2\alpha)\lambda)$. This longest step falls from $2/\lambda$ towards "
    r"$4/(3\lambda)$ as $\alpha$ grows, while heavy ball's rises from $2/\lambda$ towards $4/\lambda$."
)
source = "Own derivation by Jury's criterion; Algorithm 8.3 of Goodfellow, Bengio and Courville 2016"


def proof(p):
    forward, backward, highest, lowest = conclusion
    p.calc(χ).equals(z**2 - (1 + α) * (1 - ε * λ) * z + α * (1 - ε * λ), by=algebra)
    p.have(gt(1 + 2 * α, 0), signs)
    p.prove(forward, by=jury_margins)
    p.prove(backward, by=jury_criterion)
    p.prove(highest, by=signs)
    p.prove(lowest, by=signs)


def longest(momentum, curvature):
    """The step size up to which runs stay bounded, by bisection."""
    return largest_stable_step(lambda e: Nesterov(e, momentum), curvature, steps=3000, resolution=2e-3)


def growth(step_size, momentum, curvature, rule: Any = Nesterov):
    """The factor by which the error shrinks or grows in a step, over many steps."""
    return contraction(rule(step_size, momentum), curvature, steps=2**26)


def largest_root(**point):
    """The larger modulus of the two roots of χ."""
    at = {s: point[str(s)] for s in (ε, α, λ)}
    return max(abs(root) for root in Poly(χ.xreplace(at), z).nroots())


experiment = (
    Experiment(
        quantity="longest stable step size",
        measure=longest,
        predicted=bound,
        rival=heavy_ball,
        rival_means="heavy ball's bound",
        over={λ: (0.1, 10.0), α: (0.2, 0.9)},
    ),
    Experiment(
        quantity="growth a step",
        measure=growth,
        predicted=largest_root,
        control=lambda **point: growth(**point, rule=Momentum),
        rival_means="heavy ball at the same parameters: stable at ελ = 1.5, α = 0.99, where Nesterov momentum is not",
        over={ε: (0.05, 0.9, 1.3, 1.5), α: (0.5, 0.99), λ: (1,)},
        tolerance=1e-6,
    ),
)


def figure(axis):
    """Where runs of Nesterov momentum shrink (dots) and where they grow (crosses). The border falls from 2 to 4/3; heavy
    ball's (dashed) rises from 2 to 4."""
    from qedescent.proofs.report.figure import COLOURS

    decays, products = [i / 20 for i in range(20)], [i / 5 + 0.1 for i in range(21)]
    tried = [(d, x, growth(x, d, 1.0).value < 1) for d in decays for x in products]
    for stable, mark, shade in ((True, "o", "measured"), (False, "x", "rival")):
        points = [(d, x) for d, x, shrinks in tried if shrinks == stable]
        axis.plot(*zip(*points, strict=True), mark, color=COLOURS[shade], markersize=3)
    fine = [i / 100 for i in range(100)]
    axis.plot(fine, [float(bound.xreplace({λ: 1, α: Rational(i, 100)})) for i in range(100)], color=COLOURS["predicted"])
    axis.plot(fine, [2 * (1 + d) for d in fine], "--", color=COLOURS["faint"])
    axis.set_ylim(0, 4.4)
    axis.set_xlabel(r"momentum $\alpha$")
    axis.set_ylabel(r"$\varepsilon\lambda$")
