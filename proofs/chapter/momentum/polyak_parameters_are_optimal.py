"""Polyak's step size and momentum are the best on quadratics"""

from sympy import Rational

from qedescent.analytic.notation import L, z, α, ε, λ, μ, ρ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum
from qedescent.analytic.stability import jury_margins
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.tuning import best_tuning, spectral_radii
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.finders.stability import jury_criterion
from qedescent.proofs.language.formulas import eq, forall, ge, gt, roots_within
from qedescent.proofs.language.symbols import real

ID = "hb-polyak-optimum"

s, m, q = real("s m q")
rate = (s - m) / (s + m)
best = {ε: 4 / (s + m) ** 2, α: rate**2}
χ = characteristic_polynomial(momentum)
slow, fast = (χ.xreplace({λ: x}) for x in (μ, L))


def tuned(polynomial):
    """The characteristic polynomial at Polyak's step size and momentum."""
    return polynomial.xreplace(best)


given = (m > 0, s >= m, eq(m**2, μ), eq(s**2, L))
conclusion = (
    forall(λ, roots_within(tuned(χ), z, rate, strictly=False), given=[s > m, λ >= μ, λ <= L]),
    eq(tuned(slow), (z - rate) ** 2),
    eq(tuned(fast), (z + rate) ** 2),
    forall(
        (ε, α, ρ),
        ge(ρ, rate),
        given=[ρ > 0, roots_within(slow, z, ρ, strictly=False), roots_within(fast, z, ρ, strictly=False)],
    ),
    forall(q, eq(rate, (q - 1) / (q + 1)), given=[eq(s, q * m), q + 1 > 0]),
)
claim = (
    r"On quadratics with spectrum in $[\mu,L]$ put $m=\sqrt\mu$, $s=\sqrt L$. With $\varepsilon=4/(s+m)^2$ and "
    r"$\alpha=((s-m)/(s+m))^2$ every root of heavy ball's characteristic polynomial has modulus at most $(s-m)/(s+m)="
    r"(\sqrt\kappa-1)/(\sqrt\kappa+1)$, which is $\sqrt\alpha$ and the double root at $\lambda=\mu$. No other step size and "
    r"momentum, of either sign, has all roots in a smaller disc, whatever the condition number; for $\mu=L$ both roots are 0."
)
source = "Polyak 1964; optimality by own derivation from Jury's criterion"


def proof(p):
    attained, double_slow, double_fast, optimal, condition = conclusion
    p.have(gt((s + m) ** 2, 0), signs)
    p.prove(attained, by=lambda: _attained(p, attained))
    p.show(double_slow, by=algebra)
    p.show(double_fast, by=algebra)
    p.prove(optimal, by=lambda: _optimal(p))
    p.prove(condition, by=algebra)


def _attained(p, attained):
    """The margins at the rate are 4(s - m)(λ - μ)/(s + m)³, 4(s - m)(L - λ)/(s + m)³ and 0."""
    p.have(gt(rate, 0), signs)
    scale = 4 * (s - m) / (s + m) ** 3
    for margin, form in zip(jury_margins(tuned(χ), rate), (scale * (λ - μ), scale * (L - λ), 0), strict=True):
        law = p.show(eq(margin, form), by=algebra)
        amount = p.have(ge(form, 0), signs)
        p.step("combine", goal=ge(margin, 0).data, sum=[[1, amount]], **{"with": [[1, law]]})
    p.show(roots_within(tuned(χ), z, rate, strictly=False), by=jury_criterion)


def _optimal(p):
    """Either ρ >= 1, or Jury's three margins give m(1 + ρ) >= s(1 - ρ)."""
    for f in [i for i, fact in enumerate(p.facts) if fact[0] == "roots"]:
        p.step("jury", fact=f)
    p.have(gt(1, rate), signs)
    p.either(ρ, 1, ge(ρ, rate), greater=signs, otherwise=lambda: _below_one(p))


