"""Momentum runs along the valley where gradient descent zigzags across"""

from sympy import Rational, ceiling, lambdify, log, sqrt

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import L, g, k, n, v, α, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum, sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.motion import alternating, constant, motion
from qedescent.numeric.measure.trajectory import on_quadratic, steps_until, trajectory
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.proofs.chapter.ill_conditioning import gradient_descent_contracts_by as gradient_descent
from qedescent.proofs.chapter.momentum import optimal_heavy_ball_grows_before_it_shrinks as transient
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
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


ROOTS = {s: (2, 4, 8, 16, 32)}
MILLIONTH = Rational(1, 10**6)


def best_descent(s):
    """Running gradient descent with its best step size for curvatures from 1 to s²."""
    return SGD(float(gradient_descent.best.subs({μ: 1, L: s**2})))


def best_heavy_ball(s):
    """Running heavy ball with Polyak's parameters for curvatures from 1 to s²."""
    return polyak.polyaks(1, s)


def rate_lacks(make):
    """What the spectral radius of a running optimizer lacks of 1."""
    return lambda s: exactly(1 - spectral_radius(make(s), (1, s**2)).value)


def steps_needed(make, most):
    """Steps from (1, 1) until the distance from the minimum stays within a millionth."""
    return lambda s: exactly(steps_until(on_quadratic(make(s), (1, s**2), (1, 1), most(s)), 1e-6))


def steps_of_descent(s):
    """The same by the claim's factors ±r along both axes."""
    return ceiling(log(sqrt(2) / MILLIONTH) / -log(zigzag.subs({μ: 1, L: s**2})))


def steps_of_heavy_ball(s):
    """The same by the closed forms along both axes (hb-transient), which only fall there."""
    distance = lambdify(n, sqrt(transient.soft**2 + transient.stiff**2).subs({m: 1, polyak.s: s}), "math")
    return next(i for i in range(int(s), int(16 * s)) if distance(i) <= MILLIONTH)


def swung(push, steps, step_size, momentum, gradient):
    """Heavy ball from rest under a given gradient, steady or alternating."""
    return motion(Momentum(step_size, momentum), push(gradient), steps)


def steady_over_swinging(momentum):
    steady, swinging = (swung(push, 500, 0.1, momentum, 1.0).speed().value for push in (constant, alternating))
    return exactly(steady / swinging, 500)


experiment = (
    Experiment(
        quantity="what gradient descent's rate lacks of 1",
        measure=rate_lacks(best_descent),
        predicted=lacking[0].xreplace({L: s**2, μ: 1}),
        rival=lacking[1].xreplace({m: 1}),
        rival_means="heavy ball's",
        over=ROOTS,
        tolerance=1e-6,
    ),
    Experiment(
        quantity="what heavy ball's rate lacks of 1",
        measure=rate_lacks(best_heavy_ball),
        predicted=lacking[1].xreplace({m: 1}),
        rival=lacking[0].xreplace({L: s**2, μ: 1}),
        rival_means="gradient descent's",
        over=ROOTS,
        tolerance=1e-6,
    ),
    Experiment(
        quantity="gradient steps until within a millionth",
        measure=steps_needed(best_descent, lambda s: 8 * s**2),
        predicted=steps_of_descent,
        rival=steps_of_heavy_ball,
        rival_means="heavy ball's",
        over=ROOTS,
    ),
    Experiment(
        quantity="heavy-ball steps until within a millionth",
        measure=steps_needed(best_heavy_ball, lambda s: 12 * s),
        predicted=steps_of_heavy_ball,
        rival=lambda s: ceiling(log(sqrt(2) / MILLIONTH) / -log(polyak.rate.subs({m: 1, polyak.s: s}))),
        rival_means="the rate alone, without the growing factor of the double root",
        over=ROOTS,
    ),
    Experiment(
        quantity="velocity under a gradient that turns round",
        measure=lambda steps, **point: swung(alternating, steps, **point).velocity(),
        predicted=swing,
        rival=-terminal_speed() * (1 - α**n),
        rival_means="a steady gradient",
        over={n: (1, 2, 7, 100), α: (0.5, 0.9), ε: (0.1,), g: (2,)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="speed under a steady gradient over one that turns round",
        measure=steady_over_swinging,
        predicted=advantage,
        rival=1 / (1 - α),
        rival_means="the gain over a plain gradient step",
        over={α: (0.5, 0.9)},
        tolerance=1e-9,
    ),
)
