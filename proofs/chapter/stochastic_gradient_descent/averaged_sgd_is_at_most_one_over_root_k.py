"""Averaged SGD on convex problems has excess error at most RG/√K"""

from sympy import Rational, Sum, sqrt

from qedescent.analytic.notation import k, n, ε
from qedescent.numeric.measure.hard_pair import exponent as exponent_over_horizons
from qedescent.numeric.measure.hard_pair import logarithm, scaled_excess
from qedescent.numeric.measure.rates import exponent
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.sharp import Kink
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, dot, function, natural, norm2, real, sequence, vector

ID = "sgd-convex-upper-sqrt"

x, g, w = sequence("θ ĝ w", "randvec")
f = function("f", "real", "vec")
c, j = vector("c"), natural("j")
G, R, q = real("G R q")


def excess(i):
    return E(f(x(i))) - f(c)


def distance(i):
    return E(norm2(x(i) - c))


given = (
    ε > 0,
    G > 0,
    R > 0,
    forall(k, ge(norm2(x(k) - ε * g(k) - c), norm2(x(k + 1) - c))),
    forall(k, ge(E(dot(g(k), x(k) - c)), excess(k))),
    forall(k, ge(G**2, E(norm2(g(k))))),
    ge(R**2, distance(0)),
)
jensen = forall(n, ge(Sum(excess(j), (j, 0, n)), (n + 1) * (E(f(w(n))) - f(c))))
axioms = (TakenAsGiven("Jensen's inequality", "convexity of f; w(n) is the plain mean of the first n + 1 iterates", jensen),)
mean_excess = E(f(w(n))) - f(c)
any_step = R**2 / (2 * ε * (n + 1)) + ε * G**2 / 2
conclusion = (
    forall(n, ge(any_step, mean_excess)),
    forall((n, q), ge(R * G / q, mean_excess), given=[q > 0, eq(q**2, n + 1), eq(R, ε * G * q)]),
)
claim = (
    r"Let $f$ be convex on a closed convex domain that contains $c$, $\hat g$ an unbiased subgradient with "
    r"$\mathrm{E}\|\hat g\|^2\le G^2$, $\mathrm{E}\|\theta_1-c\|^2\le R^2$, and let steps of constant size $\varepsilon$ be "
    r"projected onto the domain. The plain average of the first $K=n+1$ iterates exceeds $f(c)$ in expectation by at most "
    r"$R^2/(2\varepsilon K)+\varepsilon G^2/2$; with $\varepsilon=R/(G\sqrt K)$ that is $RG/\sqrt K$. Neither smoothness nor "
    r"curvature is needed."
)
source = "Nemirovski, Juditsky, Lan and Shapiro 2009"


def summed(i):
    """What the first i iterates cost together: twice the step size times it is paid by distance and noise."""
    return ge(R**2 + i * ε**2 * G**2, 2 * ε * Sum(excess(j), (j, 0, i - 1)) + distance(i))


def one_step(i):
    return ge(distance(i) + ε**2 * G**2, 2 * ε * excess(i) + distance(i + 1))


def proof(p):
    p.prove(forall(k, one_step(k)), by=lambda: _one_step(p))
    p.induct(n, summed(n), base=signs, step=lambda: _add(p), say="adding up: the distances telescope")
    p.prove(conclusion[0], by=lambda: _average(p))
    p.prove(conclusion[1], by=lambda: _tuned(p))


def _one_step(p):
    projection, slope, size = given[3:6]
    nearer = p.step("mean", fact=p.instance(projection, {k: k}))
    uphill, small = p.instance(slope, {k: k}), p.instance(size, {k: k})
    positive = p.number(gt(ε, 0).data)
    summands = [[1, nearer], [2, positive, uphill], [1, ["square", "ε"], small]]
    combine(p, one_step(k), summands, say="the projected step, its mean, the slope and the size of the gradient")


def _add(p):
    now = p.instance(forall(k, one_step(k)), {k: n})
    before = p.number(summed(n).data)
    combine(p, substitute(summed(n).data, {"n": ["+", "n", 1]}), [[1, before], [1, now]])


