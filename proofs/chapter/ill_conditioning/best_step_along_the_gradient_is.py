"""The best step along the gradient is ‖g‖²/⟨g, Hg⟩"""

from qedescent.analytic.notation import L, ε, λ, μ
from qedescent.numeric.measure.best_step import best_step, largest_decrease
from qedescent.numeric.measure.cost_change import break_even, quadratic_cost_change
from qedescent.proofs.chapter.ill_conditioning import gradient_step_changes_the_cost_by as step
from qedescent.proofs.chapter.ill_conditioning.gradient_step_changes_the_cost_by import H, J, g, x, θ
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import using
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, iff, implies
from qedescent.proofs.language.symbols import dot, norm2

ID = "optimal-step-quadratic"

curvature = dot(g, H(g))
best = norm2(g) / dot(g, H(g))
decrease = norm2(g) ** 2 / (2 * curvature)


def change(size):
    """What a step of this size does to the cost."""
    return J(θ - size * g) - J(θ)


convex = gt(curvature, 0)
lowers = J(θ - ε * g) < J(θ)
spectrum = (forall(x, ge(dot(x, H(x)), μ * norm2(x))), forall(x, ge(L * norm2(x), dot(x, H(x)))))

given = (*step.quadratic, norm2(g) > 0)
conclusion = (
    forall(ε, eq(change(ε), curvature / 2 * (ε - best) ** 2 - decrease), given=[convex]),
    forall(ε, ge(J(θ - ε * g), J(θ - best * g)), given=[convex]),
    forall(ε, both(*iff(lowers, (ε > 0, ε < 2 * best))), given=[convex]),
    implies([*spectrum, μ > 0, gt(L, 0), convex], both(ge(best, 1 / L), ge(1 / μ, best))),
    forall(ε, gt(J(θ - ε * g), J(θ - (ε + 1) * g)), given=[ge(0, curvature), ε >= 0]),
)
claim = (
    r"Let the cost be quadratic with gradient $g\ne0$ and $g^\top Hg>0$. A step along the gradient leaves it "
    r"$\tfrac12g^\top Hg(\varepsilon-\varepsilon^*)^2$ above its least value on that line: no step does better than "
    r"$\varepsilon^*=g^\top g/g^\top Hg$, which lowers the cost by $(g^\top g)^2/(2g^\top Hg)$, and a step lowers it exactly "
    r"for $0<\varepsilon<2\varepsilon^*$. With $\mu I\preceq H\preceq LI$ the best step lies between $1/L$ and $1/\mu$. "
    r"Where $g^\top Hg\le0$ there is no best step: a longer one is always better."
)
source = "Goodfellow, Bengio and Courville 2016, equation 4.10 and section 8.2.1; Rayleigh quotient"


def proof(p):
    square, least, lower, between, endless = conclusion
    exact = step.show_exact(p)
    p.prove(square, by=lambda: _square(p, exact))
    p.prove(least, by=lambda: _least(p, square))
    p.prove(lower, by=lambda: _lowers(p, exact))
    p.prove(between, by=lambda: _between(p))
    p.prove(endless, by=lambda: _endless(p, exact))


def _square(p, exact):
    law, completed = p.instance(exact, {ε: ε}), curvature / 2 * (ε - best) ** 2 - decrease
    changed = p.calc(change(ε)).equals(step.change, by=using(law, words="the change of a quadratic cost"))
    changed.equals(completed, by=using(words="completing the square")).done()


def _least(p, square):
    p.instance(square, {ε: ε})
    p.instance(square, {ε: best})
    p.show(ge(J(θ - ε * g), J(θ - best * g)), by=sign(ε - best, words="half of g'Hg times a square is left"))


def _lowers(p, exact):
    law = p.instance(exact, {ε: ε})
    changed = p.calc(change(ε)).equals(step.change, by=using(law, words="the change of a quadratic cost"))
    changed.equals(curvature / 2 * ε * (ε - 2 * best), by=using(words="factored")).done()
    forward, backward = iff(lowers, (ε > 0, ε < 2 * best))
    p.prove(forward, by=signs)
    p.prove(backward, by=signs)


def _between(p):
    soft, stiff = spectrum
    p.instance(soft, {x: g})
    p.instance(stiff, {x: g})
    p.show(ge(best, 1 / L), by=signs.saying("the Rayleigh quotient is at most L"))
    p.show(ge(1 / μ, best), by=signs.saying("the Rayleigh quotient is at least μ"))


def _endless(p, exact):
    here, farther = p.instance(exact, {ε: ε}), p.instance(exact, {ε: ε + 1})
    gain = norm2(g) - curvature * (2 * ε + 1) / 2
    lost = eq(J(θ - ε * g) - J(θ - (ε + 1) * g), gain)
    p.show(lost, by=adding(here, farther, words="the changes of both steps"))
    p.show(gt(gain, 0), by=signs)
    p.show(gt(J(θ - ε * g), J(θ - (ε + 1) * g)), by=sign(degree=1))


values = step.instance  # what the measured quadratic has where the step begins
OVER = {λ: (4, 25)}
experiment = (
    Experiment(
        quantity="best step by line search",
        measure=best_step,
        predicted=best.xreplace(values),
        rival=(best / 2).xreplace(values),
        rival_means="the second-order term without its factor 1/2",
        over=OVER,
        tolerance=1e-6,
    ),
    Experiment(
        quantity="largest decrease by line search",
        measure=largest_decrease,
        predicted=decrease.xreplace(values),
        rival=(2 * decrease).xreplace(values),
        rival_means="the decrease without its factor 1/2",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="step that changes nothing",
        measure=break_even,
        predicted=(2 * best).xreplace(values),
        rival=best.xreplace(values),
        rival_means="the best step itself",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="best of the steps up to a longest one, negative curvature",
        measure=lambda curvature, longest: best_step(curvature, longest),
        predicted=lambda longest, **_: longest,
        rival=abs(best).xreplace(values),
        rival_means="the formula where there is no minimum",
        over={λ: (-4,), "longest": (1, 10, 100)},
        tolerance=1e-6,
    ),
)


def figure(axis):
    """Change of the cost along the gradient (curvatures 1 and 4): lowest at the best step, zero again at twice that. With the
    curvatures 1 and −4 there is no best step: the longer, the lower."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 100 for i in range(1, 101)]
    for curvature, shade, mark, name in ((4.0, "measured", "o", r"$g^\top Hg=5$"), (-4.0, "further", "^", r"$g^\top Hg=-3$")):
        axis.plot(steps, [-2 * s + (1 + curvature) * s**2 / 2 for s in steps], "-", color=COLOURS["predicted"])
        found = [quadratic_cost_change(s, curvature).value for s in steps[4::8]]
        axis.plot(steps[4::8], found, mark, color=COLOURS[shade], label=name)
    for at, name in ((0.4, r"$\varepsilon^*$"), (0.8, r"$2\varepsilon^*$")):
        axis.axvline(at, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
        axis.annotate(name, (at + 0.01, 0.5))
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.set_ylim(-1.7, 0.7)
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel("change of the cost")
    axis.legend(loc="lower left")
