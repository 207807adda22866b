"""Momentum runs along the valley where gradient descent zigzags across"""

from sympy import Rational, ceiling

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import L, g, k, n, v, α, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum, sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.motion import alternating, constant, motion
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.chapter.ill_conditioning import gradient_descent_contracts_by as gradient_descent
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.chapter.momentum import valley_of_figure_8_5 as valley
from qedescent.proofs.chapter.momentum.steps_to_a_millionth import (
    best_descent,
    best_heavy_ball,
    descent,
    exponent,
    gain,
    steps_at,
    steps_of_heavy_ball,
)
from qedescent.proofs.chapter.momentum.steps_to_a_millionth import heavy_ball as ball
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies, term
from qedescent.proofs.language.symbols import real, sequence

ID = "momentum-figure-8-5"

velocity = sequence("v")
s, m = polyak.s, polyak.m
plain = iteration_matrix(sgd)[0, 0].xreplace({ε: gradient_descent.best})
zigzag = gradient_descent.rate
swinging = ε * g / (1 + α)
steady, turning = real("T S")  # the speeds that the two gradients lead to
swing = swinging * ((-1) ** n - α**n)
advantage = (1 + α) / (1 - α)
lacking = 2 / (L / μ + 1), 2 / (s / m + 1)

given = (
    *polyak.given,
    *valley.paths,
    α >= 0,
    α < 1,
    ε > 0,
    g > 0,
    eq(velocity(0), 0),
    forall(k, eq(velocity(k + 1), next_values(momentum)[v].xreplace({v: velocity(k), g: (-1) ** k * g}))),
)
conclusion = (
    forall(n, valley.zigzag),
    forall(n, valley.lengthwise),
    forall(n, valley.barely),
    both(eq(plain.xreplace({λ: μ}), zigzag), eq(plain.xreplace({λ: L}), -zigzag)),
    implies(s > m, gt(zigzag, polyak.rate)),
    implies(eq(s, m), both(eq(zigzag, 0), eq(polyak.rate, 0))),
    both(*(eq(1 - r, gap) for r, gap in zip((zigzag, polyak.rate), lacking, strict=True))),
    forall(n, eq(velocity(n), swing)),
    implies(α > 0, gt(terminal_speed(), swinging)),
    forall((steady, turning), eq(steady, advantage * turning), given=[eq(steady, terminal_speed()), eq(turning, swinging)]),
)
claim = (
    r"In the valley of the figure, with curvature 5 along $(1,1)$ and 1 along $(1,-1)$, gradient descent with its best step "
    r"size $1/3$ crosses at every step from $(-20,25)$: $x+y=5(-2/3)^n$, $x-y=-45(2/3)^n$. Heavy ball with step size and "
    r"momentum $1/4$ runs along it: $x-y=-45(1+n/2)/2^n$, while $x+y$ is $5(-1/4)^{\lceil n/2\rceil}$. In general gradient "
    r"descent at its best multiplies the error along a valley by $r=(L-\mu)/(L+\mu)$ and across it by $-r$; heavy ball's best "
    r"rate is smaller if $\mu<L$, and no gain if $\mu=L$; what they lack of 1 is $2/(\kappa+1)$ and $2/(\sqrt\kappa+1)$. The "
    r"reason: under a gradient that changes sign at every step the velocity swings with $\varepsilon g/(1+\alpha)$, under a "
    r"steady one it grows to $\varepsilon g/(1-\alpha)$, $(1+\alpha)/(1-\alpha)$ times as fast."
)
source = "Goodfellow, Bengio and Courville 2016, figure 8.5; Polyak 1964; own derivation"
notes = (
    r"To a fixed distance heavy ball needs $O(\sqrt\kappa\log\kappa)$ steps and not $O(\sqrt\kappa)$, because at both ends of "
    r"the spectrum its double root lets the error grow first (hb-transient); every further factor $1/e$ takes about "
    r"$\sqrt\kappa/2$ steps. From $\kappa=4$ to 1024 its count grows like $\kappa^{0.54}$.",
    r"The parameters of the heavy ball in the figure are our own: the book prints none. With $\varepsilon=\alpha=1/4$ its "
    r"roots are $1/2$, twice, along the valley and $\pm\mathrm i/2$ across it, so that the path is exact.",
)


def proof(p):
    *_paths, factors, slower, equal, gaps, _swings, faster, ratio = conclusion
    for positive in (L, μ, L + μ, 1 + α, 1 - α, (1 - α) * (1 + α), s / m + 1, L / μ + 1, g * ε):
        p.have(gt(positive, 0), signs)
    valley.show_paths(p)
    p.show(factors, by=algebra)
    p.prove(slower, by=lambda: _slower(p))
    p.prove(equal, by=lambda: _equal(p))
    p.show(gaps, by=algebra)
    law = eq(velocity(n), swing)
    p.induct(n, law, base=algebra, step=algebra.saying("the update rule"))
    p.prove(faster, by=lambda: _faster(p))
    p.prove(ratio, by=algebra)