def _average(p):
    whole = p.instance(forall(n, summed(n)), {n: n + 1})
    mean = p.instance(jensen, {n: n})
    p.have(ge(norm2(x(n + 1) - c), 0), sign(["norm", ["-", ["apply", "θ", ["+", "n", 1]], "c"]]))
    far = p.step("mean", fact=p.number(ge(norm2(x(n + 1) - c), 0).data))
    share, weight = p.have(gt(1 / (ε * (n + 1)), 0), signs), p.have(gt(1 / (n + 1), 0), signs)
    half = ["/", 1, 2]
    summands = [[half, share, whole], [half, share, far], [1, weight, mean]]
    combine(p, conclusion[0].data[3], summands, say="dividing by 2ε(n + 1); no distance is negative")


def _tuned(p):
    """With R = εGq and n + 1 = q² both parts of the bound are half of RG/q."""
    general = p.instance(conclusion[0], {n: n})
    steps, tuned = (p.number(e.data) for e in (eq(q**2, n + 1), eq(R, ε * G * q)))
    first = p.show(eq(R**2 / (2 * ε * (n + 1)), R * G / (2 * q)), by=using(tuned, steps, words="ε = R/(Gq) and K = q²"))
    second = p.show(eq(ε * G**2 / 2, R * G / (2 * q)), by=using(tuned, words="ε = R/(Gq)"))
    combine(p, conclusion[1].data[3], [[1, general]], [[-1, first], [-1, second]], say="the sum of the two halves")


HARDNESS = 0.75179  # √K d/σ of the hard pair, see sgd-convex-lower-sqrt
HORIZONS = (64, 256, 1024, 4096)


def constant(steps, seed):
    """√K times the mean excess error on the pair that is hard for this K."""
    return scaled_excess(HARDNESS, steps, seed=seed)


def slope_on_one_kink(seed):
    """What |x| shows instead with steps 1/√k: a symmetric kink lets the average cancel its errors."""
    return exponent(Kink(), SGD(inverse_root(1.0)), "uniform", runs=4000, checkpoints=HORIZONS, seed=seed)


def _band(steps):
    """From the minimax constant to √K RG/√K with R = 1 and G² = 1 + d²."""
    return Rational(33994, 100_000), sqrt(1 + Rational(75179, 100_000) ** 2 / steps)


experiment = (
    Experiment(
        quantity="√K × excess error on the hard pair of K",
        measure=constant,
        predicted=_band,
        rival=lambda steps: (_band(steps)[0], _band(steps)[1] / 2),
        rival_means="half the constant, RG/(2√K)",
        over={"steps": HORIZONS},
        random=True,
    ),
    Experiment(
        quantity="exponent of K over the hard pairs",
        measure=lambda seed: exponent_over_horizons(HARDNESS, HORIZONS, seed=seed),
        predicted=(Rational(-52, 100), Rational(-48, 100)),
        control=slope_on_one_kink,
        rival_means="the exponent read off |x|, one function for all K, whose symmetric kink lets the average cancel",
        random=True,
    ),
    Experiment(
        quantity="slope of √K × excess on ln K, relative",
        measure=lambda seed: logarithm(HARDNESS, HORIZONS, seed=seed),
        predicted=(Rational(-2, 100), Rational(2, 100)),
        rival=(Rational(5, 100), 1),
        rival_means="a logarithm: slope at least 0.05",
        random=True,
    ),
)


def figure(axis):
    """√K times the excess error of averaged SGD on the hard pair of each K, between the lower bound 0.340 that no method
    beats and the upper bound of this theorem."""
    from qedescent.proofs.report.figure import COLOURS

    found = [constant(K, 0) for K in HORIZONS]
    errors = [[e.value - e.low for e in found], [e.high - e.value for e in found]]
    axis.fill_between(HORIZONS, 0.33994, [(1 + HARDNESS**2 / K) ** 0.5 for K in HORIZONS], color=COLOURS["band"], alpha=0.5)
    axis.errorbar(HORIZONS, [e.value for e in found], yerr=errors, fmt="o", color=COLOURS["measured"], label="measured")
    axis.set_xscale("log")
    axis.set_ylim(0, 1.2)
    axis.set_xlabel("horizon $K$")
    axis.set_ylabel(r"$\sqrt{K}\times$ excess error")
    axis.legend()
