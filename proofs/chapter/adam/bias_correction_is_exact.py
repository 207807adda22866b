"""Adam's bias correction makes both moments unbiased at every step"""

from functools import partial

from sympy import Integer

from qedescent.analytic.bias import total_weight, weight
from qedescent.analytic.notation import ρ2
from qedescent.numeric.measure.moments import (
    even,
    first_moment,
    lopsided,
    mean_first_direction,
    mean_of,
    of_growing_gradients,
    second_moment,
    uncorrected_first_moment,
    uncorrected_second_moment,
)
from qedescent.proofs.chapter.adam import quotient_of_the_moments as quotient
from qedescent.proofs.chapter.adam.means_of_the_moments import (
    rooms,
    run,
    second,
    show_means,
    stationary_means,
    weighted_means,
    wholes,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.language.formulas import both

ID = "adam-bias-correction"

given = (*run, *quotient.laws)
conclusion = (
    *rooms,
    *wholes,
    *weighted_means,
    *stationary_means,
    both(*quotient.same_moments),
    both(*quotient.different_means),
)
claim = (
    r"Start both moments at 0. Whatever the gradients do, at time $t$ the mean $\mathrm E\hat r$ is the "
    r"weighted mean of the past $\mathrm Eg_j^2$ with weights $(1-\rho_2)\rho_2^j/(1-\rho_2^t)$, $j$ steps "
    r"ago, which are not negative and sum to 1, and $\mathrm E\hat s$ is that of the past $\mathrm Eg_j$ in "
    r"the same way. So if $\mathrm Eg=m_1$ and $\mathrm Eg^2=m_2$ at every step, then $\mathrm E\hat s=m_1$ "
    r"and $\mathrm E\hat r=m_2$ exactly, at every $t\ge1$. The quotient $\hat s/\sqrt{\hat r}$ is unbiased for "
    r"nothing: gradients $a=\pm1$ with even chances, and $b=2$ or $-1/2$ with chances 1 and 4 in 5, have the "
    r"same mean 0 and the same second moment 1, but at $t=1$ its mean is 0 for the one and $-3/5$ for the "
    r"other."
)
source = "Kingma and Ba 2014, section 3; Goodfellow, Bengio and Courville 2016, section 8.5.3; own example"
notes = (
    r"After one step $\hat s=g$ and $\hat r=g^2$, so $a$ and $b$ stand for $\hat s$, their squares $A$ and $B$ for $\hat r$, and "
    r"the quotient is the sign of the gradient. No function of mean and second moment alone is its mean.",
    "Under the second law Adam moves on average, though the gradient is 0 on average.",
)


def proof(p):
    show_means(p)
    quotient.show_quotients(p)


def weighted_mean_of_squares(steps, decay):
    """The claim's weighted mean of the squares of 1, 2, ..., steps."""
    shares = [weight(second, age).xreplace({ρ2: decay}) for age in range(steps)]
    return sum(share * (steps - age) ** 2 for age, share in enumerate(shares)) / sum(shares)


DECAYS = {"steps": (1, 2, 10, 100), "decay": (0.9, 0.99)}
experiment = (
    Experiment(
        quantity="mean of the corrected first moment of normal gradients of mean 1 and second moment 2",
        measure=partial(mean_of, first_moment),
        predicted=1,
        control=partial(mean_of, uncorrected_first_moment),
        rival_means="the first moment as it is stored",
        over=DECAYS,
        random=True,
    ),
    Experiment(
        quantity="mean of the corrected second moment of these gradients",
        measure=partial(mean_of, second_moment),
        predicted=2,
        control=partial(mean_of, uncorrected_second_moment),
        rival_means="RMSProp, which does not correct",
        over=DECAYS,
        random=True,
    ),
    Experiment(
        quantity="mean of RMSProp's second moment, which is not corrected, of these gradients",
        measure=partial(mean_of, uncorrected_second_moment),
        predicted=lambda steps, decay: 2 * total_weight(second, steps).xreplace({ρ2: decay}),
        rival=2,
        rival_means="the second moment of the gradients",
        over=DECAYS,
        random=True,
    ),
    Experiment(
        quantity="corrected second moment of the gradients 1, 2, 3, ...",
        measure=partial(of_growing_gradients, second_moment),
        predicted=weighted_mean_of_squares,
        rival=lambda steps, decay: (steps + 1) * (2 * steps + 1) / Integer(6),
        rival_means="the plain mean of the past squares",
        over=DECAYS,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="mean of the quotient at t = 1, gradients 2 or -1/2",
        measure=partial(mean_first_direction, lopsided),
        predicted=quotient.SHARE,
        control=partial(mean_first_direction, even),
        rival_means="gradients 1 or -1, with the same mean and second moment",
        random=True,
    ),
)


def figure(axis):
    """The mean second moment of normal gradients over 4,000 runs: RMSProp's (crosses) starts 100 times too small and follows
    1 − ρⁿ (line), Adam's corrected one (dots) is right from the first step."""
    from qedescent.proofs.report.figure import COLOURS

    marks = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
    axis.semilogx(marks, [2 * (1 - 0.99**x) for x in marks], color=COLOURS["predicted"])
    axis.axhline(2, color=COLOURS["predicted"])
    for moment, mark, colour, name in (
        (uncorrected_second_moment, "x", "rival", r"$r_t$, RMSProp"),
        (second_moment, "o", "measured", r"$\hat r_t$, Adam"),
    ):
        found = [mean_of(moment, x, 0.99, 0, runs=4000).value for x in marks]
        axis.semilogx(marks, found, mark, color=COLOURS[colour], markersize=4, label=name)
    axis.set_xlabel("time $t$")
    axis.set_ylabel("mean second moment")
    axis.legend()