def _slower(p):
    ahead = 2 * s * m * (s - m) / ((L + μ) * (s + m))
    p.calc(zigzag - polyak.rate).equals(ahead, by=algebra.saying("L = s² and μ = m²")).more_than(0, by=signs).done()


def _equal(p):
    same, *squares = (p.number(f.data) for f in (eq(s, m), eq(s**2, L), eq(m**2, μ)))
    combine(p, eq(L, μ), equations=[[term(s + m)[0], same], *([c, i] for c, i in zip((-1, 1), squares, strict=True))])
    p.show(both(eq(zigzag, 0), eq(polyak.rate, 0)), by=algebra.saying("no valley"))


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
WALKED = {n: (1, 2, 3, 8, 20)}
slow, fast = (gap.xreplace({L: s**2, μ: 1, m: 1}) for gap in lacking)
heavy, plainly = valley.heavy_ball_path, valley.descent_path
foretold_gain = lambda s: steps_at(zigzag)(s) / steps_of_heavy_ball(s)  # noqa: E731
halves, thirds = valley.late, valley.along * Rational(2, 3) ** n
across_slow, across_fast = valley.across * Rational(-2, 3) ** n, valley.across * (-valley.QUARTER) ** ceiling(n / 2)
experiment = (
    compare("along, heavy ball", valley.coordinate(heavy, (1, -1)), halves, thirds, "gradient descent's path", WALKED, 1e-12),
    compare("across, heavy ball", valley.coordinate(heavy, (1, 1)), across_fast, across_slow, "its zigzag", WALKED, 1e-12),
    compare("along, descent", valley.coordinate(plainly, (1, -1)), thirds, halves, "heavy ball's path", WALKED, 1e-9),
    compare("across, descent", valley.coordinate(plainly, (1, 1)), across_slow, -across_slow, "no turning round", WALKED, 1e-9),
    compare("1 − gradient descent's rate", rate_lacks(best_descent), slow, fast, "that of heavy ball", OVER, 1e-6),
    compare("1 − heavy ball's rate", rate_lacks(best_heavy_ball), fast, slow, "that of gradient descent", OVER, 1e-6),
    compare("gradient steps to a millionth", descent, steps_at(zigzag), steps_of_heavy_ball, "heavy ball's count", OVER),
    compare("heavy-ball steps to a millionth", ball, steps_of_heavy_ball, steps_at(polyak.rate), "those of a simple root", OVER),
    Experiment("heavy-ball steps to a millionth", ball, steps_of_heavy_ball, OVER, control=descent, rival_means="momentum 0"),
    Experiment("gain in steps", gain, foretold_gain, OVER, control=lambda s: gain(1), rival_means="no valley, κ = 1"),
    compare("power of κ in gradient descent's steps", exponent(descent), 1, Rational(1, 2), "that of √κ", {}, 0.01),
    compare("power of κ in heavy ball's steps", exponent(ball), (Rational(1, 2), Rational(3, 5)), 1, "that of κ", {}),
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


def figure(map_, counts):
    """Left, the book's figure anew (κ = 5, from (−20, 25)): heavy ball with step size and momentum 1/4, the plain gradient step
    of size 1/3 from each of its points (arrows), and gradient descent by such steps, which crosses the valley every time.
    Right, steps to a millionth, measured and foretold: about κ and about √κ."""
    import numpy as np

    from qedescent.proofs.report.figure import COLOURS

    x, y = np.meshgrid(np.linspace(-24, 6, 121), np.linspace(-4, 28, 121))
    heights = (5 * (x + y) ** 2 + (x - y) ** 2) / 4
    map_.contour(x, y, heights, [5, 25, 75, 150, 300, 500, 800, 1200, 1700], colors=COLOURS["faint"], linewidths=0.6)
    ball_, descent_ = valley.heavy_ball_path(12), valley.descent_path(12)
    map_.plot(*descent_.T, "s--", color=COLOURS["further"], markersize=3, linewidth=0.8, label="gradient descent")
    map_.plot(*ball_.T, "o-", color=COLOURS["rival"], markersize=4, linewidth=1.2, label="heavy ball")
    steps = -np.array(valley.gradient(*ball_.T)) * float(valley.BEST)
    map_.quiver(*ball_.T, *steps, angles="xy", scale_units="xy", scale=1, width=0.006, color=COLOURS["predicted"], zorder=3)
    map_.set_aspect("equal")
    map_.legend(loc="upper right", frameon=True, framealpha=1, edgecolor="white")
    roots = [2, 4, 8, 16, 32]
    for counted, foretold, shade, mark in ((descent, steps_at(zigzag), "further", "s"), (ball, steps_of_heavy_ball, "rival", "o")):
        counts.plot([s**2 for s in roots], [int(foretold(s)) for s in roots], "-", color=COLOURS["predicted"], linewidth=0.8)
        counts.plot([s**2 for s in roots], [counted(s).value for s in roots], mark, color=COLOURS[shade], markersize=5)
    counts.set_xscale("log")
    counts.set_yscale("log")
    counts.set_xlabel(r"condition number $\kappa$")
    counts.set_ylabel("steps to a millionth")
