"""Averaged SGD on convex problems has excess error at most RG/√K"""

from sympy import Rational, sqrt

from qedescent.analytic.notation import k, n
from qedescent.numeric.evidence.power import FEWEST
from qedescent.numeric.measure import hard_pair, last_iterate
from qedescent.numeric.measure.rates import exponent
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.sharp import Kink
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_of_one_size as same
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import G, one_step
from qedescent.proofs.chapter.stochastic_gradient_descent.roots_of_naturals import roots
from qedescent.proofs.chapter.stochastic_gradient_descent.running_means import jensen
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_a_over_root_k import (
    D,
    a,
    at_any_time,
    bounded_at_any_time,
    mean,
    run,
    shrinking,
    step_size,
    within,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.language.formulas import forall, gt

ID = "sgd-convex-upper-sqrt"

given = (
    G > 0,
    same.R > 0,
    forall(k, gt(step_size(k), 0)),
    *run.hypotheses,
    *mean.hypotheses,
    same.starts_near,
)
conclusion = (
    same.for_any_size,
    same.for_this_horizon,
    forall((a, D), forall(n, at_any_time), given=[a > 0, shrinking, within]),
)
claim = (
    r"Let $f$ be convex on a closed convex domain that contains $c$, $g_k$ a subgradient $h_k$ and noise that is 0 on average "
    r"given the past, $\mathrm{E}\|g_k\|^2\le G^2$ and $\mathrm{E}\|\theta_0-c\|^2\le R^2$, and let every step be projected onto "
    r"the domain. The plain mean of the first $K=n+1$ iterates exceeds $f(c)$ in expectation by at most "
    r"$R^2/(2\varepsilon K)+\varepsilon G^2/2$ with a constant step size $\varepsilon$: by $RG/\sqrt K$ with "
    r"$\varepsilon=R/(G\sqrt K)$, which has to know $K$. With steps $a/\sqrt k$, $k=1,2,\dots$, and iterates no farther than $D$ "
    r"from $c$, as on a domain of diameter $D$, it is at most $(D^2/(2a)+aG^2)/\sqrt K$ for every $K$. Neither smoothness nor "
    r"curvature is needed."
)
source = "Nemirovski, Juditsky, Lan and Shapiro 2009"
notes = (
    "The notes of the course say that SGD on a convex problem is O(1/√k). That needs the average of the iterates, an unbiased "
    "gradient of bounded second moment, and steps that fit: the last iterate of steps 1/√k keeps a factor ln k.",
)


def proof(p):
    roots(p)
    one_step(p, run)
    jensen(p, mean)
    same.bounded_for_one_size(p)
    p.prove(conclusion[2], by=lambda: bounded_at_any_time(p))


HARDNESS = 0.75179  # √K d/σ of the hard pair, see sgd-convex-lower-sqrt
HORIZONS, MARGIN = hard_pair.HORIZONS, hard_pair.MARGIN
MARKS = HORIZONS[:4]
least = Rational(33994, 100_000)  # what no method beats on that pair


def constant_of(anytime=None):
    """Measures √K times the mean excess error on the pair that is hard for this K."""
    return lambda steps, seed: hard_pair.scaled_excess(HARDNESS, steps, seed=seed, anytime=anytime)


def biased(steps, seed):
    """The same on ± x/4 with gradients that are 1/2 too large."""
    return hard_pair.scaled_excess(steps**0.5 / 4, steps, seed=seed, anytime=1.0, bias=0.5)


def slope_on_one_kink(seed):
    """What |x| shows instead with steps 1/√k: a symmetric kink lets the average cancel its errors."""
    return exponent(Kink(), SGD(inverse_root(1.0)), "uniform", runs=FEWEST, checkpoints=MARKS, seed=seed)


def size_of_gradients(steps):
    """G² for unit noise and the slope of the hard pair; R = 1, D = 2."""
    return 1 + Rational(75179, 100_000) ** 2 / steps


experiment = (
    Experiment(
        quantity="√K × excess error on the hard pair of K, steps 1/√K",
        measure=constant_of(),
        predicted=(least, lambda steps: sqrt(size_of_gradients(steps))),
        rival=(least, lambda steps: sqrt(size_of_gradients(steps)) / 2),
        rival_means="half the constant, RG/(2√K)",
        over={"steps": MARKS},
        random=True,
    ),
    Experiment(
        quantity="√K × excess error on the hard pair of K, steps 1/√k",
        measure=constant_of(anytime=1.0),
        predicted=(least, lambda steps: 2 + size_of_gradients(steps)),
        control=biased,
        rival_means="biased gradients, for which the excess error does not go to 0",
        over={"steps": MARKS[:3]},
        random=True,
    ),
    Experiment(
        quantity="exponent of K over the hard pairs",
        measure=lambda seed: hard_pair.exponent(HARDNESS, HORIZONS, seed=seed),
        predicted=(-Rational(1, 2) - MARGIN, -Rational(1, 2) + MARGIN),
        control=slope_on_one_kink,
        rival_means="the exponent read off |x|, one function for all K, whose symmetric kink lets the average cancel",
        random=True,
    ),
    Experiment(
        quantity="slope of √K × excess on ln K, relative",
        measure=lambda seed: hard_pair.logarithm(HARDNESS, HORIZONS, seed=seed),
        predicted=(-MARGIN, MARGIN),
        control=lambda seed: last_iterate.logarithm(MARKS[:3]),
        rival_means="the last iterate on the functions of Harvey et al. 2019, which keeps a logarithm",
        random=True,
    ),
)


def figure(axis):
    """√K times the excess error of averaged SGD on the hard pair of each K, with steps 1/√K (dots) and 1/√k (circles), in the band
    between the bound 0.340 that no method beats and this theorem's bound for steps 1/√K; its bound for 1/√k is dashed."""
    from qedescent.proofs.report.figure import COLOURS

    upper = [float(size_of_gradients(K)) for K in MARKS]
    axis.fill_between(MARKS, float(least), [G2**0.5 for G2 in upper], color=COLOURS["band"], alpha=0.5)
    axis.semilogx(MARKS, [2 + G2 for G2 in upper], "--", color=COLOURS["further"], linewidth=1)
    for anytime, mark, colour, filled in ((None, "o", "measured", "measured"), (1.0, "o", "further", None)):
        found = [hard_pair.scaled_excess(HARDNESS, K, runs=4000, anytime=anytime) for K in MARKS]
        errors = [[e.value - e.low for e in found], [e.high - e.value for e in found]]
        label, face = "steps $1/\\sqrt{k}$" if anytime else "steps $1/\\sqrt{K}$", COLOURS[filled] if filled else "none"
        axis.errorbar(MARKS, [e.value for e in found], yerr=errors, fmt=mark, color=COLOURS[colour], mfc=face,
                      markersize=9 if anytime else 4, label=label)  # fmt: skip
    axis.set_ylim(0, 3.5)
    axis.set_xlabel("horizon $K$")
    axis.set_ylabel(r"$\sqrt{K}\times$ excess error")
    axis.legend(loc="center right")
