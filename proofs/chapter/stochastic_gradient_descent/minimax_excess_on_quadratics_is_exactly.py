"""On quadratics the minimax excess error is exactly σ²/(2λk)"""

from sympy import Integer

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.numeric.evidence import mean_interval
from qedescent.numeric.evidence.power import runs_for_mean, runs_for_variance
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.variance import second_moment
from qedescent.numeric.optimizers import SGD, Adam, Momentum, Nesterov
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse, strongly_convex
from qedescent.proofs.chapter.stochastic_gradient_descent.gaussian_prior_for_the_minimum import (
    C,
    K,
    S,
    bound,
    bound_by_priors,
    decoded,
    drawn,
    gaussian,
    lower,
    ξ,
    τ,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.language.formulas import eq, forall, independent
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, function, real, sequence

ID = "sgd-strongly-convex-lower-exact"

c = real("c")
x = sequence("x", "random")  # SGD with steps 1/(λk) when the minimum is c
θ, g = function("θ g", "random", "real", "nat")  # queries of any method and the replies, when the minimum is drawn

given = (
    λ > 0,
    forall(k, eq(x(k + 1), x(k) - (λ * (x(k) - c) + ξ(k)) / (λ * (k + 1)))),
    forall((τ, k), eq(g(τ, k), λ * (θ(τ, k) - C(τ)) + ξ(k)), given=[τ > 0]),
    independent(ξ, S),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
    eq(S(0), 0),
    forall(k, eq(S(k + 1), S(k) + ξ(k))),
    *drawn,
)
axioms = (
    TakenAsGiven(
        "Uncorrelated jointly Gaussian quantities are independent",
        "law of Gaussian vectors, where C(τ) and the noise are Gaussian of mean 0 and T(τ, k) depends on the first k "
        "decoded replies and on nothing else that has to do with C(τ)",
        gaussian,
    ),
)
conclusion = (
    forall((τ, k), eq(θ(τ, k) - g(τ, k) / λ, decoded), given=[τ > 0]),
    forall(n, eq(E(λ / 2 * (x(K) - c) ** 2), bound)),
    forall(n, lower),
)
claim = (
    r"Let $f_c(\theta)=\lambda(\theta-c)^2/2$ with $c$ unknown, and let a method see $k=n+1$ gradients with independent "
    r"noise $\mathcal N(0,\sigma^2)$ at points of its choice. SGD with steps $1/(\lambda j)$, $j=1,\dots,k$, has expected "
    r"excess error exactly $\sigma^2/(2\lambda k)$, for every $c$ and every start. If $B(k)$ bounds the expected excess "
    r"error of a method for all $c$, hence also on average over every Gaussian prior for $c$, then "
    r"$B(k)\ge\sigma^2/(2\lambda k)$: no momentum, averaging or choice of queries does better."
)
source = "Own derivation; Bayes estimates in the Gaussian location model, Lehmann and Casella 1998"
notes = (
    "Only the law of Gaussian vectors is taken as given. That a reply is worth one observation c + noise, the Bayes risk "
    "(σ²/(2λ)) τ/(kτ + 1) of the prior of variance τσ²/λ², and the passage to wide priors are proved.",
    "The supremum over c is needed. At one c a method may do better: Adam from 3 away with steps 1/k on θ²/2 has 0.81 of the "
    "bound near k = 30, and a method that starts at c and hardly moves has almost no error there.",
)


def proof(p):
    decoding, attained, _ = conclusion
    p.prove(decoding, by=algebra.saying("whatever was asked, a reply tells c + noise"))
    mean = p.induct(n, eq(x(K), c - S(K) / (λ * K)), base=algebra, step=algebra, say="SGD is the mean of the decoded replies")
    variance = algebra.saying("the noise is independent of its past")
    square = p.induct(n, eq(E(S(n) ** 2), n * σ**2), base=algebra, step=variance)
    p.prove(attained, by=using(mean, square, words="the variance of a mean"))
    bound_by_priors(p, square)


CURVATURE, FAR = 2, 3.0
RUNS = runs_for_variance(1.05)  # tells a twentieth
FEW = runs_for_mean(0.1, 2**0.5)  # tells a tenth; the method that comes nearest to the bound has an eighth more


def excess_of(optimizer, start=FAR):
    """Measures the mean excess error after k steps from `start` on θ², for Gaussian iterates of mean 0."""
    problem = NoisyQuadratic(curvature=CURVATURE, start=start)
    return lambda steps, seed: second_moment(problem, optimizer, RUNS, steps, seed).scaled(CURVATURE / 2)


def mean_excess_of(optimizer, output="last", start=FAR):
    """The mean excess error of another method, from far away."""
    problem, few = NoisyQuadratic(curvature=CURVATURE, start=start), {"runs": FEW, "outputs": (output,)}
    return lambda steps, seed: mean_interval(
        excess_errors(problem, optimizer, checkpoints=(steps,), seed=seed, **few)[output][0], steps
    )


knowing = SGD(lambda k: 1 / (CURVATURE * (k + 10)))  # the Bayes estimate for c known as from ten more gradients
at_step = bound.xreplace({n: k - 1, λ: Integer(CURVATURE), σ: Integer(1)})
experiment = (
    Experiment(
        quantity="excess error of SGD with steps 1/(λk)",
        measure=excess_of(SGD(inverse(1 / CURVATURE))),
        predicted=at_step,
        rival=2 * at_step,
        rival_means="the half of λθ²/2 forgotten",
        over={k: (10, 100, 1000)},
        random=True,
    ),
    Experiment(
        quantity="the same, away from c",
        measure=excess_of(SGD(inverse(1 / CURVATURE))),
        predicted=at_step,
        control=excess_of(SGD(1e-3), start=0.0),
        rival_means="a start at c and steps of 1/1000, which hardly move",
        over={k: (20, 200)},
        random=True,
    ),
    *(
        Experiment(
            quantity=f"excess error of {name}, never below the bound",
            measure=mean_excess_of(optimizer, output),
            predicted=(at_step, 5 * at_step),
            control=mean_excess_of(knowing, start=0.0),
            rival_means="SGD with steps 1/(λ(k + 10)) from c, which knows c beforehand",
            over={k: (20, 80)},
            random=True,
        )
        for name, optimizer, output in (
            ("heavy ball", Momentum(inverse(0.5 / CURVATURE), 0.5), "last"),
            ("Nesterov momentum", Nesterov(inverse(0.5 / CURVATURE), 0.5), "last"),
            ("the plain mean of SGD", SGD(strongly_convex(CURVATURE)), "uniform"),
        )
    ),
)


def figure(axis):
    """k times the excess error, in units of σ²/(2λ), of four methods on the same noise, started 3 away from the minimum. SGD
    has the minimax value 1 at every c. At one c others may dip below it, as Adam does here, and a method that starts at c
    (dotted) knows it already; at the worst c nobody is below."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**e for e in range(2, 11))
    methods = (
        ("SGD", SGD(inverse(1.0)), FAR, "o-", "measured"),
        ("heavy ball", Momentum(inverse(0.5), 0.5), FAR, "s-", "rival"),
        ("Nesterov", Nesterov(inverse(0.5), 0.5), FAR, "^-", "further"),
        ("Adam", Adam(inverse(1.0)), FAR, "v-", "predicted"),
        ("started at $c$", SGD(0.01), 0.0, ":", "faint"),
    )
    for name, method, start, line, colour in methods:
        found = excess_errors(NoisyQuadratic(start=start), method, runs=4000, checkpoints=marks)["last"]
        scaled = [2 * steps * e.mean() for steps, e in zip(marks, found, strict=True)]
        axis.semilogx(marks, scaled, line, color=COLOURS[colour], label=name, markersize=4)
    axis.axhline(1, color=COLOURS["predicted"], linewidth=0.8)
    axis.set_ylim(0, 5)
    axis.set_xlabel("steps $k$")
    axis.set_ylabel(r"$k\times$ excess error $\times\,2\lambda/\sigma^2$")
    axis.legend()
