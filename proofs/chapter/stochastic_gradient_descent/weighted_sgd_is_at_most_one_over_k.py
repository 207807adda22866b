"""Weighted SGD on strongly convex problems has excess error at most 2G²/(μ(T + 1))"""

from sympy import Rational, log, sqrt

from qedescent.analytic.notation import k, n, μ
from qedescent.numeric.evidence.power import runs_for_margin, runs_for_mean, spread_of_slope
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent, logarithm, scaled_constant
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse, strongly_convex
from qedescent.proofs.chapter.stochastic_gradient_descent import means_of_steps_one_over_mu_t as means
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_one_over_mu_t as second
from qedescent.proofs.chapter.stochastic_gradient_descent import weights_that_grow_like_t as first
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import LOGARITHM, logarithms
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, one_step
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.language.formulas import forall

ID = "sgd-strongly-convex-upper"

given = (μ > 0, *first.run.hypotheses, *first.mean.hypotheses, *second.run.hypotheses, second.least, means.defined)
axioms = (LOGARITHM,)
conclusion = (
    forall(n, first.weighted),
    forall(k, second.near),
    forall((means.M, n), means.mean_costs, given=[means.M > 0, means.smooth]),
    means.suffix,
)
claim = (
    r"Let $f$ be $\mu$-strongly convex on a closed convex domain with its least value there at $c$, gradients unbiased with "
    r"$\mathrm{E}\|g\|^2\le G^2$, and every step be projected onto the domain. With steps $2/(\mu(t+1))$, $t=1,2,\dots$, the mean "
    r"of the first $T=n+1$ iterates with weights $t$ has expected excess error at most $2G^2/(\mu(T+1))$, and "
    r"$\tfrac\mu2\mathrm{E}\|\theta_T-c\|^2$ of the iterate after them fits under the same bound beside it. With steps "
    r"$1/(\mu t)$ the iterate $y_k$, $k=t-1$, is near: $\mathrm{E}\|y_k-c\|^2\le2G^2/(\mu^2t)$. The plain mean of $T$ iterates "
    r"then has excess error at most $4MG^2/(\mu^2T)$ where $f$ is $M$-smooth at $c$; without that the mean of the last "
    r"$\alpha T=n+1$ of $T=s+n+1$ iterates has at most $(1+\ln\frac1{1-\alpha})\,G^2/(2\alpha\mu T)$."
)
source = "Lacoste-Julien, Schmidt and Bach 2012; Rakhlin, Shamir and Sridharan 2012, Lemma 1 and Theorems 2 and 5"
notes = (
    "The notes of the course say that SGD on a strongly convex problem is O(1/k). That needs the right output rule: the plain "
    "mean of the same iterates keeps a logarithm where f is not smooth at c (sgd-uniform-average-log); it needs μ, too.",
    "For the steps 1/(μt) the constants of the source are larger: 4G²/(μ²t), 16MG²/(μ²T) and (2 + 2.5 ln(1/(1 - α)))G²/(αμT). "
    "All three follow from (t - 1) E|y - c|² <= G²/μ² and E|y - c|² <= G²/μ².",
)


def proof(p):
    first.weighted_mean(p)
    one_step(p, second.run)
    second.comes_near(p)
    means.mean_comes_near(p)
    p.prove(conclusion[2], by=lambda: means.smooth_mean(p))
    logarithms(p)
    means.suffix_costs(p)


# A quadratic on [-1, 1] with unit noise: μ = M = 1, G² = 1 + 1. No method has less than 1/(2T) for every minimum there is.
hard = NoisyQuadratic(start=1.0, radius=1.0)
# The weighted mean comes nearest to that: its 16/27 is that of a Gaussian, √2 of itself from run to run.
at_hard = {"runs": runs_for_mean(0.9 * (16 / 27 - 1 / 2), 2**0.5 * 16 / 27), "checkpoints": (128, 256, 512, 1024)}
of_hard = {μ: 1, means.M: 1, G: sqrt(2)}
# x + x²/2 on [0, 1] with noise U[-1, 3]: μ = 1, and E(x + Z)² is largest at x = 1: (1 + 1)² + 16/12.
sharp = BoxedQuadratic()
HORIZONS, MARGIN = (128, 256, 512, 1024, 2048, 4096), 0.06
# The last iterate varies most: by twice its mean from run to run. A tenth of the margin is for what a finite T leaves.
at_sharp = {"runs": runs_for_margin(0.9 * MARGIN, spread_of_slope(HORIZONS, 2.05)), "checkpoints": HORIZONS}
by_t, by_half = SGD(inverse(1.0)), SGD(strongly_convex(1.0))
forgetful = SGD(inverse(1 / 3))  # μ taken to be 3


