"""Nesterov momentum with step 1/L contracts by 1 − 1/√κ"""

from sympy import Rational

from qedescent.analytic.notation import g, k, n, v, z, α, ε, θ, λ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import nesterov
from qedescent.analytic.spectrum import nesterov_standard, tuned_polynomial
from qedescent.analytic.stability import jury_margins
from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.energy import worst_energy_ratio
from qedescent.numeric.optimizers import Nesterov
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.stability import jury_criterion
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt, roots_within
from qedescent.proofs.language.symbols import dot, function, norm2, real, sequence, vector

ID = "nesterov-quadratic-rate"

m, s = real("m s")
tuning = nesterov_standard(m, s)
rate = tuning.rate
χ = tuned_polynomial(nesterov, tuning)

x, w = sequence("θ v", "vec")
G, f = function("G", "vec", "vec"), function("f", "real", "vec")
c, p1, p2 = vector("c x y")
constants = {ε: tuning.step_size, α: tuning.momentum}


def lookahead(k):
    return nesterov.query.xreplace(constants).xreplace({θ: x(k), v: w(k)})


def after(symbol, k):
    return next_values(nesterov)[symbol].xreplace(constants).xreplace({θ: x(k), v: w(k), g: G(lookahead(k))})


def energy_at(place, speed):
    """Excess cost and μ/2 times the squared distance of θ + (√κ - 1)v from the minimum."""
    return f(place) - f(c) + m**2 / 2 * norm2(place + (s - m) / m * speed - c)


def energy(k):
    return energy_at(x(k), w(k))


steps = (forall(k, eq(w(k + 1), after(v, k))), forall(k, eq(x(k + 1), after(θ, k))))
gap = f(p2) - f(p1) - dot(G(p1), p2 - p1)
smooth = forall((p1, p2), ge(s**2 / 2 * norm2(p2 - p1), gap))
strongly_convex = forall((p1, p2), ge(gap, m**2 / 2 * norm2(p2 - p1)))

given = (m > 0, s > m, *steps, smooth, strongly_convex)
conclusion = (
    forall(λ, roots_within(χ, z, rate, strictly=False), given=[λ >= m**2, λ <= s**2]),
    eq(χ.xreplace({λ: m**2}), (z - rate) ** 2),
    forall(n, ge(rate**n * energy(0), energy(n))),
)
claim = (
    r"Put $m=\sqrt\mu$, $s=\sqrt L$, $\mu<L$, and run Nesterov momentum with $\varepsilon=1/L$ and $\alpha=(s-m)/(s+m)="
    r"(\sqrt\kappa-1)/(\sqrt\kappa+1)$. On quadratics with spectrum in $[\mu,L]$ all roots have modulus at most "
    r"$1-m/s=1-1/\sqrt\kappa$, the double root at $\lambda=\mu$. On every $L$-smooth, $\mu$-strongly convex $f$ with minimum at "
    r"$c$ the energy $f(\theta_n)-f(c)+\tfrac\mu2\|\theta_n+(\sqrt\kappa-1)v_n-c\|^2$ shrinks by that factor in every step, "
    r"and the excess error is below it."
)
source = "Nesterov 2004, section 2.2.1; the energy as in d'Aspremont, Scieur and Taylor 2021, Corollary 4.15"
notes = ("At v = 0 the energy is $f(\\theta_0)-f(c)+\\mu\\|\\theta_0-c\\|^2/2$, as in the inventory.",)


def proof(p):
    within, double, _decay = conclusion
    for denominator in (s, s * (s + m), s**2 * (s + m)):
        p.have(gt(denominator.expand(), 0), signs)
    p.prove(within, by=lambda: _within(p))
    p.show(double, by=algebra)
    p.prove(forall(k, ge(rate * energy(k), energy(k + 1))), by=lambda: _one_step(p))
    p.have(gt(rate, 0), signs)
    p.induct(n, ge(rate**n * energy(0), energy(n)), base=signs, step=lambda: _one_more(p), say="step by step")


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


