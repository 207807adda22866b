"""A gradient step changes a quadratic cost by −ε‖g‖² + ε²⟨g, Hg⟩/2"""

from sympy import Integer, Rational

from qedescent.analytic.notation import ε
from qedescent.numeric.measure.cost_change import quadratic_cost_change, remainder_order
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, iff
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

ID = "taylor-step-change"

H = function("H", "vec", "vec")
J = function("J", "real", "vec")
θ, g, b, x, y = vector("θ g b x y")
a, c = real("a c")
half = Rational(1, 2)
change = -ε * norm2(g) + ε**2 / 2 * dot(g, H(g))
limit = 2 * norm2(g) / dot(g, H(g))

given = (
    forall((x, y, a), eq(H(x + a * y), H(x) + a * H(y))),
    forall((x, y), eq(dot(x, H(y)), dot(H(x), y))),
    forall(x, eq(J(x), c + dot(b, x) + half * dot(x, H(x)))),
    eq(g, b + H(θ)),
    dot(g, H(g)) > 0,
    ε > 0,
)
conclusion = (eq(J(θ - ε * g) - J(θ), change), *iff(J(θ - ε * g) > J(θ), ε > limit))
claim = (
    r"For a quadratic cost $J(\theta)=c+b^\top\theta+\tfrac12\theta^\top H\theta$ with gradient $g=b+H\theta$ a gradient "
    r"step changes the cost by exactly $-\varepsilon g^\top g+\tfrac12\varepsilon^2g^\top Hg$. Where $g^\top Hg>0$ the "
    r"step raises the cost exactly when $\varepsilon>2g^\top g/g^\top Hg$."
)
source = "Goodfellow, Bengio and Courville 2016, equations 4.9 and 8.10"


def proof(p):
    linear, symmetric, cost, *_ = given
    exact, forward, backward = conclusion
    line = p.instance(linear, {x: θ, a: -ε, y: g})
    swap = p.instance(symmetric, {x: g, y: θ})
    end, start = p.instance(cost, {x: θ - ε * g}), p.instance(cost, {x: θ})
    p.show(eq(H(θ - ε * g), H(θ) - ε * H(g)), by=using(line, words="H is linear"))
    p.show(eq(dot(g, H(θ)), dot(H(g), θ)), by=using(swap, words="H is symmetric"))
    slope = p.show(eq(b, g - H(θ)), by=algebra.saying("the gradient at θ"))
    p.show(exact, by=using(end, start, line, swap, slope, words="inserting the cost and the gradient"))
    p.prove(forward, by=signs.saying("dividing by ε⟨g, Hg⟩/2 > 0"))
    p.prove(backward, by=signs.saying("multiplying by ε⟨g, Hg⟩/2 > 0"))


instance = {norm2(g): Integer(2), dot(g, H(g)): Integer(5)}  # what the measured point has
experiment = (
    Experiment(
        quantity="change of a quadratic cost for one step",
        measure=quadratic_cost_change,
        predicted=change.xreplace(instance),
        rival=(2 * change + ε * norm2(g)).xreplace(instance),
        rival_means="the factor 1/2 of the second-order term dropped",
        over={ε: (0.1, 0.5, 1.0)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="order in ε of what the expansion leaves on a logistic regression",
        measure=remainder_order,
        predicted=3,
        rival=2,
        rival_means="what would remain if the second-order term were wrong",
        tolerance=0.02,
    ),
)
notes = (
    "On costs that are not quadratic a remainder of order ε³ is left; the measurement shows its order, "
    "the proof does not cover it.",
)


def figure(axis):
    """Change of a quadratic cost against the step size: measured by stepping, and the formula. It turns positive at twice
    the best step."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 100 for i in range(1, 101)]
    axis.plot(steps, [-2 * s + s**2 / 2 * 5 for s in steps], color=COLOURS["predicted"], label="formula")
    measured = [quadratic_cost_change(s).value for s in steps[::5]]
    axis.plot(steps[::5], measured, "o", color=COLOURS["measured"], label="measured")
    axis.plot(steps, [-2 * s for s in steps], color=COLOURS["rival"], linestyle=":", label="first order only")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.axvline(4 / 5, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel("change of the cost")
    axis.legend()
