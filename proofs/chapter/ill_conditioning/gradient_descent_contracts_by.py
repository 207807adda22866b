"""Gradient descent contracts by max(|1 − εμ|, |1 − εL|)"""

from sympy import Max

from qedescent.analytic.notation import L, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.numeric.measure.contraction import contraction
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, iff
from qedescent.proofs.language.symbols import real

ID = "gd-quadratic-rate"

c, κ = real("c κ")
factor = iteration_matrix(sgd)[0, 0]
slow, fast = (factor.xreplace({λ: x}) for x in (μ, L))
best = 2 / (L + μ)
rate = (L - μ) / (L + μ)


def within(x, bound):
    """|x| <= bound."""
    return ge(bound, x), ge(bound, -x)


given = (μ > 0, L >= μ)
conclusion = (
    forall((ε, c, λ), both(*within(factor, c)), given=[*within(slow, c), *within(fast, c), λ >= μ, λ <= L]),
    *(forall(ε, f) for f in iff((slow < 1, slow > -1, fast < 1, fast > -1), (ε > 0, ε < 2 / L))),
    eq(slow.xreplace({ε: best}), rate),
    eq(fast.xreplace({ε: best}), -rate),
    forall((ε, c), ge(c, rate), given=[*within(slow, c), *within(fast, c)]),
    forall(κ, eq(rate, (κ - 1) / (κ + 1)), given=[eq(L, κ * μ), κ >= 1, κ + 1 > 0]),
)
claim = (
    r"On quadratics with spectrum in $[\mu,L]$ a gradient step multiplies the error along eigenvalue $\lambda$ by "
    r"$1-\varepsilon\lambda$, so the error contracts by $\max(|1-\varepsilon\mu|,|1-\varepsilon L|)$: what bounds the two "
    r"ends bounds all between. It is below 1 exactly for $0<\varepsilon<2/L$, and no step size does better than "
    r"$\varepsilon=2/(L+\mu)$ with rate $(L-\mu)/(L+\mu)=(\kappa-1)/(\kappa+1)$."
)
source = "Polyak 1987, section 1.4; own derivation"


def proof(p):
    inside, forward, backward, low, high, optimal, condition = conclusion
    p.have(gt(L, 0), signs)
    p.prove(inside, by=lambda: [_between(p, goal) for goal in within(factor, c)])
    p.prove(forward, by=signs)
    p.prove(backward, by=signs)
    p.show(low, by=algebra)
    p.show(high, by=algebra)
    p.prove(optimal, by=signs.saying("L times the first bound plus μ times the second"))
    p.prove(condition, by=algebra)


def _between(p, goal):
    """1 - ελ lies between its values at μ and L, whichever way ε points."""
    ends = sign(degree=2, words="between its values at the ends")
    p.either(ε, 0, goal, greater=ends, otherwise=ends)


def measured_rate(step_size, smallest_curvature, largest_curvature):
    """The contraction of running SGD without noise on a spectrum of nine curvatures between the two."""
    width = largest_curvature - smallest_curvature
    return contraction(SGD(step_size), [smallest_curvature + width * i / 8 for i in range(9)])


experiment = (
    Experiment(
        quantity="contraction factor",
        measure=measured_rate,
        predicted=Max(abs(slow), abs(fast)),
        rival=abs(slow),
        rival_means="the stiff end of the spectrum forgotten",
        over={ε: (0.05, 0.15, 0.19), μ: (1,), L: (10,)},
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
)


def figure(axis):
    """Contraction factor against the step size for curvatures between 1 and 10: measured, and the two ends' lines."""
    from qedescent.proofs.report.figure import COLOURS

    steps = [i / 200 for i in range(1, 45)]
    axis.plot(steps, [max(abs(1 - s), abs(1 - 10 * s)) for s in steps], color=COLOURS["predicted"], label="larger of the two ends")
    axis.plot(steps[::3], [measured_rate(s, 1, 10).value for s in steps[::3]], "o", color=COLOURS["measured"], label="measured")
    axis.axvline(2 / 11, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
    axis.axhline(1, color=COLOURS["faint"], linewidth=0.8)
    axis.annotate(r"$2/(L+\mu)$", (2 / 11, 0.45), ha="right")
    axis.set_xlabel(r"step size $\varepsilon$")
    axis.set_ylabel("contraction factor")
    axis.legend()
