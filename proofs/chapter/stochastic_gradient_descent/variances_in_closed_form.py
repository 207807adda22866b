"""Variances of SGD and its averages in closed form, schedule by schedule"""

from sympy import Integer, Rational, harmonic, sqrt

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.numeric.evidence.power import runs_for_variance
from qedescent.numeric.measure import impulses
from qedescent.numeric.measure.variance import second_moment
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse, inverse_root, strongly_convex
from qedescent.proofs.chapter.stochastic_gradient_descent import mean_of_steps_of_one_size as constant
from qedescent.proofs.chapter.stochastic_gradient_descent import means_of_steps_two_over_k as doubled
from qedescent.proofs.chapter.stochastic_gradient_descent import variance_of_steps_c_over_root_k as rooted
from qedescent.proofs.chapter.stochastic_gradient_descent.roots_of_naturals import roots
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, forall, independent
from qedescent.proofs.language.symbols import E, sequence

ID = "sgd-schedule-closed-forms"

x, ξ = sequence("x ξ", "random")
given = (
    λ > 0,
    eq(x(0), 0),
    forall(k, eq(x(k + 1), x(k) - 1 / (λ * (k + 1)) * (λ * x(k) + ξ(k)))),
    *doubled.definitions,
    *constant.definitions,
    *rooted.definitions,
    independent(ξ, x, doubled.y, doubled.S, doubled.W, constant.z, constant.T, rooted.q),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
first = σ**2 / (λ**2 * (n + 1))
conclusion = (
    forall(n, eq(E(x(n + 1) ** 2), first)),
    *doubled.conclusion,
    forall(n, eq(E(constant.T(n) ** 2), constant.total)),
    rooted.conclusion,
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$, started at the minimum, $K=n+1$ steps "
    r"$1/(\lambda k)$ leave the variance $\sigma^2/(\lambda^2K)$, and steps $2/(\lambda(k+1))$ leave "
    r"$\frac{2\sigma^2}{3\lambda^2}\frac{2K+1}{K(K+1)}$; $K$ times the variance of the plain mean of $K$ of their iterates tends "
    r"to $\frac43\sigma^2/\lambda^2$, and of the mean with weights $t$ to $\frac{32}{27}\sigma^2/\lambda^2$. With a constant step, "
    r"$A=1-\varepsilon\lambda$, the sum of the first $n$ iterates after the start has variance $\frac{\sigma^2}{\lambda^2}\bigl[n-"
    r"2A\frac{1-A^n}{1-A}+A^2\frac{1-A^{2n}}{1-A^2}\bigr]$, so their mean settles at $\sigma^2/(\lambda^2n)$ although the iterate "
    r"does not. With steps $c/\sqrt k$ from any start, $\sqrt k$ times the second moment stays within $B/\sqrt k$ of "
    r"$c\sigma^2/(2\lambda)$ for some $B$ from some step on."
)
source = "Own derivation by induction"
notes = (
    "In the inventory the average at a constant step is over k = 1, ..., K with θ₁ at the minimum; its formula is that of the K "
    "iterates after θ₁, as here.",
    "The plain mean of the iterates 1, ..., K of steps 2/(λ(k + 1)) has the variance (2/3)(σ²/λ²)(K - 1)(2K - 1)/K³, that of "
    "2, ..., K + 1 has the variance of the last iterate, (2/3)(σ²/λ²)(2K + 1)/(K(K + 1)).",
)


def proof(p):
    p.induct(n, eq(E(x(n + 1) ** 2), first), base=algebra, step=algebra.saying("the noise is new: no mixed term"))
    doubled.means(p)
    constant.variance_of_the_sum(p)
    roots(p)
    rooted.nears_the_share(p)


RUNS = runs_for_variance(27 / 32)  # the nearest of the rivals: 1 in place of 32/27
half_speed = SGD(strongly_convex(1.0))


def chi_square(optimizer, output="last"):
    """Measures K times the variance of an output rule after K steps on θ²/2 with unit noise, from the minimum."""
    return lambda steps, seed: second_moment(NoisyQuadratic(), optimizer, RUNS, steps, seed, output=output).scaled(steps)


def constant_run(steps, seed):
    """K times the variance of the mean of the iterates 2, ..., K + 1 at step size 1/10; the first is at the minimum."""
    estimate = second_moment(NoisyQuadratic(), SGD(0.1), RUNS, steps + 1, seed, output="uniform")
    return estimate.scaled((steps + 1) ** 2 / steps)


def of(formula, shift=1):
    """A formula in n as one in K = n + shift, for λ = σ = 1 and ε = 1/10."""
    numbers = {λ: 1, σ: 1, constant.A: Rational(9, 10)}
    return lambda K: formula.replace(doubled.harmonic, harmonic(n)).xreplace({n: Integer(K) - shift, **numbers})


schedules = (
    ("1/k, last iterate", chi_square(SGD(inverse(1.0))), of((n + 1) * first), Rational(4, 3), "the limit for steps 2/(k + 1)", "1"),
    ("2/(k + 1), last iterate", chi_square(half_speed), of((n + 1) * doubled.iterate), 1, "4/3 replaced by 1", "4/3"),
    ("2/(k + 1), plain mean", chi_square(half_speed, "uniform"), of(doubled.plain / (n + 1)), 1, "4/3 replaced by 1", "4/3"),
    ("2/(k + 1), weights t", chi_square(half_speed, "weighted"),
     of(4 * doubled.weighted / ((n + 1) * (n + 2) ** 2)), 1, "32/27 replaced by 1", "32/27"),
    ("1/10, plain mean", constant_run, of(constant.total / n, 0), 1, "the limit in place of the formula", "1"),
)  # fmt: skip


def rooted_run(steps):
    """√(K + 1) times the variance after K steps 1/√k, without chance."""
    return impulses.second_moment(SGD(inverse_root(1.0)), steps).scaled((steps + 1) ** 0.5)


def _near_a_half(way):
    """The theorem's bound B = 3/2 for c = λ = σ = 1, which holds from the third step on."""
    return lambda steps: Rational(1, 2) + way * Rational(3, 2) / sqrt(steps + 1)


experiment = (
    *(
        Experiment(
            quantity=f"K × variance, steps {name}",
            measure=measure,
            predicted=formula,
            rival=rival,
            rival_means=slip,
            over={"K": (10, 100)},
            random=True,
        )
        for name, measure, formula, rival, slip, _ in schedules
    ),
    Experiment(
        quantity="√(K + 1) × variance, steps 1/√k",
        measure=rooted_run,
        predicted=(_near_a_half(-1), _near_a_half(1)),
        rival=1,
        rival_means="cσ²/λ, the half forgotten",
        over={"steps": (3, 100, 2000)},
    ),
)


def figure(axis):
    """K times the variance against K on θ²/2 with unit noise, from the minimum: formulas (lines), 40,000 runs (points), and a table
    of the limits. With steps 1/√k (not shown) √K times the variance tends to 1/2."""
    from qedescent.proofs.report.figure import COLOURS

    marks, canvas = (4, 8, 16, 32, 64, 128), axis.figure
    axis.remove()
    axis, beside = canvas.subplots(1, 2, width_ratios=(3, 2))
    styles = zip(("measured", "further", "rival", "predicted", "faint"), ("o", "s", "^", "v", "d"), strict=True)
    for (name, measure, formula, *_), (colour, mark) in zip(schedules, styles, strict=True):
        axis.semilogx(marks, [float(formula(K)) for K in marks], "-", color=COLOURS[colour], linewidth=1.2)
        points = [measure(K, 0).value for K in marks]
        axis.semilogx(marks, points, mark, color=COLOURS[colour], label=name, markersize=4)
    axis.set_xlabel("steps $K$")
    axis.set_ylabel(r"$K\times$ variance")
    axis.legend(fontsize=8, loc="lower right")
    rows = [[name, limit] for name, *_, limit in schedules]
    beside.axis("off")
    table = beside.table(cellText=rows, colLabels=["steps, output", "limit"], colWidths=[0.75, 0.25], loc="center", cellLoc="left")
    table.set_fontsize(9)