def _one_step(p):
    ahead, place, speed = lookahead(k), after(θ, k), after(v, k)
    down = p.instance(smooth, {p1: ahead, p2: place})
    here = p.instance(strongly_convex, {p1: ahead, p2: x(k)})
    there = p.instance(strongly_convex, {p1: ahead, p2: c})
    positive = [p.have(gt(weight, 0), signs) for weight in (rate, m / s, m * (s - m) ** 3 / (2 * s * (s + m)))]
    summands = [[1, down], [1, positive[0], here], [1, positive[1], there], [1, positive[2], ["norm", p._term(w(k))]]]
    shrinks = combine(p, ge(rate * energy(k), energy_at(place, speed)), summands, say="smooth below y, convex at θ and at c")
    for step in steps:
        p.instance(step, {k: k})
    same = p.have(eq(energy_at(place, speed), energy(k + 1)), algebra)
    combine(p, ge(rate * energy(k), energy(k + 1)), [[1, shrinks]], [[1, same]], say="the next state")


def _one_more(p):
    goal = ge(rate**n * energy(0), energy(n))
    before = p.number(goal.data)
    now = p.instance(forall(k, ge(rate * energy(k), energy(k + 1))), {k: n})
    positive = p.number(gt(rate, 0).data)
    combine(p, substitute(goal.data, {"n": ["+", "n", 1]}), [[1, positive, before], [1, now]])


def running(m, s):
    """The running optimizer with the step 1/L and the momentum of the claim."""
    ends = {"m": m, "s": s}
    step_size, momentum = (float(e.xreplace({x: ends[x.name] for x in e.free_symbols})) for e in constants.values())
    return Nesterov(step_size, momentum)


def measured_rate(m, s):
    """The spectral radius of its step, worst over 33 curvatures from m² to s²."""
    return spectral_radius(running(m, s), [m**2 + (s**2 - m**2) * i / 32 for i in range(33)])


def energy_ratio(m, s, seed):
    """The largest factor by which a step changed the energy, over many states, on a cost that is not quadratic."""
    return worst_energy_ratio(running(m, s), m, s, seed)


experiment = (
    Experiment(
        quantity="spectral radius",
        measure=measured_rate,
        predicted=rate,
        rival=(s - m) / (s + m),
        rival_means="(√κ - 1)/(√κ + 1), the rate of heavy ball at Polyak's parameters",
        over={m: (1,), s: (2, 5, 10)},
        tolerance=1e-6,
    ),
    Experiment(
        quantity="largest ratio of energies over a step, on a cost that is not quadratic",
        measure=energy_ratio,
        predicted=(0, rate),
        rival=(0, rate**2),
        rival_means="the square of the rate, as if the energy were that of the slowest direction of a quadratic",
        over={m: (1,), s: (2, 5, 10)},
        random=True,
    ),
)


def figure(axis):
    """How far each method still is from losing no error, 1 − rate, against the condition number: gradient descent, Nesterov
    momentum and heavy ball at their standard parameters, measured (dots) and by formula (lines)."""
    from qedescent.numeric.optimizers import SGD, Momentum
    from qedescent.proofs.report.figure import COLOURS

    numbers = (4, 9, 25, 100, 400, 2500)
    roots = [q**0.5 for q in numbers]
    cases = (
        ("gradient descent", [2 / (q + 1) for q in numbers], lambda q: SGD(2 / (1 + q**2)), "rival"),
        ("Nesterov", [1 / q for q in roots], lambda q: running(1, Rational(q)), "measured"),
        ("heavy ball", [2 / (q + 1) for q in roots], lambda q: Momentum(4 / (1 + q) ** 2, ((q - 1) / (q + 1)) ** 2), "further"),
    )
    for name, curve, make, colour in cases:
        found = [1 - spectral_radius(make(q), [1 + (q**2 - 1) * i / 32 for i in range(33)]).value for q in roots]
        axis.loglog(numbers, curve, color=COLOURS[colour], label=name)
        axis.loglog(numbers, found, "o", color=COLOURS[colour], markersize=4)
    axis.set_xlabel(r"condition number $\kappa$")
    axis.set_ylabel("1 − rate")
    axis.legend()
