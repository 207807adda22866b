"""No method beats order 1/√k on convex Lipschitz problems"""

from sympy import Integer, Lambda, Rational, erf, sqrt

from qedescent.analytic.notation import d, k, r, σ
from qedescent.numeric.measure import hard_pair, sign_rule
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent as fixed_exponent
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.sharp import Kink
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.chapter.stochastic_gradient_descent.likelier_of_two_gaussian_laws import (
    B,
    E,
    J,
    P,
    Q,
    R,
    inside,
    least,
    likelihoods,
    sums,
    worse_of_the_two,
    worst,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import Φ, law, tail_at_least
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, ge, gt, implies, term
from qedescent.proofs.language.prover import TakenAsGiven

ID = "sgd-convex-lower-sqrt"

constant = Rational(339, 1000)
given = (d > 0, R > 0, σ > 0, r > 0, eq(r**2, k), *inside, *worst)
axioms = (
    TakenAsGiven(
        "Likelihoods of Gaussian replies",
        "P and Q integrate to 1, and P/Q = exp(2d · sum/σ²) is above 1 exactly where the sum of the replies is positive",
        likelihoods,
    ),
    TakenAsGiven(
        "Law of a sum of Gaussians",
        "the sum of k replies ±d + N(0, σ²) is N(±kd, kσ²), so its sign is wrong with probability Φ(-√k d/σ)",
        sums,
    ),
    TakenAsGiven("The standard normal law", "Φ' = φ, φ(x) = exp(-x²/2)/√(2π), and Archimedes' bound for π", law),
)
conclusion = (
    ge(B, least),
    eq(E(P * d * (R + -R * J)), least),
    eq(E(Q * d * (R - -R * J)), least),
    implies([eq(4 * r * d, 3 * σ)], ge(B, constant * R * σ / r)),
)
claim = (
    r"Let $f_\pm(x)=\pm dx$ on $[-R,R]$, and let a method see $k=r^2$ gradients $\pm d+\mathcal N(0,\sigma^2)$ before it "
    r"gives its output $X$. Its expected excess error on the worse of the two functions is at least "
    r"$2Rd\,\Phi(-\sqrt k\,d/\sigma)$, whatever its queries, and the end of the interval opposite to the sum of the gradients "
    r"attains it on both. With $d=3\sigma/(4\sqrt k)$ that is at least $0.339\,R\sigma/\sqrt k$: no method has a better order "
    r"than $1/\sqrt k$ on convex Lipschitz functions, and the hard slope shrinks with $k$."
)
source = "Nemirovski and Yudin 1983; Agarwal, Bartlett, Ravikumar and Wainwright 2012; the exact value is an own derivation"
notes = (
    "The best slope is √k d/σ = 0.75179 with the constant 0.33994 (numerically); 3/4 loses less than 10⁻⁵ of it.",
    "Only the laws of the replies are taken as given; the lemma of Neyman and Pearson and Φ(-3/4) >= 0.226 are proved.",
)


def proof(p):
    bound, *attained, order = conclusion
    best = worse_of_the_two(p, bound)
    p.show(attained, algebra.saying("the sign is right and wrong as the law of the sum says"))
    tail = tail_at_least(p, -Rational(3, 4), constant * Rational(2, 3))
    p.prove(order, by=lambda: _at_this_slope(p, best, tail))


def _at_this_slope(p, best, tail):
    here = p.have(eq(-r * d / σ, -Rational(3, 4)), algebra)
    value = p.step("rewrite", fact=here, **{"in": ["apply", "Φ", "#"]})
    size, width, slope = p.have(eq(d, 3 * σ / (4 * r)), algebra), *(p.number(gt(s, 0).data) for s in (R, d))
    weights = [[term(2 * R * d)[0], value], [term(R * constant * Rational(4, 3))[0], size]]
    combine(p, conclusion[3].data[3], [[1, best], [2, width, slope, tail]], weights, say="√k d/σ = 3/4")


HARDNESS, HORIZONS = 0.75179, (64, 256, 1024)  # √k d/σ of the hardest pair
bell = Lambda(k, (1 + erf(k / sqrt(2))) / 2)


def scaled(h, k, distance=1):
    """√k times the bound for √k d/σ = h and σ = R = 1; `distance` 2 is the slip."""
    return least.xreplace({Φ(-r * d / σ): bell(-distance * h)}).xreplace({d: h, R: Integer(1)})


def on_one_pair(seed):
    """The exponent of averaged SGD when the pair of the first horizon is kept for all."""
    pair = LinearPair(HARDNESS / HORIZONS[0] ** 0.5)
    return fixed_exponent(pair, SGD(inverse_root(1.0)), "uniform", runs=8000, checkpoints=HORIZONS, seed=seed)


experiment = (
    Experiment(
        quantity="√k × excess error of the sign of the sum",
        measure=lambda h, steps, seed: sign_rule.scaled_excess(h, steps, runs=40_000, seed=seed),
        predicted=scaled,
        rival=lambda h, k: scaled(h, k, distance=2),
        rival_means="the distance of the two means taken for their distance from 0",
        over={"h": (0.375, 0.75, 1.5), k: (16, 256)},
        random=True,
    ),
    Experiment(
        quantity="√k × excess error of averaged SGD on the hard pair of k",
        measure=lambda steps, seed: hard_pair.scaled_excess(HARDNESS, steps, seed=seed),
        predicted=(constant, 1),
        rival=(0, constant),
        rival_means="below the bound",
        over={k: HORIZONS},
        random=True,
    ),
    Experiment(
        quantity="exponent of k over the hard pairs",
        measure=lambda seed: hard_pair.exponent(HARDNESS, HORIZONS, seed=seed),
        predicted=(-Rational(52, 100), -Rational(48, 100)),
        control=on_one_pair,
        rival_means="one pair for all k: it is easy before long",
        random=True,
    ),
)


def figure(axis):
    """√k times the excess error of averaged SGD with steps 1/√k. On the hard pair of each k it stays above the bound 0.339
    that no method beats, which the sign of the sum of the gradients attains; on fixed functions it falls, and shows nothing
    of the worst case."""
    from qedescent.proofs.report.figure import COLOURS

    marks = tuple(2**e for e in range(4, 13, 2))
    worst = [hard_pair.scaled_excess(HARDNESS, K, runs=4000).value for K in marks]
    best = [sign_rule.scaled_excess(HARDNESS, K, runs=4000).value for K in marks]
    axis.loglog(marks, worst, "o-", color=COLOURS["measured"], label="hard pair of $k$", markersize=4)
    axis.loglog(marks, best, "s-", color=COLOURS["further"], label="same, sign of the sum", markersize=4)
    for name, problem, style in (("$|x|$", Kink(), ":"), ("$x^2/2$", NoisyQuadratic(), "-.")):
        found = excess_errors(problem, SGD(inverse_root(1.0)), runs=1000, checkpoints=marks, outputs=("uniform",))["uniform"]
        scaled_means = [K**0.5 * e.mean() for K, e in zip(marks, found, strict=True)]
        axis.loglog(marks, scaled_means, style, color=COLOURS["rival"], label=name)
    axis.axhline(float(constant), color=COLOURS["predicted"], linewidth=0.8)
    axis.set_xlabel("steps $k$")
    axis.set_ylabel(r"$\sqrt{k}\times$ excess error")
    axis.legend()
