"""Steps below 1/λ are monotone, below 2/λ oscillate and converge, above diverge"""

from qedescent.analytic.notation import ε, λ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.trajectory import on_quadratic
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign
from qedescent.proofs.language.formulas import both, eq, gt, implies, ne
from qedescent.proofs.language.symbols import real

ID = "lr-oscillation-thresholds"

x = real("x")
after = iteration_matrix(sgd)[0, 0] * x
shrinks, grows = gt(x**2, after**2), gt(after**2, x**2)

given = (λ > 0, ε > 0, ne(x, 0))
conclusion = (
    implies(ε * λ < 1, both(gt(after * x, 0), shrinks)),
    implies([ε * λ > 1, ε * λ < 2], both(gt(0, after * x), shrinks)),
    implies(ε * λ > 2, both(gt(0, after * x), grows)),
    implies(eq(ε * λ, 2), eq(after, -x)),
)
claim = (
    r"One step along an eigenvector of curvature $\lambda$ keeps the side of the minimum and comes closer for "
    r"$\varepsilon\lambda<1$, crosses it and comes closer for $1<\varepsilon\lambda<2$, crosses it and goes away for "
    r"$\varepsilon\lambda>2$, and at $\varepsilon\lambda=2$ only changes sides."
)
source = "Own derivation; the thresholds are classical"


def proof(p):
    monotone, oscillating, diverging, edge = conclusion
    sure = sign(degree=3, words="signs of the factors")
    p.prove(monotone, by=sure)
    p.prove(oscillating, by=sure)
    p.prove(diverging, by=sure)
    p.prove(edge, by=algebra)


def crossings(step_size):
    """How often 50 steps on θ²/2 from 1 cross the minimum."""
    path = on_quadratic(SGD(step_size), 1.0, 1.0, 50)[:, 0]
    return exactly(float((path[1:] * path[:-1] < 0).sum()), 50)


def distance(step_size):
    """The distance from the minimum after 50 steps from 1."""
    return exactly(abs(on_quadratic(SGD(step_size), 1.0, 1.0, 50)[-1, 0]), 50)


experiment = (
    Experiment(
        quantity="crossings of the minimum in 50 steps",
        measure=crossings,
        predicted=lambda ε: 0 if ε < 1 else 50,
        rival=lambda ε: 0 if ε < 2 else 50,
        rival_means="oscillation only beyond the stability limit",
        over={ε: (0.5, 1.5, 2.0, 2.1)},
    ),
    Experiment(
        quantity="distance after 50 steps",
        measure=distance,
        predicted=abs(1 - ε) ** 50,
        rival=abs(1 - ε / 2) ** 50,
        rival_means="thresholds twice as large",
        over={ε: (0.5, 1.5, 2.0, 2.1)},
        tolerance=1e-9,
    ),
)


def figure(axis):
    """Twelve steps on a parabola of curvature 1 with step sizes 0.5, 1.5 and 2.1: monotone, oscillating, diverging."""
    from qedescent.proofs.report.figure import COLOURS

    for step_size, colour in ((0.5, "measured"), (1.5, "further"), (2.1, "rival")):
        path = on_quadratic(SGD(step_size), 1.0, 1.0, 12)[:, 0]
        axis.plot(range(13), path, "o-", color=COLOURS[colour], markersize=4, label=rf"$\varepsilon\lambda={step_size}$")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.set_xlabel("step")
    axis.set_ylabel(r"$\theta$")
    axis.legend()
