"""Under a constant gradient the step grows to ε‖g‖/(1 − α)"""

from qedescent.analytic.constant_gradient import displacement, terminal_speed, velocity
from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.numeric.measure.motion import alternating, constant, motion
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.distances import stays_below
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import norm2, real, sequence, vector

ID = "terminal-velocity"

position, moving = sequence("θ v", "vec")
gradient = vector("g")
length = real("γ")
speed = -velocity(n).xreplace({g: length})
path = displacement(n).xreplace({g: gradient})
faster = speed.xreplace({n: n + 1})
terminal = terminal_speed().xreplace({g: length})


def step(target):
    """The rule's next value of θ or v under the constant gradient."""
    return next_values(momentum)[target].xreplace({v: moving(k), θ: position(k), g: gradient})


given = (
    α >= 0,
    α < 1,
    ε > 0,
    length >= 0,
    eq(length**2, norm2(gradient)),
    eq(moving(0), 0),
    forall(k, eq(moving(k + 1), step(v))),
    forall(k, eq(position(k + 1), step(θ))),
)
conclusion = (
    forall(n, eq(moving(n), velocity(n).xreplace({g: gradient}))),
    forall(n, eq(norm2(moving(n)), speed**2)),
    forall(n, both(ge(speed, 0), ge(faster, speed))),
    implies([α > 0, length > 0], forall(n, gt(faster, speed))),
    tends_to(n, speed, terminal),
    forall(n, eq(position(n), position(0) + path)),
)
claim = (
    r"From rest, under a constant gradient $g$ of length $\gamma=\|g\|$ and with $0\le\alpha<1$, the velocity after $n$ steps "
    r"is $-\varepsilon g(1-\alpha^n)/(1-\alpha)$. The length of a step grows, at every step if $\alpha>0$ and $g\ne0$, from "
    r"$\varepsilon\gamma$ at the first towards the terminal value $\varepsilon\gamma/(1-\alpha)$. After $n$ steps the way "
    r"travelled is $-\varepsilon g\,(n-\alpha(1-\alpha^n)/(1-\alpha))/(1-\alpha)$."
)
source = "Goodfellow, Bengio and Courville 2016, equation 8.17; own induction"


def proof(p):
    _closed, squared, grows, always, limit, travelled = conclusion
    law = eq(moving(n), velocity(n).xreplace({g: gradient}))
    p.induct(n, law, base=algebra, step=algebra.saying("the update rule"))
    p.have(gt((1 - α) ** 2, 0), signs)
    p.prove(squared, by=algebra)
    sizes = both(ge(α**n, 0), ge(1, α**n))
    p.induct(n, sizes, base=signs, step=signs, say="powers of a number between 0 and 1")
    p.prove(grows, by=lambda: _grows(p, sizes))
    p.prove(always, by=lambda: _always(p))
    show_limit(p, limit, terminal, α, by=lambda: _near(p, sizes))
    along = eq(position(n), position(0) + path)
    p.induct(n, along, base=algebra, step=algebra.saying("the sum of the velocities"))
    p.prove(travelled, by=algebra)


def _grows(p, sizes):
    p.instance(forall(n, sizes), {n: n})
    p.show(ge(speed, 0), by=signs)
    p.calc(faster).equals(speed + ε * length * α**n, by=algebra)
    p.have(ge(ε * length * α**n, 0), signs)
    p.show(ge(faster, speed), by=sign(degree=1))


def _always(p):
    p.induct(n, gt(α**n, 0), base=signs, step=signs, say="powers of a positive number")
    p.prove(forall(n, gt(faster, speed)), by=lambda: _adds(p))


def _adds(p):
    p.instance(forall(n, gt(α**n, 0)), {n: n})
    p.calc(faster).equals(speed + ε * length * α**n, by=algebra)
    p.have(gt(ε * length * α**n, 0), signs)
    p.show(gt(faster, speed), by=sign(degree=1))


def _near(p, sizes):
    p.instance(forall(n, sizes), {n: n})
    stays_below(p, speed, terminal, terminal * α**n)


PUSH = (3.0, 4.0)
γ = {length: 5}
OVER = {ε: (0.1,), α: (0.5, 0.9, 0.99)}


def moved(steps, step_size, momentum, gradient=constant):
    """The running optimizer in the plane, from rest, under the constant gradient (3, 4) of length 5."""
    return motion(Momentum(step_size, momentum), gradient(PUSH), steps, start=(0.0, 0.0))


def turning(**point):
    """The same under a gradient of the same length that turns round at every step."""
    return moved(**point, gradient=alternating)


experiment = (
    Experiment(
        quantity="length of the step",
        measure=lambda **point: moved(**point).speed(),
        predicted=speed.xreplace(γ),
        rival=terminal.xreplace(γ),
        rival_means="the terminal value taken for every step",
        over={n: (1, 10, 100), **OVER},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="length of the step after 4000 steps",
        measure=lambda **point: moved(4000, **point).speed(),
        predicted=terminal.xreplace(γ),
        rival_means="a gradient that turns round at every step",
        control=lambda **point: turning(steps=4000, **point).speed(),
        over=OVER,
        tolerance=1e-12,
    ),
    Experiment(
        quantity="distance travelled",
        measure=lambda **point: moved(**point).distance(),
        predicted=-displacement(n).xreplace({g: length}).xreplace(γ),
        rival=(n * terminal).xreplace(γ),
        rival_means="the terminal speed from the first step on",
        over={n: (1, 10, 100), **OVER},
        tolerance=1e-12,
    ),
)


def figure(axis):
    """The length of a step under a constant gradient, in multiples of gradient descent's step: measured, the formula, and
    (dashed) the terminal value; the notes' statement that every step has it is already wrong at the first."""
    from qedescent.proofs.report.figure import COLOURS

    counts = [1, 2, 3, 5, 7, 10, 15, 22, 32, 46, 68, 100, 150, 220, 320, 460, 680, 1000]
    for decay, shade, mark in ((0.5, "further", "s"), (0.9, "measured", "o"), (0.99, "band", "^")):
        found = [moved(count, 0.1, decay).speed().value / 0.5 for count in counts]
        axis.plot(counts, found, mark, color=COLOURS[shade], markersize=5, label=rf"$\alpha={decay}$")
        axis.plot(counts, [(1 - decay**c) / (1 - decay) for c in counts], "-", color=COLOURS["predicted"], linewidth=0.8)
        axis.axhline(1 / (1 - decay), linestyle="--", color=COLOURS["rival"], linewidth=0.8)
    axis.set_xscale("log")
    axis.set_yscale("log")
    axis.set_xlabel("step $n$")
    axis.set_ylabel(r"$\|v_n\|\;/\;\varepsilon\|g\|$")
    axis.legend(loc="upper left")
