"""Heavy ball is stable exactly for 0 < ελ < 2(1 + α)"""

from sympy import Poly, sqrt

from qedescent.analytic.notation import z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum
from qedescent.analytic.stability import discriminant
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import contraction, observed_matrix
from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import eq, forall, iff, roots_within
from qedescent.proofs.language.symbols import real

ID = "hb-stability-region"

χ = characteristic_polynomial(momentum)
bound = 2 * (1 + α) / λ
stable = roots_within(χ, z)
a = real("a")
factored = (ε * λ - (1 - a) ** 2) * (ε * λ - (1 + a) ** 2)

given = (λ > 0, α >= 0, α < 1)
conclusion = (
    *iff(stable, (ε > 0, ε < bound)),
    forall(a, eq(discriminant(χ), factored), given=[eq(a**2, α)]),
)
claim = (
    r"On $f(\theta)=\lambda\theta^2/2$ heavy ball converges from every start, that is, both roots of its characteristic "
    r"polynomial lie inside the unit circle, exactly when $0<\varepsilon<2(1+\alpha)/\lambda$: a step $1+\alpha$ times as "
    r"long as gradient descent's. With $a=\sqrt\alpha$ the discriminant factors, so the roots are complex, of modulus "
    r"$a$, for $(1-a)^2<\varepsilon\lambda<(1+a)^2$."
)
source = "Polyak 1964; own derivation by Jury's criterion"


def proof(p):
    forward, backward, factors = conclusion
    p.calc(χ).equals(z**2 - (1 + α - ε * λ) * z + α, by=algebra)
    p.prove(forward, by=jury_margins)
    p.prove(backward, by=jury_criterion)
    p.prove(factors, by=algebra)


def longest(momentum, curvature):
    """The step size up to which runs stay bounded, by bisection."""
    return largest_stable_step(lambda e: Momentum(e, momentum), curvature, steps=3000, resolution=2e-3)


def growth(step_size, momentum, curvature):
    """The factor by which the error shrinks or grows in a step, over many steps."""
    return contraction(Momentum(step_size, momentum), curvature, steps=2**26)


def spread_of_roots(step_size, momentum, curvature):
    """tr² − 4 det of the matrix of one step, which is the discriminant of its characteristic polynomial."""
    matrix = observed_matrix(Momentum(step_size, momentum), curvature)
    trace, rest = matrix.trace(), matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]
    return exactly(trace**2 - 4 * rest)


def largest_root(**point):
    """The larger modulus of the two roots of χ."""
    at = {s: point[str(s)] for s in (ε, α, λ)}
    return max(abs(root) for root in Poly(χ.xreplace(at), z).nroots())


OVER = {ε: (0.05, 0.5, 2.0, 2.99, 3.01, 3.5), α: (0.5,), λ: (1,)}
experiment = (
    Experiment(
        quantity="longest stable step size",
        measure=longest,
        predicted=bound,
        rival=2 / λ,
        rival_means="gradient descent's bound, the momentum forgotten",
        over={λ: (0.1, 10.0), α: (0.2, 0.9)},
    ),
    Experiment(
        quantity="growth a step",
        measure=growth,
        predicted=largest_root,
        rival=abs(1 - ε * λ),
        rival_means="gradient descent's factor",
        over=OVER,
        tolerance=1e-6,
    ),
    Experiment(
        quantity="discriminant",
        measure=spread_of_roots,
        predicted=factored.xreplace({a: sqrt(α)}),
        rival=factored.xreplace({a: α}),
        rival_means="α where its root belongs",
        over=OVER,
        tolerance=1e-9,
    ),
)


def figure(axis):
    """Where runs of heavy ball shrink (dots) and where they grow (crosses): the border is 2(1 + α), above gradient descent's
    2 (dashed). In the shaded region the roots are complex and the error shrinks by √α a step, whatever the step size."""
    from qedescent.proofs.report.figure import COLOURS

    decays, products = [i / 20 for i in range(20)], [i / 5 + 0.1 for i in range(21)]
    tried = [(d, x, growth(x, d, 1.0).value < 1) for d in decays for x in products]
    fine = [i / 400 for i in range(401)]
    low, high = ([(1 + side * d**0.5) ** 2 for d in fine] for side in (-1, 1))
    axis.fill_between(fine, low, high, color=COLOURS["band"], alpha=0.6, linewidth=0)
    for stable, mark, shade in ((True, "o", "measured"), (False, "x", "rival")):
        points = [(d, x) for d, x, shrinks in tried if shrinks == stable]
        axis.plot(*zip(*points, strict=True), mark, color=COLOURS[shade], markersize=3)
    axis.plot(fine, [2 * (1 + d) for d in fine], "-", color=COLOURS["predicted"])
    axis.axhline(2, linestyle="--", color=COLOURS["faint"], linewidth=1.2)
    axis.set_ylim(0, 4.4)
    axis.set_xlabel(r"momentum $\alpha$")
    axis.set_ylabel(r"$\varepsilon\lambda$")
