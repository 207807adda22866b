"""The weights of the velocity sum to 1/(1 − α), not to 1"""

from sympy import Sum

from qedescent.analytic.notation import g, k, n, v, α, ε
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.motion import constant, motion
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.distances import stays_below
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.finders.telescoping import telescoping
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import natural, sequence

ID = "momentum-is-not-an-average"

j = natural("j")
velocity, average, gradient = sequence("v a g")
total = 1 / (1 - α)


def weights(count):
    """The sum of the weights 1, α, α², ... of the last `count` gradients."""
    return Sum(α**j, (j, 0, count - 1))


summed = (1 - α**n) / (1 - α)
moves = forall(k, eq(velocity(k + 1), next_values(momentum)[v].xreplace({v: velocity(k), g: gradient(k)})))
averages = forall(k, eq(average(k + 1), α * average(k) + (1 - α) * gradient(k)))
rescaled = eq(average(n), -(1 - α) / ε * velocity(n))
not_negative = forall(n, ge(α**n, 0))
given = (α >= 0, α < 1)
conclusion = (
    forall(n, eq(weights(n), summed)),
    tends_to(n, weights(n), total),
    implies(α > 0, forall(n, gt(weights(n + 2), 1))),
    tends_to(n, (1 - α) * weights(n), 1),
    implies([ε > 0, eq(velocity(0), 0), eq(average(0), 0), moves, averages], forall(n, rescaled)),
)
claim = (
    r"For $0\le\alpha<1$ the weights $\alpha^j$ that the velocity gives to the last $n$ gradients sum to "
    r"$(1-\alpha^n)/(1-\alpha)$, which tends to $1/(1-\alpha)$. For $\alpha>0$ the sum exceeds 1 from the second step on: the "
    r"velocity is an exponentially decaying sum. Only $-(1-\alpha)/\varepsilon$ times it is the moving average "
    r"$a\leftarrow\alpha a+(1-\alpha)g$ of the gradients, whose weights sum to 1 in the limit."
)
source = "Geometric sum; own wording of what the book's section 8.3.2 calls a moving average"
notes = (
    r"The seed notes, like the book, call the velocity a moving average of gradients. Read as an average it would lead to a "
    r"terminal speed of $\varepsilon\|g\|$ instead of $\varepsilon\|g\|/(1-\alpha)$.",
)


def proof(p):
    closed, limit, above_one, whole, moving = conclusion
    p.prove(closed, by=telescoping.saying("a geometric sum telescopes"))
    p.induct(n, ge(α**n, 0), base=signs, step=signs, say="powers of a number that is not negative")
    show_limit(p, limit, total, α, by=lambda: _near(p, weights(n), total, total * α**n))
    p.prove(above_one, by=lambda: _grows(p))
    show_limit(p, whole, 1, α, by=lambda: _near(p, (1 - α) * weights(n), 1, α**n))
    p.prove(moving, by=lambda: p.induct(n, rescaled, base=algebra, step=algebra.saying("both rules, rescaled")))


def _near(p, value, limit, distance):
    p.instance(not_negative, {n: n})
    stays_below(p, value, limit, distance, by=algebra.saying("the geometric sum"))


def _grows(p):
    more = gt(weights(n + 2), 1)
    p.induct(n, more, base=signs, step=lambda: _adds(p, more), say="1 + α > 1, and no later weight is negative")


def _adds(p, more):
    p.instance(not_negative, {n: n + 2})
    p.have(gt(weights(n + 3), 1), sign())


def total_weight(steps, momentum):
    """How many gradients the velocity holds after so many steps under one constant gradient, the step size taken out."""
    step_size, gradient = 0.1, 0.7
    path = motion(Momentum(step_size, momentum), constant(gradient), steps)
    return exactly(-path.velocity().value / (step_size * gradient), steps)


OVER = {α: (0.5, 0.9, 0.99)}
experiment = (
    Experiment(
        quantity="sum of the weights",
        measure=total_weight,
        predicted=summed,
        rival=(1 - α) * summed,
        rival_means="the weights of a moving average",
        over={n: (1, 2, 10, 100), **OVER},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="sum of the weights after 4000 steps",
        measure=lambda momentum: total_weight(4000, momentum),
        predicted=total,
        rival=1,
        rival_means="the weights of an average",
        over=OVER,
        tolerance=1e-12,
    ),
)


def figure(axis):
    """The sum of the weights of past gradients, measured under a constant gradient: with momentum it grows to 1/(1 − α)
    times the weight of one gradient (dashed), where a moving average would stay at or below 1."""
    from qedescent.proofs.report.figure import COLOURS

    counts = range(41)
    for decay, shade, mark in ((0.5, "further", "s"), (0.8, "band", "^"), (0.9, "measured", "o")):
        found = [total_weight(count, decay).value for count in counts]
        axis.plot(counts, found, mark, color=COLOURS[shade], markersize=4, label=rf"$\alpha={decay}$")
        axis.axhline(1 / (1 - decay), linestyle="--", color=COLOURS["predicted"], linewidth=0.8)
    average = [1 - 0.9**count for count in counts]
    axis.plot(counts, average, ":", color=COLOURS["rival"], label=r"moving average, $\alpha=0.9$")
    axis.set_xlabel("steps $n$")
    axis.set_ylabel("sum of the weights")
    axis.legend(loc="center right", bbox_to_anchor=(1, 0.69))