def _below_one(p):
    left, right = L * (1 - ρ) * (ρ - α), μ * (1 + ρ) * (ρ + α)
    p.have(ge(L, 0), signs)
    p.have(ge(μ, 0), signs)
    p.show(ge(right, left), by=sign(words="the margins at μ and L without ε"))
    p.have(ge(left, L * (1 - ρ) ** 2 * ρ), signs.saying("α <= ρ²"))
    p.have(ge(μ * (1 + ρ) ** 2 * ρ, right), signs.saying("α <= ρ²"))
    one, other = m * (1 + ρ), s * (1 - ρ)
    gap = μ * (1 + ρ) ** 2 * ρ - L * (1 - ρ) ** 2 * ρ
    factored = p.calc(ρ * (one + other) * (one - other)).equals(gap, by=algebra.saying("μ = m² and L = s²"))
    factored.at_least(0, by=sign(degree=1, words="the last three lines")).done()
    p.show(ge(one, other), by=dividing_by(ρ * (one + other), words="dividing by positive factors"))
    p.show(ge(ρ, rate), by=signs.saying("solved for ρ"))


def polyaks(root_of_smallest, root_of_largest):
    """The running optimizer with Polyak's step size and momentum."""
    ends = {m: root_of_smallest, s: root_of_largest}
    return Momentum(*(float(best[x].subs(ends)) for x in (ε, α)))


def measured_rate(m, s):
    """The spectral radius of its step, worst over 33 curvatures from m² to s²."""
    return spectral_radius(polyaks(m, s), [m**2 + (s**2 - m**2) * i / 32 for i in range(33)])


OVER = {s: (2, 5, 10), m: (1,)}


def found(part, predicted, rival, means, tolerance=1e-3):
    """What a search over step sizes and momenta of either sign finds, on the ends and the middle of the spectrum."""

    def measure(m, s):
        return exactly(getattr(best_tuning(Momentum, (m**2, (m**2 + s**2) / 2, s**2)), part))

    quantity = f"best {part.replace('_', ' ')} found by search"
    return Experiment(quantity, measure, predicted, OVER, rival, means, tolerance=tolerance)


experiment = (
    Experiment(
        quantity="spectral radius with Polyak's parameters",
        measure=measured_rate,
        predicted=rate,
        rival=rate.xreplace({m: m**2, s: s**2}),
        rival_means="the rate of gradient descent",
        over=OVER,
        tolerance=1e-6,
    ),
    found("radius", rate, rate - Rational(4, 100) * m / (s + m), "a tuning better by 0.04/(√κ + 1)", tolerance=1e-4),
    found("momentum", best[α], rate, "the momentum without its square"),
    found("step_size", best[ε], 2 / (s**2 + m**2), "gradient descent's best step size"),
)


def figure(axis):
    """Spectral radius of the running optimizer on curvatures from 1 to 25, for many step sizes and momenta: it is least, 2/3,
    at Polyak's pair (star), at the tip of a narrow valley; the dot is gradient descent's best step size, 12/13."""
    import numpy as np

    from qedescent.proofs.report.figure import COLOURS

    steps, momenta = np.meshgrid(np.linspace(0.002, 0.16, 120), np.linspace(0, 0.98, 120))
    radii = spectral_radii(Momentum, steps, momenta, (1.0, 13.0, 25.0))
    levels = [0.68, 0.72, 0.76, 0.8, 0.84, 0.88, 0.92, 0.96, 1.0]
    lines = axis.contour(steps, momenta, radii, levels=levels, colors=COLOURS["measured"], linewidths=1, linestyles="-")
    axis.clabel(lines, fontsize=8)
    axis.plot(1 / 9, 4 / 9, "*", markersize=12, color=COLOURS["rival"])
    axis.plot(2 / 26, 0, "o", markersize=7, color=COLOURS["predicted"], clip_on=False)
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel(r"momentum $\alpha$")
