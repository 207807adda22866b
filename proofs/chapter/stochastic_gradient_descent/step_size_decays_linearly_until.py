"""The step size decays linearly until iteration τ and is constant after"""

from sympy import Rational

from qedescent.analytic.notation import k
from qedescent.analytic.schedules import linear_part
from qedescent.numeric.evidence import exactly
from qedescent.numeric.schedules import linear_decay
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import real, sequence

ID = "linear-decay-schedule"

first, last, τ, x = real("ε0 ετ τ x")
ε, s = sequence("ε s")  # the schedule, and one without a = k/τ, with the same a for every k
a = real("a")
line = linear_part(first, last, τ, k)
straight = linear_part(first, last, τ, x)

given = (
    τ > 0,
    last > 0,
    first > last,
    forall(k, eq(ε(k), line), given=[ge(τ, k)]),
    forall(k, eq(ε(k), last), given=[gt(k, τ)]),
    forall(k, eq(s(k), (1 - a) * first + a * last)),
)
crossing = τ / (1 - last / first)
conclusion = (
    eq(ε(0), first),
    forall(k, eq(ε(k), last), given=[eq(k, τ)]),
    forall(k, gt(ε(k), ε(k + 1)), given=[ge(τ, k + 1)]),
    forall(k, ge(ε(k), last)),
    forall(x, gt(x, crossing), given=[gt(0, straight)]),
    forall(x, gt(0, straight), given=[gt(x, crossing)]),
    implies(eq(100 * last, first), eq(crossing, Rational(100, 99) * τ)),
    forall(k, eq(s(k), s(0))),
)
claim = (
    r"With $a=k/\tau$ the schedule $\varepsilon_k=(1-a)\varepsilon_0+a\varepsilon_\tau$ for $k\le\tau$ and "
    r"$\varepsilon_k=\varepsilon_\tau$ after, $\varepsilon_0>\varepsilon_\tau>0$, starts at $\varepsilon_0$, decreases to "
    r"$\varepsilon_\tau$ at $k=\tau$ and never falls below it. The line itself is negative exactly beyond "
    r"$k=\tau/(1-\varepsilon_\tau/\varepsilon_0)$, which is $\frac{100}{99}\tau$ where $\varepsilon_\tau$ is 1 % of "
    r"$\varepsilon_0$, so the tail is needed. With one $a$ for all $k$ the formula is constant in $k$."
)
source = "Goodfellow, Bengio and Courville 2016, equation 8.14"
notes = ("The notes use α for the interpolation weight here and for the momentum elsewhere; as one number it stops the decay.",)


def proof(p):
    begin, end, falls, floor, forward, backward, percent, same = conclusion
    before, after, _ = given[3:]
    p.have(ge(τ, 0), signs)
    p.instance(before, {k: 0}, by=signs)
    p.show(begin, by=algebra)
    p.prove(end, by=lambda: _at_the_end(p, before))
    p.prove(falls, by=lambda: _falls(p, before))
    p.prove(floor, by=lambda: _never_below(p, before, after))
    p.have(gt(first, 0), signs)
    p.have(gt(1 - last / first, 0), dividing_by(first))
    p.prove(forward, by=lambda: _crosses(p, gt(x, crossing), [τ, 1 / first, 1 / (1 - last / first)]))
    p.prove(backward, by=lambda: _crosses(p, gt(0, straight), [first, 1 - last / first, 1 / τ]))
    p.prove(percent, by=algebra)
    p.prove(same, by=algebra)


def _at_the_end(p, before):
    p.instance(before, {k: k}, by=signs)
    p.show(eq(ε(k), last), by=algebra.saying("k/τ = 1"))


def _falls(p, before):
    p.instance(before, {k: k}, by=signs)
    p.instance(before, {k: k + 1}, by=signs)
    p.have(gt(1 / τ, 0), signs)
    p.have(gt((first - last) / τ, 0), signs)
    gap = p.show(eq(ε(k) - ε(k + 1), (first - last) / τ), by=algebra.saying("the slope of the line"))
    p.step("combine", goal=gt(ε(k), ε(k + 1)).data, sum=[[1, p.number(gt((first - last) / τ, 0).data)]], **{"with": [[1, gap]]})


def _never_below(p, before, after):
    goal = ge(ε(k), last)
    p.either(k, τ, goal, greater=lambda: _tail(p, after, goal), otherwise=lambda: _head(p, before, goal))


def _tail(p, after, goal):
    p.instance(after, {k: k})
    p.show(goal, by=signs.saying("constant after τ"))


def _head(p, before, goal):
    p.instance(before, {k: k})
    p.have(ge((first - last) * (τ - k) / τ, 0), sign(degree=2))
    gap = p.show(eq(ε(k) - last, (first - last) * (τ - k) / τ), by=algebra.saying("above the end of the line"))
    amount = p.number(ge((first - last) * (τ - k) / τ, 0).data)
    p.step("combine", goal=goal.data, sum=[[1, amount]], **{"with": [[1, gap]]}, say="the line has not ended")


def _crosses(p, goal, factors):
    """The line is first (1 - last/first)/τ times the distance to the crossing."""
    premise = len(p.facts) - 1
    combine(p, goal, [[1, premise, *(p.have(gt(t, 0), signs) for t in factors)]], say="multiplied by positive numbers")


def scheduled(steps):
    """The running schedule from 1 to 1/100 until iteration 100."""
    return exactly(linear_decay(1.0, 0.01, 100)(steps), steps)


def _line(at):
    return line.xreplace({**values, k: at})


def _schedule(at):
    return _line(at) if at <= values[τ] else values[last]


values = {first: 1, last: Rational(1, 100), τ: 100}
counts = {"k": (0, 50, 100, 102, 200)}
experiment = (
    Experiment(
        quantity="ε_k",
        measure=scheduled,
        predicted=lambda k: _schedule(k),
        rival=lambda k: _line(k),
        rival_means="the straight line without its tail",
        over=counts,
        tolerance=1e-12,
    ),
    Experiment(
        quantity="ε_k, read literally",
        measure=scheduled,
        predicted=lambda k: _schedule(k),
        rival=lambda k: Rational(1, 10) * values[first] + Rational(9, 10) * values[last],
        rival_means="α for the momentum 0.9 in place of k/τ: 0.1 ε₀ + 0.9 ε_τ for every k",
        over=counts,
        tolerance=1e-12,
    ),
)


def figure(axis):
    """The schedule from ε₀ = 1 to ε_τ = 0.01 at τ = 100, and the line without its tail, which turns negative."""
    from qedescent.proofs.report.figure import COLOURS

    steps = range(161)
    schedule = linear_decay(1.0, 0.01, 100)
    axis.plot(steps, [schedule(i) for i in steps], color=COLOURS["measured"], label="schedule")
    axis.plot(steps, [1 - 0.99 * i / 100 for i in steps], color=COLOURS["rival"], linestyle="--", label="line without its tail")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.set_xlabel("iteration $k$")
    axis.set_ylabel(r"step size $\varepsilon_k$")
    axis.legend()
