"""With a constant step the noise leaves a floor of εσ²/(λ(2 − ελ))"""

from qedescent.analytic.moments import stationary_variance
from qedescent.analytic.notation import k, ε, λ, σ
from qedescent.analytic.rules import sgd
from qedescent.numeric.measure.variance import stationary_variance as measured_variance
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, independent, tends_to
from qedescent.proofs.language.symbols import E, natural, real, sequence

ID = "sgd-constant-step-floor"

θ, ξ = sequence("θ ξ", "random")
n = natural("n")
A = 1 - ε * λ
floor = stationary_variance(sgd)
start = E(θ(0) ** 2)

given = (
    λ > 0,
    ε > 0,
    ε * λ < 2,
    forall(k, eq(θ(k + 1), θ(k) - ε * (λ * θ(k) + ξ(k)))),
    independent(ξ, θ),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
square_law = eq(E(θ(n) ** 2), floor + A ** (2 * n) * (start - floor))
x, f, s, a = real("x f s a")
between = forall(  # |x - f| <= a (s + f) for x = f + a (s - f)
    (x, f, s, a),
    both(ge((s + f) * a, x - f), ge((s + f) * a, f - x)),
    given=[f >= 0, s >= 0, a >= 0, eq(x, f + a * (s - f))],
)
conclusion = (
    forall(n, eq(E(θ(n)), A**n * E(θ(0)))),
    forall(n, square_law),
    eq(floor, ε * σ**2 / (λ * (2 - ε * λ))),
    tends_to(n, E(θ(n) ** 2), floor),
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$ and a constant step "
    r"$0<\varepsilon<2/\lambda$ the mean of the iterate decays like $(1-\varepsilon\lambda)^n$, but its second moment tends "
    r"to $\varepsilon\sigma^2/(\lambda(2-\varepsilon\lambda))$, so the excess error to "
    r"$\varepsilon\sigma^2/(2(2-\varepsilon\lambda))$, not to 0."
)
source = "Classical; own derivation"


def proof(p):
    _mean, _square, form, limit = conclusion
    p.have(gt(2 - ε * λ, 0), signs)
    p.induct(n, eq(E(θ(n)), A**n * E(θ(0))), base=algebra, step=algebra.saying("the noise has mean 0"))
    p.show(form, by=algebra)
    law = p.induct(n, square_law, base=algebra, step=algebra.saying("the noise is independent of the iterate"))
    p.have(gt(1, A**2), signs.saying("1 - A² = ελ(2 - ελ)"))
    p.have(ge(θ(0) ** 2, 0), sign(θ(0)))
    p.step("mean", fact=p.number(ge(θ(0) ** 2, 0).data))
    p.have(ge(floor, 0), signs)
    p.prove(between, by=sign(degree=2))
    show_limit(p, limit, start + floor, A**2, by=lambda: _near(p, law), say="the distance to the floor shrinks by A² a step")


def _near(p, law):
    p.have(ge(A ** (2 * n), 0), sign(A**n))
    p.instance(law, {n: n})
    p.instance(between, {x: E(θ(n) ** 2), f: floor, s: start, a: A ** (2 * n)}, by=algebra)


def noisy_sgd(step_size, curvature, noise_scale, seed):
    return measured_variance(SGD(step_size), curvature, noise_scale, runs=60_000, steps=400, seed=seed)


experiment = Experiment(
    quantity="stationary variance",
    measure=noisy_sgd,
    predicted=floor,
    rival=ε * σ**2 / (2 * λ),
    rival_means="the continuous-time (stochastic differential equation) value",
    over={ε: (0.1, 0.4), λ: (1,), σ: (1,)},
    random=True,
)


def figure(axis):
    """The floor of the excess error against the step size: measured over 4,000 runs, the formula, and the continuous-time
    value, which misses the growth towards the stability limit."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 50 for i in range(1, 95)]
    floor = [s / (2 * (2 - s)) for s in steps]
    axis.plot(steps, floor, color=COLOURS["predicted"], label=r"$\varepsilon\sigma^2/(2(2-\varepsilon\lambda))$")
    axis.plot(steps, [s / 4 for s in steps], color=COLOURS["rival"], linestyle=":", label="continuous time")
    tried = [0.1, 0.4, 0.8, 1.2, 1.5, 1.7]
    found = [measured_variance(SGD(s), runs=4000, steps=200).value / 2 for s in tried]
    axis.plot(tried, found, "o", color=COLOURS["measured"], label="measured")
    axis.set_ylim(0, 5)
    axis.set_xlabel(r"step size $\varepsilon$ ($\lambda=\sigma=1$)")
    axis.set_ylabel("excess error")
    axis.legend()
