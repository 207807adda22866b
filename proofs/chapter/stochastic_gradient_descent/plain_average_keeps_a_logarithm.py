"""The plain average of SGD keeps a logarithm when the minimum lies on the boundary"""

from sympy import Integer, Rational, log

from qedescent.analytic.notation import k, n
from qedescent.numeric.evidence.power import FEWEST
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent, logarithm, scaled_constant
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.schedules import inverse
from qedescent.proofs.chapter.stochastic_gradient_descent import noise_throws_off_the_boundary as boundary
from qedescent.proofs.chapter.stochastic_gradient_descent.harmonic_sums_grow_like_a_logarithm import (
    N,
    doubled,
    doublings,
    m,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import stretch
from qedescent.proofs.chapter.stochastic_gradient_descent.noise_throws_off_the_boundary import c, s, x
from qedescent.proofs.chapter.stochastic_gradient_descent.thrown_off_from_the_second_step import (
    early,
    i,
    thrown_off_early,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, sequence

ID = "sgd-uniform-average-log"

o = sequence("o", "random")  # half the squared length of the other coordinates of the mean of so many iterates
given = (c > 0, *boundary.run, forall(k, ge(o(k), 0)))
axioms = (
    TakenAsGiven("Uniform noise on [-1, 3]", "the integral of max(-z, 0)/4 from -1 to 3 is 1/8", boundary.uniform[0]),
    TakenAsGiven("Its second moment", "the integral of max(-z, 0)²/4 from -1 to 3 is 1/12", boundary.uniform[1]),
    TakenAsGiven("Its sign", "three quarters of [-1, 3] are not negative", boundary.positive),
)


def excess(T):
    """The expected excess error of the plain mean of T iterates."""
    mean = s(T) / T
    return E(mean + mean**2 / 2 + o(T))


def floor(first, weight):
    """weight/T times 1/first + ... + 1/(T - 1) for T = first + n."""
    return ge(excess(first + n), weight / (first + n) * stretch(first, n))


late, soon, T = N + 1, N + 2, N + n + 1
conclusion = (
    forall(k, ge(E(x(k + 1)), c / (8 * (k + 1))), given=[ge(k + 1, c)]),
    forall(n, floor(late, c / 8), given=[ge(late, c)]),
    forall((n, m), ge(T * excess(T), c * m / 16), given=[ge(late, c), ge(T, 2**m * late)]),
    forall(n, floor(soon, c / 16), given=[ge(2 * soon, c)]),
)
claim = (
    r"Let $F(w)=w_1+\|w\|^2/2$ on $[0,1]^d$, with stochastic gradients $w+(Z,0,\dots,0)$, $Z$ uniform on $[-1,3]$, and steps of "
    r"size $c/t$ projected onto the cube; the minimum is the corner $0$, where the slope is 1. From $t\ge c$ on the noise throws "
    r"the first coordinate $x$ off the boundary by at least $c/(8t)$ on average, so the plain mean of the first $T$ iterates has "
    r"expected excess error at least $\frac{c}{8T}\sum_{t=N+1}^{T-1}\frac1t$ for $N+1\ge c$, and at least "
    r"$\frac{c}{16T}\sum_{t=N+2}^{T-1}\frac1t$ for $N+2\ge c/2$. For $T\ge2^m(N+1)$ the first is at least $cm/(16T)$: of order "
    r"$\ln T/T$, not $1/T$."
)
source = "Rakhlin, Shamir and Sridharan 2012, Theorem 3"
notes = (
    "The source has the constant c/16 from t = max(2, c/2) on; from t = c on a full gradient step from the boundary gives c/8.",
    "The measured slope 0.199 is near Σ E max(-S, 0)/n = 0.202 over the sums S of n noises, the mean of the walk that the "
    "iterates make at the end (Spitzer's identity; not proved here). The bound 1/8 is its first term.",
    "A log-log fit reads an exponent near -0.92, which a test of -1 ± 0.1 would pass; T × excess against ln T does not lie.",
)


def proof(p):
    _, first, logarithm_, whole = conclusion
    boundary.thrown_off(p)
    p.induct(k, ge(s(k), 0), base=signs, step=lambda: _one_more_iterate(p))
    p.prove(first, by=lambda: _average(p, late, c / 8, lambda t: p.instance(boundary.drift, {k: t - 1}, by=signs)))
    doublings(p)
    p.prove(logarithm_, by=lambda: _logarithm(p))
    thrown_off_early(p)
    p.prove(whole, by=lambda: _average(p, soon, c / 16, lambda t: p.instance(early, {i: t - 2}, by=signs)))


def _one_more_iterate(p):
    before, new, above = len(p.facts) - 1, p.instance(boundary.sums[1], {k: k}), p.instance(boundary.inside[0], {k: k})
    combine(p, ge(s(k + 1), 0), [[1, before], [1, above]], [[1, new]])


def _average(p, first, weight, push):
    """The excess error is at least the mean of the first coordinate, and T times that mean is the sum."""
    total = ge(E(s(first + i)), weight * stretch(first, i))
    p.induct(i, total, base=lambda: _nothing_yet(p, first), step=lambda: _adds(p, first, weight, push))
    T, mean = first + n, s(first + n) / (first + n)
    square, rest = p.have(ge(mean**2, 0), sign(mean)), p.instance(given[-1], {k: T})
    above, others, whole = p.step("mean", fact=square), p.step("mean", fact=rest), p.instance(forall(i, total), {i: n})
    share = p.have(gt(1 / T, 0), signs)
    combine(p, floor(first, weight), [[1, share, whole], [["/", 1, 2], above], [1, others]], say="the mean is the sum over T")


def _nothing_yet(p, first):
    start = p.step("mean", fact=p.instance(forall(k, ge(s(k), 0)), {k: first}))
    combine(p, ge(E(s(first)), 0), [[1, start]])


def _adds(p, first, weight, push):
    before, thrown = len(p.facts) - 1, push(first + i)
    sum_ = p.have(eq(E(s(first + i + 1)), E(s(first + i)) + E(x(first + i))), algebra)
    goal = ge(E(s(first + i + 1)), weight * stretch(first, i + 1))
    combine(p, goal, [[1, before], [1, thrown]], [[1, sum_]])


def _logarithm(p):
    here, spans = p.instance(conclusion[1], {n: n}), p.instance(doubled, {n: n, m: m})
    size, positive = ["natural", ["+", "N", "n", 1]], p.number(gt(c, 0).data)
    combine(p, conclusion[2].data[3], [[1, size, here], [["/", 1, 8], positive, spans]], say="T spans m doublings of N + 1")


problem, optimizer = BoxedQuadratic(), SGD(inverse(1.0))
MARKS = (256, 1024, 4096, 16_384)
run_of = {"runs": FEWEST, "checkpoints": MARKS}  # every rival is a hundred standard errors away


def constant(output):
    """Measures T times the mean excess error of an output rule after T steps."""
    return lambda steps, seed: scaled_constant(problem, optimizer, output, power=1, step=steps, seed=seed, **run_of)


def growth(seed):
    """The slope of T × excess on ln T for the plain average."""
    return logarithm(problem, optimizer, "uniform", power=1, seed=seed, relative=False, **run_of)


def _band(steps):
    """T times the theorem's bound, and the classical upper bound G²(1 + ln T)/2 with G² = 16/3."""
    lower = (c / 8 * stretch(late, n)).xreplace({N: Integer(0), n: steps - 1, c: Integer(1)})
    return lower, Rational(8, 3) * (1 + log(steps))


experiment = (
    Experiment(
        quantity="T × mean excess error of the plain average",
        measure=constant("uniform"),
        predicted=_band,
        control=constant("weighted"),
        rival_means="the average with weights t, which has no logarithm",
        over={"steps": MARKS},
        random=True,
    ),
    Experiment(
        quantity="slope of T × excess on ln T",
        measure=growth,
        predicted=(Rational(1, 8), Rational(1, 4)),
        rival=(-Rational(1, 20), Rational(1, 20)),
        rival_means="no logarithm: T × excess does not grow",
        random=True,
    ),
    Experiment(
        quantity="exponent that a log-log fit reads",
        measure=lambda seed: exponent(problem, optimizer, "uniform", seed=seed, **run_of),
        predicted=(-Rational(95, 100), -Rational(88, 100)),
        rival=-1,
        rival_means="the rate 1/T, which this exponent is easily taken for",
        random=True,
    ),
)


def figure(axis):
    """T times the mean excess error against T on x + x²/2 over [0, 1] with steps 1/t: the plain average rises like ln T, above
    the bound of the theorem, while the weighted average of the same iterates and the last iterate stay flat."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**e for e in range(4, 12))
    found = excess_errors(problem, optimizer, runs=2000, checkpoints=marks, outputs=("uniform", "weighted", "last"))
    for output, colour in (("uniform", "rival"), ("weighted", "measured"), ("last", "further")):
        means = [steps * e.mean() for steps, e in zip(marks, found[output], strict=True)]
        axis.semilogx(marks, means, "o-", color=COLOURS[colour], label=output, markersize=4)
    axis.semilogx(marks, [_band(steps)[0].evalf() for steps in marks], "--", color=COLOURS["predicted"], label="bound")
    axis.set_xlabel("steps $T$")
    axis.set_ylabel(r"$T\times$ mean excess error")
    axis.legend(title="output")
