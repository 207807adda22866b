"""The plain average of SGD keeps a logarithm when the minimum lies on the boundary"""

from sympy import Integer, Rational, log

from qedescent.analytic.notation import n
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent, logarithm, scaled_constant
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.schedules import inverse
from qedescent.proofs.chapter.stochastic_gradient_descent.harmonic_sums_grow_like_a_logarithm import (
    N,
    doubled,
    doublings,
    m,
    stretch,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.noise_throws_off_the_boundary import (
    T,
    c,
    drift,
    run,
    s,
    thrown_off,
    total,
    uniform,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import forall, ge, gt
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E

ID = "sgd-uniform-average-log"

mean = s(T) / T
excess = E(mean + mean**2 / 2)
floor = c / (8 * T) * stretch(n)
given = (c > 0, ge(N + 1, c), *run)
axioms = (TakenAsGiven("Uniform noise on [-1, 3]", "the integral of max(-z, 0)/4 from -1 to 3 is 1/8", uniform),)
conclusion = (
    forall(n, drift),
    forall(n, ge(excess, floor)),
    forall((n, m), ge(T * excess, c * m / 16), given=[ge(T, 2**m * (N + 1))]),
)
claim = (
    r"Let $F(x)=x+x^2/2$ on $[0,1]$, with stochastic gradients $x+Z$, $Z$ uniform on $[-1,3]$, and steps of size $c/t$ "
    r"projected onto the interval; the minimum is the end $0$, where the slope is 1. From $t=N+1\ge c$ on the noise throws the "
    r"iterate off the end by at least $c/(8t)$ on average, so the plain average of the first $T=N+n+1$ iterates has expected "
    r"excess error at least $\frac{c}{8T}\sum_{t=N+1}^{T-1}\frac1t$. For $T\ge2^m(N+1)$ that is at least $cm/(16T)$: of order "
    r"$\ln T/T$, not $1/T$."
)
source = "Rakhlin, Shamir and Sridharan 2012, Theorem 3"
notes = (
    "The source has the constant c/16; a full gradient step from the boundary gives c/8.",
    "In more dimensions, |w|²/2 + w₁ on a box, the first coordinate moves as here and the others add nothing negative.",
    "The measured slope 0.199 is near Σ E max(-S, 0)/n = 0.202 over the sums S of n noises, the mean of the walk that the "
    "iterates make at the end (Spitzer's identity; not proved here). The bound 1/8 is its first term.",
    "A log-log fit reads an exponent near -0.92, which a test of -1 ± 0.1 would pass; T × excess against ln T does not lie.",
)


def proof(p):
    _, average, logarithm_ = conclusion
    thrown_off(p)
    p.prove(average, by=lambda: _average(p))
    doublings(p)
    p.prove(logarithm_, by=lambda: _logarithm(p))


def _average(p):
    """The excess error is at least the mean, and T times the mean is the sum."""
    square = p.have(ge(mean**2, 0), sign(mean))
    spread = p.step("mean", fact=square)
    whole = p.instance(total, {n: n})
    weight = p.have(gt(1 / T, 0), signs)
    combine(p, conclusion[1].data[3], [[1, weight, whole], [["/", 1, 2], spread]], say="the average is the sum over T")


def _logarithm(p):
    here, spans = p.instance(conclusion[1], {n: n}), p.instance(doubled, {n: n, m: m})
    size = ["natural", ["+", "N", "n", 1]]
    positive = p.number(gt(c, 0).data)
    combine(p, conclusion[2].data[3], [[1, size, here], [["/", 1, 8], positive, spans]], say="T spans m doublings of N + 1")


problem, optimizer = BoxedQuadratic(), SGD(inverse(1.0))
MARKS = (256, 512, 1024, 2048, 4096)
run_of = {"runs": 4096, "checkpoints": MARKS}


def constant(output):
    """Measures T times the mean excess error of an output rule after T steps."""
    return lambda steps, seed: scaled_constant(problem, optimizer, output, power=1, step=steps, seed=seed, **run_of)


def growth(seed):
    """The slope of T × excess on ln T for the plain average."""
    relative = logarithm(problem, optimizer, "uniform", power=1, seed=seed, **run_of)
    return relative.scaled(constant("uniform")(MARKS[0], seed).value)


def _band(steps):
    """T times the theorem's bound, and the classical upper bound G²(1 + ln T)/2 with G² = 16/3."""
    return (T * floor).xreplace({N: Integer(0), n: steps - 1, c: Integer(1)}), Rational(8, 3) * (1 + log(steps))


experiment = (
    Experiment(
        quantity="T × mean excess error of the plain average",
        measure=constant("uniform"),
        predicted=_band,
        control=constant("weighted"),
        rival_means="the average with weights t, which has no logarithm",
        over={"steps": (256, 1024, 4096)},
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
