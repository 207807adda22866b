"""The velocity is a sum of past gradients with weights αʲ"""

from sympy import Integer, Rational, Sum

from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.numeric.measure.motion import motion, of_the_step
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import both, eq, forall, implies
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "momentum-update-unrolled"

position, velocity = sequence("θ v")
place, change = sequence("x w")
gradient = function("g")
j, m = natural("j m")
y = real("y")


def step(target, at=position, moving=velocity, i=k):
    """The rule's next value of θ or v after the step number i, whose gradient is g(i)."""
    return next_values(momentum)[target].xreplace({v: moving(i), θ: at(i), g: gradient(i + 1)})


def memory(steps, newest):
    """The sum of αʲ g(newest - j) over the last `steps` gradients."""
    return Sum(α**j * gradient(newest - j), (j, 0, steps - 1))


shifted = eq(memory(m + 1, y), gradient(y) + α * memory(m, y - 1))
unrolled = α**n * velocity(0) - ε * memory(n, n)


def without_velocity(at):
    """The iterate number k + 2 as two earlier ones and a gradient give it."""
    return at(k + 1) - ε * gradient(k + 2) + α * (at(k + 1) - at(k))


follows = forall(k, eq(place(k + 2), without_velocity(place)))
changes = forall(k, eq(change(k + 1), place(k + 1) - place(k)))
same_rule = forall(k, both(*(eq(f(k + 2), step(x, place, change, k + 1)) for f, x in ((change, v), (place, θ)))))

given = (forall(k, eq(velocity(k + 1), step(v))), forall(k, eq(position(k + 1), step(θ))))
conclusion = (
    forall(n, eq(velocity(n), unrolled)),
    forall(k, eq(position(k + 2), without_velocity(position))),
    implies([follows, changes], same_rule),
)
claim = (
    r"With $v\leftarrow\alpha v-\varepsilon g$ and $\theta\leftarrow\theta+v$ the velocity after $n$ steps is "
    r"$\alpha^nv_0-\varepsilon\sum_{j<n}\alpha^jg_{n-j}$, coordinate by coordinate and for any gradients $g_1,g_2,\dots$; "
    r"the velocity can be left out, and the rule then adds to the gradient step $\alpha$ times the last change of $\theta$. "
    r"This is the same rule: any sequence $x$ with this recursion follows the rule, its changes $w$ being the velocity."
)
source = "Goodfellow, Bengio and Courville 2016, equations 8.15 and 8.16; Polyak 1964; own induction"
notes = (
    r"The seed notes print $\Delta_\theta$ for $\nabla_\theta$ in the rule; the Laplacian is a number, and the right side "
    r"must be a vector.",
    r"The gradients are written as a function of a real number, of which only the values at $1,2,3,\dots$ are used.",
)


def proof(p):
    _sum, two_steps, converse = conclusion
    older = "every past gradient is one step older"
    p.prove(forall(y, forall(m, shifted)), by=lambda: p.induct(m, shifted, base=algebra, step=algebra, say=older))
    law = eq(velocity(n), unrolled)
    p.induct(n, law, base=algebra, step=lambda: _one_more(p))
    p.prove(two_steps, by=algebra.saying("the last change of θ is the velocity"))
    p.prove(converse, by=lambda: p.prove(same_rule, by=algebra.saying("the velocity is the last change")))


def _one_more(p):
    older = p.instance(forall(y, forall(m, shifted)), {y: n + 1})
    p.instance(older, {m: n})
    p.show(eq(velocity(n + 1), unrolled.xreplace({n: n + 1})), by=algebra.saying("the update rule"))


START = {position(0): Integer(2), velocity(0): Rational(3, 4)}
OVER = {n: (1, 2, 10, 40), α: (0.5, 0.9), ε: (0.125,)}


def drawn(i):
    """Gradients without a pattern: whole numbers between -50 and 50."""
    return 37 * i**2 % 101 - 50


def moved(steps, step_size, momentum):
    """The running optimizer under the drawn gradients, from a position and a velocity that are not 0."""
    place, speed = (float(x) for x in START.values())
    return motion(Momentum(step_size, momentum), of_the_step(drawn), steps, place, speed)


def summed(weighed=drawn):
    """The claim's first formula for these gradients."""
    return lambda **point: unrolled.xreplace(_values(point)).doit().replace(gradient, weighed).xreplace(START)


def rolled(first, delay=0):
    """The claim's second formula, step after step from the start and the first step."""

    def place(**point):
        places = [START[position(0)], first.xreplace({k: Integer(0)}).replace(gradient, drawn).xreplace(START)]
        for i in range(point["n"] - 1):
            after = without_velocity(position).xreplace({k: Integer(i)}).replace(gradient, lambda x: drawn(x - delay))
            places.append(after.replace(position, lambda x: places[x]))
        return places[point["n"]].xreplace(_values(point))

    return place


def _values(point):
    return {s: point[str(s)] for s in OVER}


experiment = (
    Experiment(
        quantity="velocity",
        measure=lambda **point: moved(**point).velocity(),
        predicted=summed(),
        rival=summed(lambda i: drawn(i - 1)),
        rival_means="every gradient taken one step too old",
        over=OVER,
        tolerance=1e-14,
    ),
    Experiment(
        quantity="position",
        measure=lambda **point: moved(**point).position(),
        predicted=rolled(first=step(θ)),
        rival=rolled(first=position(k) + velocity(k), delay=1),
        rival_means="the position moved by the velocity before its update",
        over=OVER,
        tolerance=1e-14,
    ),
)


def figure(axis):
    """What one gradient still adds to the velocity, j steps after it was seen, relative to the step size: measured by a
    single gradient of −1 after which there are none, and the weights of the formula."""
    from qedescent.proofs.report.figure import COLOURS

    ages = range(31)
    for decay, shade, mark in ((0.5, "further", "s"), (0.8, "rival", "^"), (0.9, "measured", "o")):
        path = motion(Momentum(0.1, decay), of_the_step(lambda i: -1.0 if i == 1 else 0.0), len(ages))
        axis.plot(ages, [decay**age for age in ages], "--", color=COLOURS["predicted"], linewidth=0.8)
        axis.plot(ages, path.velocities[1:] / 0.1, mark, color=COLOURS[shade], markersize=4, label=rf"$\alpha={decay}$")
    axis.plot([], [], "--", color=COLOURS["predicted"], linewidth=0.8, label=r"$\alpha^j$")
    axis.set_xlabel("steps $j$ since the gradient")
    axis.set_ylabel("weight in the velocity")
    axis.legend()
