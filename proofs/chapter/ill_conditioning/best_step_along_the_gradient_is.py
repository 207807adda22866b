"""The best step along the gradient is ‖g‖²/⟨g, Hg⟩"""

from sympy import Integer

from qedescent.analytic.notation import L, ε, μ
from qedescent.numeric.measure.best_step import best_step
from qedescent.numeric.measure.cost_change import quadratic_cost_change
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

ID = "optimal-step-quadratic"

H = function("H", "vec", "vec")
g, x = vector("g x")
η = real("η")
best = norm2(g) / dot(g, H(g))


def change(step):
    """What a step along the gradient does to a quadratic cost (taylor-step-change)."""
    return -step * norm2(g) + step**2 / 2 * dot(g, H(g))


decrease = norm2(g) ** 2 / (2 * dot(g, H(g)))

given = (
    forall(x, ge(dot(x, H(x)), μ * norm2(x))),
    forall(x, ge(L * norm2(x), dot(x, H(x)))),
    μ > 0,
    gt(norm2(g), 0),
    gt(dot(g, H(g)), 0),
    gt(L, 0),
)
conclusion = (
    eq(change(best), -decrease),
    forall(ε, ge(change(ε), -decrease)),
    ge(best, 1 / L),
    ge(1 / μ, best),
    eq(change(2 * best), 0),
)
claim = (
    r"Along the gradient of a quadratic cost with Hessian $H$, $\mu I\preceq H\preceq LI$, no step does better than "
    r"$\varepsilon^*=g^\top g/g^\top Hg$, which lowers the cost by $(g^\top g)^2/(2g^\top Hg)$. It lies between $1/L$ and "
    r"$1/\mu$, and twice that step changes nothing."
)
source = "Goodfellow, Bengio and Courville 2016, equation 4.10; Rayleigh quotient"


def proof(p):
    attained, least, above, below, even = conclusion
    soft, stiff = given[:2]
    p.show(attained, by=algebra)
    p.prove(least, by=sign(ε - best, words="the difference is ⟨g, Hg⟩/2 times a square"))
    p.instance(soft, {x: g})
    p.instance(stiff, {x: g})
    p.show(above, by=signs.saying("the Rayleigh quotient is at most L"))
    p.show(below, by=signs.saying("the Rayleigh quotient is at least μ"))
    p.show(even, by=algebra)


def searched():
    """Line search along the gradient (1, 1) of the quadratic with curvatures 1 and 4."""
    return best_step((1.0, 1.0), (1.0, 4.0))


instance = {norm2(g): Integer(2), dot(g, H(g)): Integer(5)}  # what the searched quadratic has there
experiment = Experiment(
    quantity="best step by line search",
    measure=searched,
    predicted=best.xreplace(instance),
    rival=(best / 2).xreplace(instance),
    rival_means="the second-order term without its factor 1/2",
    tolerance=1e-6,
)


def figure(axis):
    """Change of the cost along the gradient: lowest at the best step, zero again at twice that."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 100 for i in range(101)]
    axis.plot(steps, [-2 * s + 2.5 * s**2 for s in steps], color=COLOURS["predicted"], label="formula")
    axis.plot(steps[4::8], [quadratic_cost_change(s).value for s in steps[4::8]], "o", color=COLOURS["measured"], label="measured")
    for x, name in ((0.4, r"$\varepsilon^*$"), (0.8, r"$2\varepsilon^*$")):
        axis.axvline(x, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
        axis.annotate(name, (x, 0.2), ha="center")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel("change of the cost")
    axis.legend()
