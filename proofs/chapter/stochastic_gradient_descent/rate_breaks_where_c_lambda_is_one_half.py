"""With steps c/k the rate breaks at cλ = 1/2"""


from sympy import Float, Min, Rational, gamma

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.numeric.evidence import log_detector, slope
from qedescent.numeric.evidence.power import runs_for_margin, spread_of_slope
from qedescent.numeric.measure import steps_over_k as measured
from qedescent.proofs.chapter.stochastic_gradient_descent import above_one_half as above
from qedescent.proofs.chapter.stochastic_gradient_descent import constant_below_one_half as constant
from qedescent.proofs.chapter.stochastic_gradient_descent import logarithm_at_one_half as corner
from qedescent.proofs.chapter.stochastic_gradient_descent import products_of_one_minus_p_over_k as products
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_c_over_k as run
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_c_over_k_in_numbers as in_numbers
from qedescent.proofs.chapter.stochastic_gradient_descent import what_is_left_of_the_start as start
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import LOGARITHM, OF_ONE
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies

ID = "sgd-c-over-k-phase-transition"

half, p_ = Rational(1, 2), run.rate  # p = cλ
given = (*run.model, *start.definition)
axioms = (LOGARITHM, OF_ONE, *start.axioms)
conclusion = (
    start.mean,
    start.gone,
    start.as_gamma,
    implies(p_ < 1, start.limit),
    implies([eq(p_, 1)], forall(n, above.exact)),
    implies([p_ > half, p_ <= 1], forall(n, above.stated)),
    forall(above.N, above.limit(run.share), given=[p_ > half, p_ >= 1, ge(above.N + 1, p_)]),
    implies([p_ > half], above.least),
    implies([p_ <= half], forall(n, corner.grows)),
    implies([eq(2 * p_, 1)], forall(n, corner.stays_below)),
    implies([eq(2 * p_, 1)], forall(n, corner.with_logarithm)),
    start.as_product,
    forall(n, run.grows),
    implies([p_ < half], forall(n, run.below)),
    implies([p_ < half], constant.constant),
    forall(products.b, forall(n, products.like_root), given=[products.root]),
    implies([eq(5 * p_, 1)], forall(k, start.fifth)),
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$ and steps $c/k$ let $p=c\lambda$, let $v_K$ "
    r"be the second moment after $K=n+1$ steps, $M_K=\prod_{j=1}^K(1-p/j)$ and $Q=\prod_{j=2}^K(1-p/j)$. The mean is "
    r"$M_K\mathrm{E}\theta_0$, where $M_K=\Gamma(K+1-p)/(\Gamma(1-p)\Gamma(K+1))$; it is 0 from $K=p$ on where $p$ is a natural "
    r"number, and $(K+1)^pM_K$ tends to $1/\Gamma(1-p)$ for $p<1$. For $p>\frac12$, $Kv_K$ tends to $c^2\sigma^2/(2p-1)$, which "
    r"is least at $p=1$, where it is exact: for $p\ge1$ with an error of order $1/K$, for $\frac12<p\le1$ with one of order "
    r"$KQ^2$, which is at most $\max(4(1-p)c^2\sigma^2/(2p-1),\,2(1-p)^2v_0)$ over $1+(2p-1)(\frac12+\dots+\frac1K)$. At "
    r"$p=\frac12$ a logarithm appears: $Kv_K$ lies between $c^2\sigma^2\ln(K+1)$ and $c^2\sigma^2(1+\ln K)+(v_0+2c^2\sigma^2)/3$. "
    r"For $p<\frac12$ the order $1/K$ is lost: $v_K$ is $CQ^2$ less at most $c^2\sigma^2/((1-2p)K)$, for a constant $C$ between "
    r"$v_1$ and $v_1+c^2\sigma^2/(1-2p)$, and $Q=M_K/(1-p)$ falls like $K^{-p}$ only: $1/K\le Q^{1/p}\le2/(K+1)$ where $1/p$ is "
    r"a natural number. At $p=\frac15$, $M_{j-1}>0.8\,j^{-1/5}$."
)
source = "Chung 1954; Nemirovski, Juditsky, Lan and Shapiro 2009; the bounds are own derivations"
notes = (
    "For the variance in place of the second moment read θ less its mean, which obeys the same law. C is characterised as the "
    "least number that v/Q² stays below from any step on.",
    "The example of 2009 is p = 1/5 without noise: there θ itself is M_K θ₀, above 0.8 θ₀ j^(-1/5) at its j-th iterate.",
    "For 1/2 < p < 1 the error falls like KQ², that is like K^(1 - 2p), which is slow near p = 1/2.",
    "The limits of K^(2p) v in the inventory, 0.1770 at p = 1/4 and 0.815 at p = 2/5 (c = p, σ = λ = 1, from the minimum), are "
    "too small: v/Q² still grows there. The constants C/Γ(2 - p)² are 0.17876 and 0.95435.",
    "Steps c/k need to know λ: an overestimate of λ by more than a factor of 2 leaves the order 1/k.",
)


