"""α = 0.5, 0.9, 0.99 multiply the terminal speed by 2, 10, 100"""

from math import exp

import numpy as np
from sympy import Rational, floor, log
from sympy import exp as power_of_e

from qedescent.analytic.constant_gradient import terminal_speed, velocity
from qedescent.analytic.notation import g, t, α, ε
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.motion import constant, motion
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import real

ID = "one-over-one-minus-alpha"

COMMON = {Rational(1, 2): 2, Rational(9, 10): 10, Rational(99, 100): 100}
e = real("e")
plain = ε * g
missing = α**t


def multiplied(momentum, times):
    """The terminal speed, and that exactly `times` steps are needed to reach the share 1 - 1/e of it."""
    late = gt(missing.xreplace({t: times - 1}), 1 / e), ge(1 / e, missing.xreplace({t: times}))
    return implies(eq(α, momentum), both(eq(terminal_speed(), times * plain), *late))


given = (α < 1, e > Rational(2718, 1000), e < Rational(2719, 1000))
conclusion = (
    forall(t, eq(velocity(t), -terminal_speed() * (1 - missing))),
    *(multiplied(momentum, times) for momentum, times in COMMON.items()),
)
claim = (
    r"Momentum multiplies the step that gradient descent takes under a constant gradient, $\varepsilon g$, by "
    r"$1/(1-\alpha)$ in the end: 2, 10 and 100 times for $\alpha=0.5$, $0.9$ and $0.99$. The share $\alpha^t$ of the terminal "
    r"speed is still missing after $t$ steps from rest; it falls below $1/e$ at exactly the step 2, 10 and 100 (for every "
    r"number $e$ between 2.718 and 2.719, such as Euler's), where $-1/\ln\alpha$ is 1.44, 9.49 and 99.5."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.3.2; own arithmetic"


def proof(p):
    share, *cases = conclusion
    p.have(gt(e, 0), signs)
    p.prove(share, by=algebra.saying("the velocity from rest"))
    for case, (momentum, times) in zip(cases, COMMON.items(), strict=True):
        p.prove(case, by=lambda m=momentum, n=times: _at(p, m, n))


def _at(p, momentum, times):
    p.show(eq(terminal_speed(), times * plain), by=algebra.saying("1/(1 - α)"))
    for count in (times - 1, times):
        _power(p, momentum, count)
    p.show(gt(missing.xreplace({t: times - 1}), 1 / e), by=sign(words="not yet"))
    p.show(ge(1 / e, missing.xreplace({t: times})), by=sign(words="reached"))


def _power(p, momentum, count):
    """The number of the fact that says what the power is, found from the power of half the exponent."""
    if count == 1:
        return p.number(eq(α, momentum).data)
    parts = _power(p, momentum, count // 2), _power(p, momentum, 1)
    return p.have(eq(missing.xreplace({t: count}), momentum**count), using(*parts))


def shares(momentum):
    """The speeds of a run under the gradient 1 with the step size 1/10, as shares of the speed at its end."""
    speeds = -motion(Momentum(0.1, momentum), constant(1.0), 4000).velocities.ravel()
    return speeds / speeds[-1], speeds[-1] / 0.1


def still_missing(momentum, steps):
    return exactly(1 - shares(momentum)[0][steps], steps)


def steps_needed(momentum):
    """The first step with the share 1 - 1/e of the speed at the end."""
    return exactly(int(np.argmax(shares(momentum)[0] >= 1 - exp(-1))), 4000)


OVER = {α: tuple(COMMON)}
experiment = (
    Experiment(
        quantity="speed at the end over gradient descent's",
        measure=lambda momentum: exactly(shares(momentum)[1], 4000),
        predicted=terminal_speed() / plain,
        rival=1 + α,
        rival_means="the first two steps only",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="steps to the share 1 − 1/e of it",
        measure=steps_needed,
        predicted=lambda **point: COMMON[point["α"]],
        rival=floor(-1 / log(α)),
        rival_means="the decay time, rounded down",
        over=OVER,
    ),
    Experiment(
        quantity="share still missing",
        measure=still_missing,
        predicted=missing,
        rival=power_of_e(-t * (1 - α)),
        rival_means="decay in continuous time",
        over={**OVER, t: (1, 2, 10)},
        tolerance=1e-9,
    ),
)


def figure(axis):
    """The share of the terminal speed that is reached, measured from rest under a constant gradient: the first share of at
    least 1 − 1/e (dashed) comes at the steps 2, 10 and 100 (dotted)."""
    from qedescent.proofs.report.figure import COLOURS

    counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 28, 40, 56, 80, 100, 140, 200, 280, 400]
    for (decay, times), shade, mark in zip(COMMON.items(), ("further", "measured", "rival"), "so^", strict=True):
        reached = shares(float(decay))[0]
        axis.plot(counts, [1 - float(decay) ** c for c in counts], "-", color=COLOURS["predicted"], linewidth=0.8)
        axis.plot(counts, reached[counts], mark, color=COLOURS[shade], markersize=5, label=rf"$\alpha={float(decay)}$")
        axis.plot([times, times], [0, reached[times]], ":", color=COLOURS["faint"])
    axis.axhline(1 - exp(-1), linestyle="--", color=COLOURS["faint"], linewidth=0.8)
    axis.set_xscale("log")
    axis.set_ylim(0, 1.05)
    axis.set_xlabel("step $t$")
    axis.set_ylabel("share of the terminal speed")
    axis.legend(loc="lower right")
