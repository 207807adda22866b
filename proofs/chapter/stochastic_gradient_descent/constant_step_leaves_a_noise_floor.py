"""With a constant step the noise leaves a floor of εσ²/(λ(2 − ελ))"""

from qedescent.analytic.moments import stationary_variance
from qedescent.analytic.notation import k, ε, λ, σ
from qedescent.analytic.rules import sgd
from qedescent.numeric.evidence.power import FEWEST, runs_for_variance
from qedescent.numeric.measure.variance import stationary_variance as measured_variance
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies, independent, tends_to, term
from qedescent.proofs.language.symbols import E, natural, real, sequence

ID = "sgd-constant-step-floor"

θ, y, ξ = sequence("θ y ξ", "random")  # y is a run with another step size, η
η = real("η")
n = natural("n")
A = 1 - ε * λ
floor = stationary_variance(sgd)

given = (
    λ > 0,
    ε > 0,
    ε * λ < 2,
    forall(k, eq(θ(k + 1), θ(k) - ε * (λ * θ(k) + ξ(k)))),
    independent(ξ, θ),
    forall(k, eq(y(k + 1), y(k) - η * (λ * y(k) + ξ(k)))),
    independent(ξ, y),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)


def second(i):
    return E(θ(i) ** 2)


def variance(i):
    return second(i) - E(θ(i)) ** 2


mean_law = eq(E(θ(n)), A**n * E(θ(0)))
one_step = eq(variance(n + 1), A**2 * variance(n) + ε**2 * σ**2)
variance_law = eq(variance(n), floor + A ** (2 * n) * (variance(0) - floor))
square_step = eq(second(n + 1), A**2 * second(n) + ε**2 * σ**2)
square_law = eq(second(n), floor + A ** (2 * n) * (second(0) - floor))
y_step = eq(E(y(n + 1) ** 2), (1 - η * λ) ** 2 * E(y(n) ** 2) + η**2 * σ**2)
grows = ge(E(y(n) ** 2), n * η**2 * σ**2)
excess_limit = tends_to(n, E(λ / 2 * θ(n) ** 2), ε * σ**2 / (2 * (2 - ε * λ)))
x, f, s, a = real("x f s a")
between = forall(  # |x - f| <= a (s + f) for x = f + a (s - f)
    (x, f, s, a),
    both(ge((s + f) * a, x - f), ge((s + f) * a, f - x)),
    given=[f >= 0, s >= 0, a >= 0, eq(x, f + a * (s - f))],
)
conclusion = (
    forall(n, mean_law),
    forall(n, one_step),
    eq(floor, ε * σ**2 / (λ * (2 - ε * λ))),
    forall(n, variance_law),
    forall(n, square_law),
    tends_to(n, variance(n), floor),
    excess_limit,
    implies(η * λ >= 2, forall(n, grows)),
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$ and a constant step $0<\varepsilon<2/\lambda$ "
    r"the mean of the iterate is $(1-\varepsilon\lambda)^n$ times the first, but its variance, which obeys "
    r"$v_{n+1}=(1-\varepsilon\lambda)^2v_n+\varepsilon^2\sigma^2$, tends to $\varepsilon\sigma^2/(\lambda(2-\varepsilon\lambda))$, "
    r"so that the expected excess error tends to $\varepsilon\sigma^2/(2(2-\varepsilon\lambda))$, not to 0. For "
    r"$\varepsilon\ge2/\lambda$ there is no floor: $\mathrm{E}\theta_n^2\ge n\varepsilon^2\sigma^2$."
)
source = "Classical; own derivation"


def proof(p):
    new = algebra.saying("the noise is independent of the iterate")
    p.induct(n, mean_law, base=algebra, step=algebra.saying("the noise has mean 0"))
    p.have(gt(2 - ε * λ, 0), signs)
    p.show(conclusion[2], by=algebra)
    p.have(gt(1, A**2), signs.saying("1 - A² = ελ(2 - ελ)"))
    p.have(ge(floor, 0), signs)
    p.prove(between, by=sign(degree=2))
    for step, law, moment, centred in ((one_step, variance_law, variance, θ(0) - E(θ(0))), (square_step, square_law, second, θ(0))):
        p.prove(forall(n, step), by=new)
        _settles(p, step, law)
        _not_negative(p, centred)
        _limit(p, law, moment)
    show_limit(p, excess_limit, λ / 2 * (second(0) + floor), A**2, by=lambda: _half(p), say="λ/2 times the same")
    p.prove(forall(n, y_step), by=new)
    p.prove(forall(n, ge(E(y(n) ** 2), 0)), by=lambda: _not_negative(p, y(n)))
    p.prove(conclusion[-1], by=lambda: _grows(p))