def proof(p):
    run.laws(p)
    positive = [p.number(gt(t, 0).data) for t in (run.c, λ)]
    combine(p, gt(p_, 0), [[1, *positive]], [[1, p.number(eq(p_, run.c * λ).data)]])
    start.shrinks(p)
    regimes = {
        3: start.falls_like_a_power,
        4: above.exact_at_one,
        5: above.nears_the_share,
        6: above.tends_to_the_share,
        7: above.is_least_at_one,
        8: corner.grows_like_the_harmonic_sum,
        9: corner.stays_near_the_harmonic_sum,
        10: _at_the_corner,
        12: run.at_least_the_product,
        13: run.below_the_product,
        14: constant.has_a_constant,
        15: products.falls_like_a_root,
        16: start.above_a_fifth,
    }
    for i, show in regimes.items():
        p.prove(conclusion[i], by=lambda show=show: show(p)) if conclusion[i].data[2] else show(p)


def _at_the_corner(p):
    """Both bounds by the harmonic sum hold here; the logarithm follows it."""
    for bound in (8, 9):
        p.instance(conclusion[bound], {}, by=signs)
    p.have(ge(corner.noise, 0), sign(run.c * σ))
    corner.grows_like_the_logarithm(p)


MARKS, MARGIN = (64, 128, 256, 512, 1024, 2048, 4096), 0.06
# An excess error varies by √2 of its mean from run to run, those at 2K and K together, which makes a quarter more. A tenth of
# the margin is for what a finite K leaves.
RUNS = runs_for_margin(0.9 * MARGIN, 1.25 * spread_of_slope(MARKS, 2**0.5))


def excess(p, seed, runs=RUNS):
    return measured.excess(float(p), MARKS, runs, seed)


experiment = (
    Experiment(
        quantity="mean after K noiseless steps from 1",
        measure=measured.mean_left,
        predicted=in_numbers.left,
        rival=lambda p, steps: Float(steps) ** -p,
        rival_means="K^(-p) itself, without 1/Γ(1 - p)",
        over={"p": (0.2, 0.4, 1, 2, 2.5), "steps": (2, 1000)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="least of j^(1/5) × j-th iterate at p = 1/5",
        measure=lambda steps: measured.least_scaled(0.2, steps),
        predicted=(Rational(8, 10), 1),
        rival=lambda steps: (Rational(9, 10), 1),
        rival_means="0.9 in place of 0.8",
        over={"steps": (1000,)},
    ),
    Experiment(
        quantity="K × second moment",
        measure=measured.scaled_moment,
        predicted=in_numbers.share,
        rival=1,
        rival_means="the value of p = 1 for every p",
        over={"p": (1, 2, 3), "steps": (1000,)},
        tolerance=0.005,
        random=True,
    ),
    Experiment(
        quantity="K × second moment, without chance",
        measure=measured.exact_moment,
        predicted=in_numbers.bounds,
        rival=lambda p, steps: (0, in_numbers.share(Rational(3, 5), 1)),
        rival_means="it stays bounded for every p",
        over={"p": (0.25, 0.4, 0.5, 0.6, 1), "steps": (100, 2000)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="second moment over the square of M, p < 1/2",
        measure=measured.moment_over_mean,
        predicted=(lambda p, steps: p**2 / (1 - p) ** 2, lambda p, steps: in_numbers.largest(p) / (1 - p) ** 2),
        rival=lambda p, steps: (0, {Rational(1, 4): 0.1770, Rational(2, 5): 0.815}[p] * gamma(1 - p) ** 2),
        rival_means="the limits 0.177 and 0.815 of K^(2p) v, read off too early",
        over={"p": (0.25, 0.4), "steps": (8000,)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="exponent of K",
        measure=lambda p, seed: slope(excess(p, seed), MARKS),
        predicted=lambda p: (-Min(1, 2 * p) - MARGIN, -Min(1, 2 * p) + MARGIN),
        rival=-1,
        rival_means="steps c/k give 1/k for every c",
        over={"p": (0.25, 1)},
        random=True,
    ),
    Experiment(
        quantity="slope of K × second moment on ln K at p = 1/2",
        measure=lambda seed: log_detector(2 * excess(half, seed), MARKS, 1),
        predicted=half**2,
        rival=0,
        rival_means="no logarithm",
        tolerance=0.05,
        random=True,
    ),
)


def figure(axis):
    """The exponent read off 2,000 runs between K = 128 and 2048 against p = cλ: it follows 2p, then stays at 1. At the corner
    the logarithm rounds it off."""
    from qedescent.proofs.report.figure import COLOURS

    tried = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.5, 2.0]
    found = [slope(excess(p, 0, runs=2000), MARKS) for p in tried]
    errors = [[e.value - e.low for e in found], [e.high - e.value for e in found]]
    axis.plot([0, 0.5, 2], [0, -1, -1], color=COLOURS["predicted"], label="theorem")
    axis.errorbar(tried, [e.value for e in found], yerr=errors, fmt="o", color=COLOURS["measured"], label="measured", markersize=4)
    axis.axhline(-1, color=COLOURS["rival"], linestyle=":", linewidth=1)
    axis.set_xlabel(r"$p=c\lambda$")
    axis.set_ylabel("exponent of $K$")
    axis.legend()
