"""Weighted SGD on strongly convex problems has excess error at most 2G²/(μ(T + 1))"""

from sympy import Rational, Sum, sqrt

from qedescent.analytic.notation import k, n, μ
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import logarithm, scaled_constant
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.schedules import strongly_convex
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import forall, ge, gt
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, dot, function, natural, norm2, real, sequence, vector

ID = "sgd-strongly-convex-upper"

x, g, w = sequence("θ ĝ w", "randvec")
f = function("f", "real", "vec")
c, G, j = vector("c"), real("G"), natural("j")


def step(i):
    """The step size of iterate i = 0, 1, 2, ...: 2/(μ(t + 1)) for t = i + 1."""
    return 2 / (μ * (i + 2))


def excess(i):
    return E(f(x(i))) - f(c)


def distance(i):
    return E(norm2(x(i) - c))


total = Sum((j + 1) * excess(j), (j, 0, n))
given = (
    μ > 0,
    forall(k, ge(norm2(x(k) - step(k) * g(k) - c), norm2(x(k + 1) - c))),
    forall(k, ge(E(dot(g(k), x(k) - c)), excess(k) + μ / 2 * distance(k))),
    forall(k, ge(G**2, E(norm2(g(k))))),
)
jensen = forall(n, ge(total, (n + 1) * (n + 2) / 2 * (E(f(w(n))) - f(c))))
axioms = (TakenAsGiven("Jensen's inequality", "convexity of f; w(n) is the mean of the iterates with weights t", jensen),)
bound = 2 * G**2 / (μ * (n + 2))
conclusion = (forall(n, ge(bound, E(f(w(n))) - f(c) + μ / 2 * distance(n + 1))),)
claim = (
    r"Let $f$ be $\mu$-strongly convex with minimiser $c$ in the domain, $\hat g$ an unbiased subgradient with "
    r"$\mathrm{E}\|\hat g\|^2\le G^2$, and let steps of size $2/(\mu(t+1))$, $t=1,2,\dots$, be projected onto the domain. "
    r"After $T=n+1$ steps the average of the iterates with weights $t$ has expected excess error at most $2G^2/(\mu(T+1))$, "
    r"and $\tfrac\mu2\mathrm{E}\|\theta_{T+1}-c\|^2$ fits under the same bound beside it."
)
source = "Lacoste-Julien, Schmidt and Bach 2012"
notes = (
    "The 1/k needs this output rule: the plain average of the same kind of run keeps a logarithm (sgd-uniform-average-log).",
)


def one_step(i):
    """(i + 1) times the excess error is at most what the weighted distances lose, and G²/μ."""
    weights = (i + 1) * (i + 2) * distance(i + 1) - i * (i + 1) * distance(i)
    return ge(G**2 / μ, (i + 1) * excess(i) + μ / 4 * weights)


def summed(i):
    past = Sum((j + 1) * excess(j), (j, 0, i - 1))
    return ge(i * G**2 / μ, past + μ / 4 * i * (i + 1) * distance(i))


def proof(p):
    p.prove(forall(k, one_step(k)), by=lambda: _one_step(p))
    p.induct(n, summed(n), base=signs, step=lambda: _add(p), say="adding up: the distances telescope")
    p.prove(conclusion[0], by=lambda: _average(p))


def _one_step(p):
    _, projection, slope, size = given
    nearer = p.step("mean", fact=p.instance(projection, {k: k}))
    uphill, small = p.instance(slope, {k: k}), p.instance(size, {k: k})
    positive = p.number(gt(μ, 0).data)
    rate = p.have(gt(1 / (μ * (k + 2)), 0), signs)
    one = ["natural", ["+", "k", 1]]
    summands = [
        [["/", 1, 4], positive, one, ["natural", ["+", "k", 2]], nearer],
        [1, one, uphill],
        [1, one, rate, small],
        [1, ["square", "G"], rate],
    ]
    combine(p, one_step(k), summands, say="the projected step, its mean, the slope and the size of the gradient")


def _add(p):
    now = p.instance(forall(k, one_step(k)), {k: n})
    before = p.number(summed(n).data)
    after = substitute(summed(n).data, {"n": ["+", "n", 1]})
    combine(p, after, [[1, before], [1, now]])


def _average(p):
    whole = p.instance(forall(n, summed(n)), {n: n + 1})
    mean = p.instance(jensen, {n: n})
    weight = p.have(gt(2 / ((n + 1) * (n + 2)), 0), signs)
    combine(p, conclusion[0].data[3], [[1, weight, whole], [1, weight, mean]], say="dividing by (n + 1)(n + 2)/2")


# x + x²/2 on [0, 1] with noise U[-1, 3]: μ = 1, and E(x + Z)² is largest at x = 1: (1 + 1)² + 16/12.
instance = {μ: 1, G: sqrt(Rational(16, 3))}
problem, optimizer = BoxedQuadratic(), SGD(strongly_convex(1.0))
run_of = {"runs": 8192, "checkpoints": (256, 512, 1024, 2048, 4096)}


def constant(steps, seed):
    """T times the mean excess error of the weighted average after T steps."""
    return scaled_constant(problem, optimizer, "weighted", power=1, step=steps, seed=seed, **run_of)


def drift(seed):
    """The log detector of the weighted average."""
    return logarithm(problem, optimizer, "weighted", power=1, seed=seed, **run_of)


def drift_of_the_plain_average(seed):
    return logarithm(problem, optimizer, "uniform", power=1, seed=seed, **run_of)


def _band(steps, power):
    """From 0 to T^power times the theorem's bound after T steps."""
    return 0, steps**power * bound.xreplace({**instance, n: steps - 1})


experiment = (
    Experiment(
        quantity="T × mean excess error",
        measure=constant,
        predicted=lambda steps: _band(steps, 1),
        rival=lambda steps: _band(steps, 0),
        rival_means="the same constant with the rate 1/T²",
        over={"steps": (256, 1024, 4096)},
        random=True,
    ),
    Experiment(
        quantity="slope of T × excess on ln T, relative",
        measure=drift,
        predicted=(Rational(-1, 20), Rational(1, 20)),
        control=drift_of_the_plain_average,
        rival_means="the plain average, which keeps a logarithm",
        random=True,
    ),
)


def figure(axis):
    """T times the mean excess error against T for four output rules on x + x²/2 over [0, 1] with noise of variance 4/3: flat
    for the last iterate, the weighted and the half-suffix average, rising like ln T for the plain average."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**i for i in range(4, 12))
    found = excess_errors(problem, optimizer, runs=2000, checkpoints=marks, outputs=("last", "uniform", "weighted", "half"))
    for output, colour in (("weighted", "measured"), ("last", "further"), ("half", "faint"), ("uniform", "rival")):
        means = [t * e.mean() for t, e in zip(marks, found[output], strict=True)]
        axis.semilogx(marks, means, "o-", color=COLOURS[colour], label=output, markersize=4)
    axis.set_xlabel("steps $T$")
    axis.set_ylabel(r"$T\times$ mean excess error")
    axis.legend(title="output")
