"""Gradient descent contracts by max(|1 − εμ|, |1 − εL|)"""

from sympy import Max, Rational

from qedescent.analytic.notation import L, n, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.contraction import contraction
from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.measure.trajectory import on_quadratic
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.chapter.ill_conditioning import spectrum_between_two_bounds as lemmas
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, iff
from qedescent.proofs.language.symbols import real

ID = "gd-quadratic-rate"

κ, c = real("κ"), lemmas.c
factor = iteration_matrix(sgd)[0, 0]
slow, fast = (factor.xreplace({λ: x}) for x in (μ, L))
best = 2 / (L + μ)
rate = (L - μ) / (L + μ)


def within(x, bound):
    """|x| <= bound."""
    return ge(bound, x), ge(bound, -x)


given = (μ > 0, L >= μ, *lemmas.hessian)
ends = (*within(slow, c), *within(fast, c))
conclusion = (
    forall((ε, c, λ), both(*within(factor, c)), given=[*ends, λ >= μ, λ <= L]),
    *(forall(ε, f) for f in iff((slow < 1, slow > -1, fast < 1, fast > -1), (ε > 0, ε < 2 / L))),
    eq(slow.xreplace({ε: best}), rate),
    eq(fast.xreplace({ε: best}), -rate),
    forall((ε, c), ge(c, rate), given=ends),
    forall(κ, eq(rate, (κ - 1) / (κ + 1)), given=[eq(L, κ * μ), κ >= 1, κ + 1 > 0]),
    forall((ε, c), forall(n, lemmas.shrinks), given=[*ends, L > μ, lemmas.descends]),
)
claim = (
    r"On quadratics with spectrum in $[\mu,L]$ a gradient step multiplies the error along eigenvalue $\lambda$ by "
    r"$1-\varepsilon\lambda$, so the error contracts by $\max(|1-\varepsilon\mu|,|1-\varepsilon L|)$: what bounds the two "
    r"ends bounds all between. It is below 1 exactly for $0<\varepsilon<2/L$, and no step size does better than "
    r"$\varepsilon=2/(L+\mu)$ with rate $(L-\mu)/(L+\mu)=(\kappa-1)/(\kappa+1)$. In any number of dimensions, for a "
    r"symmetric $H$ with $\mu I\preceq H\preceq LI$ and $\mu<L$, the squared error and the cost $\theta^\top H\theta/2$ "
    r"shrink by the square of that factor a step."
)
source = "Polyak 1987, section 1.4; own derivation"
notes = (
    r"The last part needs no eigenvectors: $(H-\mu)(L-H)$ is not negative, because $L-\mu$ times it is the sum of "
    r"$(H-\mu)^2(L-H)$ and $(H-\mu)(L-H)^2$. For $\mu=L$ every vector is an eigenvector and the first part says it.",
)


def proof(p):
    inside, forward, backward, low, high, optimal, condition, shrinking = conclusion
    p.have(gt(L, 0), signs)
    p.prove(inside, by=lambda: [_between(p, goal) for goal in within(factor, c)])
    p.prove(forward, by=signs)
    p.prove(backward, by=signs)
    p.show(low, by=algebra)
    p.show(high, by=algebra)
    p.prove(optimal, by=signs.saying("L times the first bound plus μ times the second"))
    p.prove(condition, by=algebra)
    p.prove(shrinking, by=lambda: _shrinking(p))


def _shrinking(p):
    for end in lemmas.ends:
        p.have(end, sign(words="the square of a bound"))
    lemmas.show_shrinking(p)


def _between(p, goal):
    """1 - ελ lies between its values at μ and L, whichever way ε points."""
    ends = sign(degree=2, words="between its values at the ends")
    p.either(ε, 0, goal, greater=ends, otherwise=ends)


def measured_rate(step_size, smallest_curvature, largest_curvature):
    """The contraction of running SGD without noise on a spectrum of nine curvatures between the two."""
    width = largest_curvature - smallest_curvature
    return contraction(SGD(step_size), [smallest_curvature + width * i / 8 for i in range(9)])


def measured_cost(step_size, smallest_curvature, largest_curvature, steps):
    """The cost after so many steps over that at the start, from the worst of the directions in that spectrum."""
    width = largest_curvature - smallest_curvature
    curvatures = [smallest_curvature + width * i / 8 for i in range(9)]
    ends = [on_quadratic(SGD(step_size), h, 1.0, steps)[-1, 0] for h in curvatures]
    return exactly(max(float(end) ** 2 for end in ends), steps)


def longest(curvature):
    """The step size up to which runs stay bounded, by bisection."""
    return largest_stable_step(SGD, curvature, steps=2000)


SPECTRUM = {ε: (0.05, 0.15, 0.19), μ: (1,), L: (10,)}
larger = Max(abs(slow), abs(fast))
experiment = (
    Experiment(
        quantity="contraction factor",
        measure=measured_rate,
        predicted=larger,
        rival=abs(slow),
        rival_means="the stiff end of the spectrum forgotten",
        over=SPECTRUM,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="contraction factor at the best step",
        measure=lambda condition_number: measured_rate(2 / (1 + condition_number), 1, condition_number),
        predicted=(κ - 1) / (κ + 1),
        rival=1 - 1 / κ,
        rival_means="the rate of the step 1/L",
        over={κ: (4, 100)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="cost over that at the start",
        measure=measured_cost,
        predicted=larger ** (2 * n),
        rival=larger**n,
        rival_means="the cost taken to shrink like the error",
        over={**SPECTRUM, n: (1, 20)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="longest stable step",
        measure=longest,
        predicted=2 / λ,
        rival=Rational(201, 100) / λ,
        rival_means="the step 2.01/L, which diverges",
        over={λ: (0.1, 10)},
    ),
)


def figure(axis):
    """Contraction factor against the step size for curvatures between 1 and 10: measured, and the two ends' lines."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 200 for i in range(1, 45)]
    ends = [steps[0], 2 / 11, steps[-1]]
    axis.plot(ends, [max(abs(1 - s), abs(1 - 10 * s)) for s in ends], color=COLOURS["predicted"], label="larger of the two ends")
    axis.plot(steps[::3], [measured_rate(s, 1, 10).value for s in steps[::3]], "o", color=COLOURS["measured"], label="measured")
    axis.axvline(2 / 11, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
    axis.axhline(1, color=COLOURS["faint"], linewidth=0.8)
    axis.annotate(r"$2/(L+\mu)$ ", (2 / 11, 1.1), ha="right")
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel("contraction factor")
    axis.legend()