def _settles(p, step, law):
    base, after = lambda: combine(p, substitute(law.data, {"n": 0})), lambda: _next(p, law, step)
    p.induct(n, law, base=base, step=after, say="the distance to the floor shrinks by A² a step")


def _next(p, law, step):
    before, now = len(p.facts) - 1, p.instance(forall(n, step), {n: n})
    combine(p, substitute(law.data, {"n": ["+", "n", 1]}), [], [[1, now], [term(A**2)[0], before]])


def _not_negative(p, centred):
    square = combine(p, ge(centred**2, 0), [[1, ["square", term(centred)[0]]]])
    p.step("mean", fact=square)


def _limit(p, law, moment):
    start, limit = moment(0), tends_to(n, moment(n), floor)
    show_limit(p, limit, start + floor, A**2, by=lambda: _near(p, law, moment), say="from any start")


def _near(p, law, moment):
    p.have(ge(A ** (2 * n), 0), sign(A**n))
    p.instance(forall(n, law), {n: n})
    return p.instance(between, {x: moment(n), f: floor, s: moment(0), a: A ** (2 * n)}, by=algebra)


def _half(p):
    here, positive, bound = _near(p, square_law, second), p.number(gt(λ, 0).data), λ / 2 * (second(0) + floor) * A ** (2 * n)
    gap = E(λ / 2 * θ(n) ** 2) - ε * σ**2 / (2 * (2 - ε * λ))
    combine(p, ge(bound, gap), [[["/", 1, 2], positive, here + 1]])
    combine(p, ge(bound, -gap), [[["/", 1, 2], positive, here + 2]])


def _grows(p):
    more, start = p.have(ge((1 - η * λ) ** 2 - 1, 0), sign(degree=2)), p.instance(forall(n, ge(E(y(n) ** 2), 0)), {n: 0})
    base, step = lambda: combine(p, substitute(grows.data, {"n": 0}), [[1, start]]), lambda: _noisier(p, more)
    p.induct(n, grows, base=base, step=step, say="every step adds the noise and takes nothing away")


def _noisier(p, more):
    before, now = len(p.facts) - 1, p.instance(forall(n, y_step), {n: n})
    known = p.instance(forall(n, ge(E(y(n) ** 2), 0)), {n: n})
    combine(p, substitute(grows.data, {"n": ["+", "n", 1]}), [[1, before], [1, more, known]], [[1, now]])


RUNS = runs_for_variance(0.95)  # of the floor, which is what the continuous-time value has at ελ = 1/10, where it is nearest


def noisy_sgd(step_size, curvature, noise_scale, seed):
    return measured_variance(SGD(step_size), curvature, noise_scale, runs=RUNS, steps=400, seed=seed)


def unstable(step_size, curvature, noise_scale, seed):
    return measured_variance(SGD(2.05 / curvature), curvature, noise_scale, runs=FEWEST, steps=400, seed=seed)


stationary = {ε: (0.1, 0.4), λ: (1,), σ: (1,)}
experiment = (
    Experiment(
        quantity="stationary variance",
        measure=noisy_sgd,
        predicted=floor,
        rival=ε * σ**2 / (2 * λ),
        rival_means="the continuous-time (stochastic differential equation) value",
        over=stationary,
        random=True,
    ),
    Experiment(
        quantity="stationary variance on a steeper parabola",
        measure=noisy_sgd,
        predicted=floor,
        control=unstable,
        rival_means="a step of 2.05/λ, for which there is no floor",
        over={ε: (0.25,), λ: (4,), σ: (2,)},
        random=True,
    ),
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
