"""Momentum runs along the valley where gradient descent zigzags across"""

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import L, g, k, n, v, α, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum, sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.motion import alternating, constant, motion
from qedescent.numeric.measure.trajectory import on_quadratic
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.chapter.ill_conditioning import gradient_descent_contracts_by as gradient_descent
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.chapter.momentum.steps_to_a_millionth import (
    best_descent,
    best_heavy_ball,
    steps_at,
    steps_needed,
    steps_of_heavy_ball,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies
from qedescent.proofs.language.symbols import sequence

ID = "momentum-figure-8-5"

velocity = sequence("v")
s, m = polyak.s, polyak.m
plain = iteration_matrix(sgd)[0, 0].xreplace({ε: gradient_descent.best})
zigzag = gradient_descent.rate
swinging = ε * g / (1 + α)
swing = swinging * ((-1) ** n - α**n)
advantage = (1 + α) / (1 - α)
lacking = 2 / (L / μ + 1), 2 / (s / m + 1)

given = (
    *polyak.given,
    α >= 0,
    α < 1,
    ε > 0,
    g > 0,
    eq(velocity(0), 0),
    forall(k, eq(velocity(k + 1), next_values(momentum)[v].xreplace({v: velocity(k), g: (-1) ** k * g}))),
)
conclusion = (
    both(eq(plain.xreplace({λ: μ}), zigzag), eq(plain.xreplace({λ: L}), -zigzag)),
    gt(zigzag, polyak.rate),
    both(*(eq(1 - r, gap) for r, gap in zip((zigzag, polyak.rate), lacking, strict=True))),
    forall(n, eq(velocity(n), swing)),
    implies(α > 0, gt(terminal_speed(), swinging)),
    eq(terminal_speed() / swinging, advantage),
)
claim = (
    r"On a quadratic with curvatures $\mu<L$ gradient descent at its best step size multiplies the error along the valley by "
    r"$r=(L-\mu)/(L+\mu)$ and across it by $-r$: it crosses the valley at every step. Heavy ball's best rate is smaller; "
    r"what they lack of 1 is $2/(\kappa+1)$ and $2/(\sqrt\kappa+1)$. The reason: under a gradient that changes sign at every "
    r"step the velocity swings with $\varepsilon g/(1+\alpha)$, under a steady one it grows to $\varepsilon g/(1-\alpha)$, "
    r"$(1+\alpha)/(1-\alpha)$ times as fast."
)
source = "Goodfellow, Bengio and Courville 2016, figure 8.5; Polyak 1964; own derivation"


def proof(p):
    factors, _slower, gaps, _swings, faster, ratio = conclusion
    for positive in (L, μ, L + μ, 1 + α, 1 - α, (1 - α) * (1 + α), s / m + 1, L / μ + 1, g * ε):
        p.have(gt(positive, 0), signs)
    p.show(factors, by=algebra)
    ahead = 2 * s * m * (s - m) / ((L + μ) * (s + m))
    p.calc(zigzag - polyak.rate).equals(ahead, by=algebra.saying("L = s² and μ = m²")).more_than(0, by=signs).done()
    p.show(gaps, by=algebra)
    law = eq(velocity(n), swing)
    p.induct(n, law, base=algebra, step=algebra.saying("the update rule"))
    p.prove(faster, by=lambda: _faster(p))
    p.show(ratio, by=algebra)


def _faster(p):
    gap = 2 * α * ε * g / ((1 - α) * (1 + α))
    p.calc(terminal_speed() - swinging).equals(gap, by=algebra).more_than(0, by=signs).done()


def rate_lacks(make):
    """What the spectral radius of a running optimizer lacks of 1."""
    return lambda s: exactly(1 - spectral_radius(make(s), (1, s**2)).value)


def swung(push, steps, step_size, momentum, gradient):
    """Heavy ball from rest under a given gradient, steady or alternating."""
    return motion(Momentum(step_size, momentum), push(gradient), steps)


def steady_over_swinging(momentum):
    steady, swinging = (swung(push, 500, 0.1, momentum, 1.0).speed().value for push in (constant, alternating))
    return exactly(steady / swinging, 500)


def compare(quantity, measure, predicted, rival, means, over, tolerance=0.0):
    return Experiment(quantity, measure, predicted, over, rival, means, tolerance=tolerance)


OVER = {s: (2, 4, 8, 16, 32)}
PUSHED = {n: (1, 2, 7, 100), α: (0.5, 0.9), ε: (0.1,), g: (2,)}
slow, fast = (gap.xreplace({L: s**2, μ: 1, m: 1}) for gap in lacking)
descent, ball = steps_needed(best_descent, lambda s: 8 * s**2), steps_needed(best_heavy_ball, lambda s: 12 * s)
experiment = (
    compare("1 − gradient descent's rate", rate_lacks(best_descent), slow, fast, "that of heavy ball", OVER, 1e-6),
    compare("1 − heavy ball's rate", rate_lacks(best_heavy_ball), fast, slow, "that of gradient descent", OVER, 1e-6),
    compare("gradient steps to a millionth", descent, steps_at(zigzag), steps_of_heavy_ball, "heavy ball's count", OVER),
    compare("heavy-ball steps to a millionth", ball, steps_of_heavy_ball, steps_at(polyak.rate), "those of a simple root", OVER),
    compare(
        "velocity under a gradient that turns round",
        lambda steps, **point: swung(alternating, steps, **point).velocity(),
        *(swing, -terminal_speed() * (1 - α**n), "that under a steady gradient", PUSHED, 1e-9),
    ),
    compare(
        "speed under a steady gradient over one that turns round",
        steady_over_swinging,
        *(advantage, 1 / (1 - α), "the gain over a gradient step", {α: (0.5, 0.9)}, 1e-9),
    ),
)


def figure(axis):
    """Twenty steps in a valley with κ = 25: gradient descent with its best step size, 1/13, crosses the valley at every step
    and creeps along it; heavy ball with step size 0.05 and momentum 0.65 gathers speed along it, to the minimum (cross)."""
    import numpy as np

    from qedescent.proofs.report.figure import COLOURS

    along, across = np.meshgrid(np.linspace(-22, 5, 109), np.linspace(-5, 5, 81))
    heights = [1, 10, 40, 90, 160, 250, 400]
    axis.contour(along, across, along**2 / 2 + 12.5 * across**2, heights, colors=COLOURS["faint"], linewidths=0.6, linestyles="-")
    for optimizer, shade, mark, name in (
        (best_descent(5), "rival", "s-", "gradient descent"),
        (Momentum(0.05, 0.65), "measured", "o-", "heavy ball"),
    ):
        path = on_quadratic(optimizer, (1, 25), (-20, 3), 20)
        axis.plot(*path.T, mark, color=COLOURS[shade], markersize=4, linewidth=1, label=name)
    axis.plot(0, 0, "x", color=COLOURS["predicted"], markersize=9)
    axis.set_xlabel("along the valley")
    axis.set_ylabel("across")
    axis.legend(loc="upper right")
