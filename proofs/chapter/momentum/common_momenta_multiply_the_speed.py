"""α = 0.5, 0.9, 0.99 multiply the terminal speed by 2, 10, 100"""

import numpy as np
from sympy import Rational, floor, log
from sympy import exp as power_of_e

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import g, k, t, v, α, ε
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.motion import constant, motion
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.chapter.momentum import exponential_function as lemmas
from qedescent.proofs.chapter.momentum.exponential_function import exp, u
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import sequence

ID = "one-over-one-minus-alpha"

HALF, NINE_TENTHS, NEARLY_ONE = Rational(1, 2), Rational(9, 10), Rational(99, 100)
COMMON = {HALF: 2, NINE_TENTHS: 10, NEARLY_ONE: 100}
DECAY_TIME = {HALF: ("1.435", "1.445"), NINE_TENTHS: ("9.485", "9.495"), NEARLY_ONE: ("99.45", "99.55")}
velocity, undamped = sequence("v w")
plain = ε * g
missing = α**t


def moves(speed, decay):
    """Momentum from rest under the constant gradient g."""
    rule = next_values(momentum)[v].xreplace({v: speed(k), α: decay})
    return eq(speed(0), 0), forall(k, eq(speed(k + 1), rule))


def multiplied(decay, times):
    """The terminal speed, and that exactly `times` steps are needed to reach the share 1 - 1/e of it."""
    late = gt(missing.xreplace({t: times - 1}), exp(-1)), ge(exp(-1), missing.xreplace({t: times}))
    return implies(eq(α, decay), both(eq(terminal_speed(), times * plain), *late))


given = (α < 1, *moves(velocity, α), *lemmas.law)
conclusion = (
    forall(t, eq(velocity(t), -terminal_speed() * (1 - missing))),
    *(multiplied(decay, times) for decay, times in COMMON.items()),
    *(lemmas.decay_time(decay, *map(Rational, ends)) for decay, ends in DECAY_TIME.items()),
    implies(moves(undamped, 1), forall(t, eq(undamped(t), -t * plain))),
)
claim = (
    r"Momentum multiplies the step that gradient descent takes under a constant gradient, $\varepsilon g$, by "
    r"$1/(1-\alpha)$ in the end: 2, 10 and 100 times for $\alpha=0.5$, $0.9$ and $0.99$. After $t$ steps from rest the share "
    r"$\alpha^t=e^{-t/\tau}$ of the terminal speed is still missing; the decay time $\tau=-1/\ln\alpha$, which solves "
    r"$e^{-1/\tau}=\alpha$, is 1.44, 9.49 and 99.5 to the digits shown, so that the share $1-1/e$ is first reached at the steps "
    r"2, 10 and 100. For $\alpha=1$ there is no terminal speed: after $t$ steps it is $t\varepsilon g$."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.3.2; own arithmetic"
notes = (r"The exponential function is the one with derivative $\exp$ and the value 1 at 0.",)


def proof(p):
    _share, *cases, endless = conclusion
    p.have(gt(1 - α, 0), signs)
    p.induct(t, eq(velocity(t), -terminal_speed() * (1 - missing)), base=algebra, step=algebra.saying("the update rule"))
    lemmas.show_exponential(p)
    lemmas.show_decay(p, degree=6)
    for i in (5, 6):
        p.instance(lemmas.beside_decay(i), {u: 1}, by=signs)
    for case, (decay, times) in zip(cases[:3], COMMON.items(), strict=True):
        p.prove(case, by=lambda a=decay, n=times: _at(p, a, n))
    for case, (decay, ends) in zip(cases[3:], DECAY_TIME.items(), strict=True):
        p.prove(case, by=lambda a=decay, ends=ends: lemmas.show_decay_time(p, a, *map(Rational, ends)))
    law = eq(undamped(t), -t * plain)
    p.prove(endless, by=lambda: p.induct(t, law, base=algebra, step=algebra.saying("nothing is forgotten")))


def _at(p, decay, times):
    p.show(eq(terminal_speed(), times * plain), by=algebra.saying("1/(1 - α)"))
    for count in (times - 1, times):
        _power(p, decay, count)
    p.show(gt(missing.xreplace({t: times - 1}), exp(-1)), by=sign(degree=1, words="not yet"))
    p.show(ge(exp(-1), missing.xreplace({t: times})), by=sign(degree=1, words="reached"))


def _power(p, decay, count):
    """The number of the fact that says what the power is, found from the power of half the exponent."""
    if count == 1:
        return p.number(eq(α, decay).data)
    parts = _power(p, decay, count // 2), _power(p, decay, 1)
    return p.have(eq(missing.xreplace({t: count}), decay**count), using(*parts))


def shares(momentum):
    """The speeds of a run under the gradient 1 with the step size 1/10, as shares of the speed at its end."""
    speeds = -motion(Momentum(0.1, momentum), constant(1.0), 2500).velocities.ravel()
    return speeds / speeds[-1], speeds[-1] / 0.1


def undamped_speed(momentum):
    """The same speed at the end with momentum 1, a schedule because the optimizer refuses it as a number."""
    return exactly(shares(lambda k: 1.0)[1], 2500)


def still_missing(momentum, steps):
    return exactly(1 - shares(momentum)[0][steps], steps)


def measured_decay_time(momentum, steps=10):
    """In how many steps the missing share falls to 1/e of itself, from its fall between step 0 and step 10."""
    return exactly(-steps / np.log(still_missing(momentum, steps).value), steps)


def steps_needed(momentum):
    """The first step with the share 1 - 1/e of the speed at the end."""
    return exactly(int(np.argmax(shares(momentum)[0] >= 1 - np.exp(-1))), 2500)


OVER = {α: tuple(COMMON)}
experiment = (
    Experiment(
        quantity="speed at the end over gradient descent's",
        measure=lambda momentum: exactly(shares(momentum)[1], 2500),
        predicted=terminal_speed() / plain,
        rival=1 + α,
        rival_means="the first two steps only",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="speed at the end, or after 2500 steps, over gradient descent's",
        measure=lambda momentum: exactly(shares(momentum)[1], 2500),
        predicted=terminal_speed() / plain,
        control=undamped_speed,
        rival_means="α = 1, where the speed grows without end",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="decay time",
        measure=measured_decay_time,
        predicted=-1 / log(α),
        rival=1 / (1 - α),
        rival_means="decay in continuous time",
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
    axis.axhline(1 - np.exp(-1), linestyle="--", color=COLOURS["faint"], linewidth=0.8)
    axis.set_xscale("log")
    axis.set_ylim(0, 1.05)
    axis.set_xlabel("step $t$")
    axis.set_ylabel("share of the terminal speed")
    axis.legend(loc="lower right")