def constant(optimizer, output, unit=1):
    """Measures T times the mean excess error on the hard problem."""
    return lambda steps, seed: scaled_constant(
        hard, optimizer, output, power=1, step=steps, seed=seed, **at_hard
    ).scaled(unit)


def drift(optimizer, output):
    """The log detector on the sharp problem: the slope of T × excess on ln T, relative."""
    return lambda seed: logarithm(sharp, optimizer, output, power=1, seed=seed, **at_sharp)


def upper(expression):
    """T times a bound of the theorem after T steps on the hard problem."""
    return lambda steps: steps * expression.xreplace({**of_hard, n: steps - 1})


least = Rational(1, 2)  # T times the minimax excess error of sgd-strongly-convex-lower-exact
experiment = (
    Experiment(
        quantity="T × excess of the weighted mean, steps 2/(μ(t + 1))",
        measure=constant(by_half, "weighted"),
        predicted=(least, upper(first.bound)),
        rival=lambda steps: (0, least),
        rival_means="less than the minimax excess error",
        over={"steps": (256, 1024)},
        random=True,
    ),
    *(
        Experiment(
            quantity=f"T × {name}, steps 1/(μt)",
            measure=constant(by_t, output, unit),
            predicted=(lower, upper(theorem)),
            control=constant(forgetful, output, unit),
            rival_means="steps 1/(3μt): μ taken three times too large",
            over={"steps": (256, 1024)},
            random=True,
        )
        for name, output, unit, lower, theorem in (
            ("squared distance of the iterate", "last", 2, 0, 2 * G**2 / (μ**2 * (n + 1))),
            ("excess of the plain mean, f smooth", "uniform", 1, least, 4 * means.M * G**2 / (μ**2 * (n + 1))),
            ("excess of the mean of the last half", "half", 1, least, G**2 * (1 + log(2)) / (μ * (n + 1))),
        )
    ),
    Experiment(
        quantity="exponent of T of the weighted mean",
        measure=lambda seed: exponent(sharp, by_half, "weighted", seed=seed, **at_sharp),
        predicted=(-Rational(102, 100), -Rational(98, 100)),
        control=lambda seed: exponent(sharp, by_half, "reversed", seed=seed, **at_sharp),
        rival_means="weights reversed: the first iterates count most",
        random=True,
    ),
    *(
        Experiment(
            quantity=f"slope of T × excess on ln T, relative: {name}",
            measure=drift(optimizer, output),
            predicted=(-margin, margin),
            control=drift(optimizer, slip),
            rival_means=f"{slip} mean in place of it, which keeps a logarithm",
            random=True,
        )
        for name, optimizer, output, margin, slip in (
            ("weighted mean, steps 2/(μ(t + 1))", by_half, "weighted", Rational(3, 100), "reversed"),
            ("weighted mean, steps 1/(μt)", by_t, "weighted", Rational(3, 100), "uniform"),
            ("mean of the last half, steps 1/(μt)", by_t, "half", Rational(3, 100), "uniform"),
            ("last iterate, steps 1/(μt)", by_t, "last", Rational(str(MARGIN)), "uniform"),
        )
    ),
)


def figure(axis):
    """T times the mean excess error against T for five output rules of steps 1/t on x + x²/2 over [0, 1] with noise of variance
    4/3: flat for the last iterate, the weighted mean and the mean of the last half, rising like ln T for the plain mean and
    for weights reversed."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**i for i in range(4, 13))
    rules = {"weighted": "measured", "last": "further", "half": "predicted", "uniform": "rival", "reversed": "faint"}
    found = excess_errors(sharp, by_t, runs=2000, checkpoints=marks, outputs=tuple(rules))
    for output, colour in rules.items():
        means = [t * e.mean() for t, e in zip(marks, found[output], strict=True)]
        axis.semilogx(marks, means, "o-", color=COLOURS[colour], label=output, markersize=4)
    axis.set_ylim(0, 7)
    axis.set_xlabel("steps $T$")
    axis.set_ylabel(r"$T\times$ mean excess error")
    axis.legend(title="output", ncols=3, loc="upper left")
