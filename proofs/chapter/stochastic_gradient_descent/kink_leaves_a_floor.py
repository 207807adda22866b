"""At a kink a constant step leaves a mean excess error of ε(σ² + a)/2"""

from sympy import Sum

from qedescent.analytic.notation import k, n, ε, σ
from qedescent.numeric.evidence.power import runs_for_mean
from qedescent.numeric.measure.stationary_mean import mean_excess
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.sharp import Kink
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt, independent, term
from qedescent.proofs.language.symbols import E, natural, real, sequence

ID = "sgd-sharp-minimum-floor"

θ, s, ξ = sequence("θ s ξ", "random")  # s is the slope at θ: 1 right of 0, -a left of it
a, j = real("a"), natural("j")
floor = ε * (σ**2 + a) / 2


def value(i):
    """The expected excess error: f(θ) = max(θ, -aθ) is the slope times θ."""
    return E(s(i) * θ(i))


given = (
    ε > 0,
    a > 0,
    forall(k, eq((s(k) - 1) * (s(k) + a), 0)),
    forall(k, eq(θ(k + 1), θ(k) - ε * (s(k) + ξ(k)))),
    independent(ξ, θ, s),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
drift = E(θ(0) ** 2) - E(θ(n) ** 2) + ε * (1 - a) * (E(θ(0)) - E(θ(n)))
total = eq(2 * ε * Sum(value(j), (j, 0, n - 1)), 2 * ε * n * floor + drift)
spread = E(θ(0) ** 2) + ε * (1 - a) * E(θ(0)) + (ε * (1 - a)) ** 2 / 4
stationary = (eq(E(θ(k + 1)), E(θ(k))), eq(E(θ(k + 1) ** 2), E(θ(k) ** 2)))
conclusion = (
    forall(n, total),
    forall(n, ge(2 * ε * n * floor + spread, 2 * ε * Sum(value(j), (j, 0, n - 1)))),
    forall(k, eq(value(k), floor), given=stationary),
    forall(k, eq(E(s(k)), 0), given=stationary),
)
claim = (
    r"On $f(\theta)=\max(\theta,-a\theta)$ with independent gradient noise of variance $\sigma^2$ and a constant step "
    r"$\varepsilon$ the expected excess errors of the first $n$ iterates sum to $\frac n2\varepsilon(\sigma^2+a)$ and half of "
    r"what $\mathrm{E}\theta^2/\varepsilon+(1-a)\mathrm{E}\theta$ has lost from the first iterate to the one after them, hence "
    r"to at most a constant more than $\frac n2\varepsilon(\sigma^2+a)$. Where a step leaves the mean and the mean square as "
    r"they are, the expected excess error is exactly $\varepsilon(\sigma^2+a)/2$ and the slope is 0 on average."
)
source = "Own derivation: the mean square is stationary"
notes = (
    "Not in the inventory as a claim of its own; it replaces the stationary E|x| = εσ²/2 of sgd-fixed-function-exponents, which is "
    "a diffusion approximation: on |x| the exact value is ε(σ² + 1)/2, for every step size.",
    "The floor is proportional to ε whatever the class of f, so steps 1/√k show the exponent -1/2 on their last iterate.",
)


def proof(p):
    square = eq(E(θ(k + 1) ** 2), E(θ(k) ** 2) - 2 * ε * value(k) + ε**2 * (E(s(k) ** 2) + σ**2))
    slopes = eq(E(s(k) ** 2), (1 - a) * E(s(k)) + a)
    mean = eq(E(θ(k + 1)), E(θ(k)) - ε * E(s(k)))
    p.prove(forall(k, square), by=algebra.saying("the noise is independent of the iterate"))
    p.prove(forall(k, slopes), by=lambda: _slopes(p))
    p.prove(forall(k, mean), by=algebra.saying("the noise is 0 on average"))
    laws = [forall(k, law) for law in (square, slopes, mean)]
    p.induct(n, total, base=lambda: combine(p, substitute(total.data, {"n": 0})), step=lambda: _add(p, laws), say="adding up")
    p.prove(conclusion[1], by=lambda: _at_most(p))
    p.prove(conclusion[3], by=lambda: _level(p, laws))
    p.prove(conclusion[2], by=lambda: _stationary(p, laws))


def _slopes(p):
    p.step("mean", fact=p.instance(given[2], {k: k}))
    combine(p, eq(E(s(k) ** 2), (1 - a) * E(s(k)) + a), [], [[1, len(p.facts) - 1]], say="the slope is 1 or -a")


def _add(p, laws):
    before, (square, slopes, mean) = len(p.facts) - 1, (p.instance(law, {k: n}) for law in laws)
    equations = [[1, before], [1, square], [term(ε**2)[0], slopes], [term(ε * (1 - a))[0], mean]]
    combine(p, substitute(total.data, {"n": ["+", "n", 1]}), [], equations)


def _at_most(p):
    """-E θ² - ε(1 - a)E θ is at most a quarter of (ε(1 - a))²."""
    law, root = p.instance(forall(n, total), {n: n}), θ(n) + ε * (1 - a) / 2
    square = p.step("mean", fact=combine(p, ge(root**2, 0), [[1, ["square", term(root)[0]]]]))
    combine(p, conclusion[1].data[3], [[1, square]], [[-1, law]], say="no square is negative on average")


def _level(p, laws):
    mean, still = p.instance(laws[2], {k: k}), p.number(stationary[0].data)
    p.have(gt(1 / ε, 0), signs)
    combine(p, eq(E(s(k)), 0), [], [[term(1 / ε)[0], mean], [term(-1 / ε)[0], still]], say="the mean does not move")


def _stationary(p, laws):
    square, slopes = (p.instance(law, {k: k}) for law in laws[:2])
    level, still = p.instance(conclusion[3], {k: k}), p.number(stationary[1].data)
    p.have(gt(1 / ε, 0), signs)
    half = 1 / (2 * ε)
    equations = [[term(half)[0], square], [term(-half)[0], still], [term(ε / 2)[0], slopes], [term(ε * (1 - a) / 2)[0], level]]
    combine(p, eq(value(k), floor), [], equations, say="nor does the mean square")


RUNS = runs_for_mean(0.2, 1.0)  # the diffusion's value is a fifth too small at a = 1, σ = 2, where it is nearest


def left(step_size, slope, noise_scale, seed):
    """The mean excess error after a transient, on max(x, -slope x)."""
    problem = Kink(left=slope, noise_scale=noise_scale)
    return mean_excess(problem, SGD(step_size), runs=RUNS, steps=400, seed=seed)


experiment = Experiment(
    quantity="mean excess error",
    measure=left,
    predicted=lambda slope, **point: floor.xreplace({a: slope}),
    rival=ε * σ**2 / 2,
    rival_means="εσ²/2, the value of the diffusion approximation",
    over={ε: (0.1, 1), "slope": (1, 3), σ: (1, 2)},
    random=True,
)


def figure(axis):
    """The mean excess error over the step size on |x| (circles) and max(x, -3x) (squares) against the variance of the noise: the
    theorem (lines) and the diffusion approximation σ²/2 (dotted), which forgets the slopes."""
    from qedescent.proofs.report.figure import COLOURS

    scales = (0.5, 1.0, 1.5, 2.0)
    variances = [scale**2 for scale in scales]
    for slope, mark, colour in ((1.0, "o", "measured"), (3.0, "s", "further")):
        found = [left(1.0, slope, scale, 0).value for scale in scales]
        axis.plot(variances, found, mark, color=COLOURS[colour], label=f"$a={slope:g}$")
        axis.plot([0, 4], [slope / 2, (4 + slope) / 2], "-", color=COLOURS[colour], linewidth=1)
    axis.plot([0, 4], [0, 2], ":", color=COLOURS["rival"], label="diffusion")
    axis.set_xlabel(r"variance of the noise $\sigma^2$")
    axis.set_ylabel(r"mean excess error$/\varepsilon$")
    axis.legend()
