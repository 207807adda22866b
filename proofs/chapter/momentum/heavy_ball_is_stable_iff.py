"""Heavy ball is stable exactly for 0 < ελ < 2(1 + α)"""

from sympy import I, Poly, Rational, expand, sqrt

from qedescent.analytic.notation import z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum
from qedescent.analytic.stability import discriminant
from qedescent.proofs.chapter.momentum.runs_of_heavy_ball import beyond, growth, longest, spread_of_roots
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import both, eq, forall, gt, iff, implies, roots_within, term
from qedescent.proofs.language.symbols import real

ID = "hb-stability-region"

χ = characteristic_polynomial(momentum)
bound = 2 * (1 + α) / λ
stable = roots_within(χ, z)
a, x, y = real("a x y")
spread = discriminant(χ)
factored = (ε * λ - (1 - a) ** 2) * (ε * λ - (1 + a) ** 2)
between = (ε * λ > (1 - a) ** 2, ε * λ < (1 + a) ** 2)
real_part, imaginary_part = expand(χ.xreplace({z: x + I * y})).as_real_imag()
no_real_root = forall(x, gt(χ.xreplace({z: x}), 0))
on_the_circle = forall((x, y), eq(x**2 + y**2, α), given=[eq(real_part, 0), eq(imaginary_part, 0)])

given = (λ > 0,)
conclusion = (
    *iff(stable, (α > -1, α < 1, ε > 0, ε < bound)),
    forall(a, eq(spread, factored), given=[eq(a**2, α)]),
    forall(a, both(*iff(spread < 0, between)), given=[a > 0, eq(a**2, α)]),
    implies(spread < 0, both(no_real_root, on_the_circle)),
)
claim = (
    r"On $f(\theta)=\lambda\theta^2/2$ heavy ball converges from every start, that is, both roots of its characteristic "
    r"polynomial lie inside the unit circle, exactly when $|\alpha|<1$ and $0<\varepsilon<2(1+\alpha)/\lambda$: a step "
    r"$1+\alpha$ times as long as gradient descent's. With $a=\sqrt\alpha$ the discriminant is "
    r"$(\varepsilon\lambda-(1-a)^2)(\varepsilon\lambda-(1+a)^2)$. Between these two values of $\varepsilon\lambda$ no root is "
    r"real, and both have exactly the modulus $a$, whatever the step size."
)
source = "Polyak 1964; own derivation by Jury's criterion"
notes = (
    r"A root $x+\mathrm iy$ is written as its real and imaginary part, so that its modulus is $x^2+y^2=\alpha$.",
    r"A negative $\alpha$, which algorithm 8.2 excludes, is part of the claim: it shortens the longest stable step.",
)


def proof(p):
    forward, backward, factors, region, modulus = conclusion
    p.calc(χ).equals(z**2 - (1 + α - ε * λ) * z + α, by=algebra)
    p.prove(forward, by=jury_margins)
    p.prove(backward, by=jury_criterion)
    p.prove(factors, by=algebra)
    p.prove(region, by=lambda: _region(p, factors))
    p.prove(modulus, by=lambda: _modulus(p))


def _region(p, factors):
    """4a times the first factor is its square less the product; -4a times the second likewise."""
    p.instance(factors, {a: a})
    forward, backward = iff(spread < 0, between)
    low, high = ε * λ - (1 - a) ** 2, (1 + a) ** 2 - ε * λ
    p.prove(forward, by=lambda: [p.show(goal, by=_divided(part)) for goal, part in zip(between, (low, high), strict=True)])
    p.prove(backward, by=signs)


def _divided(part):
    return dividing_by(4 * a, by=sign(part), words="4a times it is its square less the discriminant")


def _modulus(p):
    b = Poly(χ, z).coeff_monomial(z)
    p.prove(no_real_root, by=sign(2 * x + b, words="4χ(x) is (2x + b)² less the discriminant"))
    p.prove(on_the_circle, by=lambda: _on_the_circle(p, 2 * x + b))


def _on_the_circle(p, double):
    """y(2x + b) = 0 is the imaginary part; a real part 0 makes y² a positive quantity, so 2x + b = 0."""
    rest = double**2 - spread
    p.have(gt(rest, 0), sign(double))
    zero = p.show(eq(double * rest, 0), by=algebra.saying("4y times the imaginary part"))
    middle = combine(p, eq(double, 0), equations=[[term(1 / rest)[0], zero]], say="dividing by 4y² > 0")
    real_zero = p.number(eq(real_part, 0).data)
    combine(p, eq(x**2 + y**2, α), equations=[["x", middle], [-1, real_zero]], say="the real part, once 2x + b = 0")


def largest_root(**point):
    """The larger modulus of the two roots of χ."""
    at = {s: point[str(s)] for s in (ε, α, λ)}
    return max(abs(root) for root in Poly(χ.xreplace(at), z).nroots())


OVER = {ε: (0.05, 0.5, 2.0, 2.99, 3.01, 3.5), α: (-0.5, 0.5, 0.9), λ: (1,)}
experiment = (
    Experiment(
        quantity="longest stable step size",
        measure=longest,
        predicted=bound,
        rival=2 / λ,
        rival_means="gradient descent's bound, the momentum forgotten",
        over={λ: (0.1, 10.0), α: (-0.4, 0.2, 0.9)},
    ),
    Experiment(
        quantity="growth a step where ελ = 2(1 + α) + 0.01",
        measure=beyond,
        predicted=lambda α: largest_root(ε=2 * (1 + α) + Rational(1, 100), α=α, λ=1),
        rival=1,
        rival_means="a border 0.01 farther out",
        over={α: (-0.4, 0.2, 0.9)},
        tolerance=1e-6,
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
        over={**OVER, α: (0.5, 0.9)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="growth a step where the roots are complex",
        measure=growth,
        predicted=sqrt(α),
        rival=α,
        rival_means="the product of the roots, not its root",
        over={ε: (0.1, 1.0, 2.9), α: (0.5, 0.9), λ: (1,)},
        tolerance=1e-6,
    ),
)


def figure(axis):
    """Where runs of heavy ball shrink (dots) and where they grow (crosses): the border is 2(1 + α), for α > 0 above gradient
    descent's 2 (dashed). In the shaded region the roots are complex and the error shrinks by √α a step, whatever the step."""
    from qedescent.proofs.report.figure import COLOURS

    decays, products = [i / 10 - 0.95 for i in range(20)], [i / 5 + 0.2 for i in range(20)]
    tried = [(d, x, growth(x, d, 1.0).value < 1) for d in decays for x in products]
    fine = [i / 400 for i in range(401)]
    low, high = ([(1 + side * d**0.5) ** 2 for d in fine] for side in (-1, 1))
    axis.fill_between(fine, low, high, color=COLOURS["band"], alpha=0.6, linewidth=0)
    for stable, mark, shade in ((True, "o", "measured"), (False, "x", "rival")):
        points = [(d, x) for d, x, shrinks in tried if shrinks == stable]
        axis.plot(*zip(*points, strict=True), mark, color=COLOURS[shade], markersize=3)
    axis.plot([-1, 1], [0, 4], "-", color=COLOURS["predicted"])
    axis.axhline(2, linestyle="--", color=COLOURS["faint"], linewidth=1.2)
    axis.set_ylim(0, 4.4)
    axis.set_xlabel(r"momentum $\alpha$")
    axis.set_ylabel(r"$\varepsilon\lambda$")
