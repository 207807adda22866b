"""Nesterov momentum with step 1/L contracts by 1 − 1/√κ"""

from sympy import Rational, sqrt

from qedescent.analytic.notation import n, z, λ
from qedescent.analytic.rules import nesterov
from qedescent.analytic.spectrum import tuned_polynomial
from qedescent.analytic.stability import jury_margins
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.energy import worst_energy_ratio, worst_excess_from_rest
from qedescent.numeric.optimizers import SGD, Momentum, Nesterov
from qedescent.proofs.chapter.nesterov_momentum.energy_shrinks_in_every_step import (
    constants,
    decay,
    energy_decays,
    excess,
    m,
    rate,
    run,
    s,
    tuning,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.stability import jury_criterion
from qedescent.proofs.language.formulas import eq, forall, ge, gt, roots_within

ID = "nesterov-quadratic-rate"

χ = tuned_polynomial(nesterov, tuning)
given = (m > 0, s > m, *run)
conclusion = (
    forall(λ, roots_within(χ, z, rate, strictly=False), given=[λ >= m**2, λ <= s**2]),
    eq(χ.xreplace({λ: m**2}), (z - rate) ** 2),
    decay,
    excess,
)
claim = (
    r"Put $m=\sqrt\mu$, $s=\sqrt L$, $\mu<L$, and run Nesterov momentum with $\varepsilon=1/L$ and "
    r"$\alpha=(s-m)/(s+m)=(\sqrt\kappa-1)/(\sqrt\kappa+1)$. On quadratics with spectrum in $[\mu,L]$ all roots "
    r"have modulus at most $1-m/s=1-1/\sqrt\kappa$, the double root at $\lambda=\mu$. On every $L$-smooth, "
    r"$\mu$-strongly convex $f$ with minimum at $c$ the energy "
    r"$f(\theta_n)-f(c)+\tfrac\mu2\|\theta_n+(\sqrt\kappa-1)v_n-c\|^2$ shrinks at least by that factor in "
    r"every step. From rest, $v_0=0$, the excess error $f(\theta_n)-f(c)$ is therefore at most "
    r"$(1-1/\sqrt\kappa)^n(f(\theta_0)-f(c)+\tfrac\mu2\|\theta_0-c\|^2)$."
)
source = "Nesterov 2004, section 2.2.1; the bound as in d'Aspremont, Scieur and Taylor 2021, Corollary 4.15; own multipliers"
notes = (
    "The proof nowhere uses that c is the minimum: both inequalities about f(c) hold for every point c.",
    "Heavy ball at Polyak's parameters contracts faster on quadratics, by (√κ - 1)/(√κ + 1), but not on every such f.",
)


def proof(p):
    within, double, *_ = conclusion
    for denominator in (s, s * (s + m), s**2 * (s + m)):
        p.have(gt(denominator.expand(), 0), signs)
    p.prove(within, by=lambda: _within(p))
    p.show(double, by=algebra)
    energy_decays(p)


def _within(p):
    """Two margins are (s - m)(λ - μ)/(L(s + m)); the third is the square of the rate and 3(s - m)(L - λ)/(L(s + m))."""
    p.have(gt(rate, 0), signs)
    scale = (s - m) / (s**2 * (s + m))
    forms = (scale * (λ - m**2), rate**2 + 3 * scale * (s**2 - λ), scale * (λ - m**2))
    for margin, form in zip(jury_margins(χ, rate), forms, strict=True):
        law = p.show(eq(margin, form), by=algebra)
        amount = p.have(ge(form, 0), signs)
        p.step("combine", goal=ge(margin, 0).data, sum=[[1, amount]], **{"with": [[1, law]]})
    p.show(roots_within(χ, z, rate, strictly=False), by=jury_criterion)


def running(m, s):
    """The running optimizer with the step 1/L and the momentum of the claim."""
    ends = {"m": m, "s": s}
    step_size, momentum = (float(e.xreplace({x: ends[x.name] for x in e.free_symbols})) for e in constants.values())
    return Nesterov(step_size, momentum)


def over_the_spectrum(optimizer, m, s):
    """The spectral radius of an optimizer's step, worst over 33 curvatures from m² to s²."""
    return spectral_radius(optimizer, [m**2 + (s**2 - m**2) * i / 32 for i in range(33)])


CONDITIONS = {m: (1,), s: (2, sqrt(10), 10)}
experiment = (
    Experiment(
        quantity="spectral radius",
        measure=lambda m, s: over_the_spectrum(running(m, s), m, s),
        predicted=rate,
        rival=(s - m) / (s + m),
        rival_means="(√κ - 1)/(√κ + 1), the rate of heavy ball at Polyak's parameters",
        over=CONDITIONS,
        tolerance=1e-6,
    ),
    Experiment(
        quantity="largest ratio of energies over a step, on a cost that is not quadratic",
        measure=lambda m, s, seed: worst_energy_ratio(running(m, s), m, s, seed),
        predicted=(0, rate),
        rival=(0, (s - m) / (s + m)),
        rival_means="heavy ball's rate on quadratics",
        over=CONDITIONS,
        random=True,
    ),
    Experiment(
        quantity="largest excess error from rest, as a share of the energy at the start, on that cost",
        measure=lambda m, s, steps: worst_excess_from_rest(running(m, s), m, s, steps),
        predicted=(0, rate**n),
        control=lambda m, s, steps: worst_excess_from_rest(SGD(1 / s**2), m, s, steps),
        rival_means="gradient descent with the same step size",
        over={m: (1,), s: (sqrt(10), 10), n: (10, 40)},
    ),
)


def figure(axis):
    """How far each method still is from losing no error, 1 − rate, against the condition number: gradient descent, Nesterov
    momentum and heavy ball at their standard parameters, measured (dots) and by formula (lines)."""
    from qedescent.proofs.report.figure import COLOURS

    numbers = (4, 9, 25, 100, 400, 2500)
    roots = [q**0.5 for q in numbers]
    cases = (
        ("gradient descent", [2 / (q + 1) for q in numbers], lambda q: SGD(2 / (1 + q**2)), "rival"),
        ("Nesterov", [1 / q for q in roots], lambda q: running(1, Rational(q)), "measured"),
        ("heavy ball", [2 / (q + 1) for q in roots], lambda q: Momentum(4 / (1 + q) ** 2, ((q - 1) / (q + 1)) ** 2), "further"),
    )
    for name, curve, make, colour in cases:
        found = [1 - over_the_spectrum(make(q), 1, q).value for q in roots]
        axis.loglog(numbers, curve, color=COLOURS[colour], label=name)
        axis.loglog(numbers, found, "o", color=COLOURS[colour], markersize=4)
    axis.set_xlabel(r"condition number $\kappa$")
    axis.set_ylabel("1 − rate")
    axis.legend()
