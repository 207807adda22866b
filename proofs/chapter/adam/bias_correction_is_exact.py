"""Adam's bias correction makes both moments unbiased at every step"""

from sympy import Sum

from qedescent.analytic.bias import fading_memory, total_weight, weight
from qedescent.analytic.notation import g, k, n, r, s, ρ1, ρ2
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import adam
from qedescent.numeric.measure.moments import corrected_moments, uncorrected_moments
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.telescoping import telescoping
from qedescent.proofs.language.formulas import eq, forall, gt
from qedescent.proofs.language.symbols import E, natural, real, sequence

ID = "adam-bias-correction"

G, S, R = sequence("g s r", "random")
mean, square = real("m M")
j = natural("j")
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)


def after(symbol):
    return next_values(adam)[symbol].xreplace({s: S(k), r: R(k), g: G(k + 1)})


def weights(memory):
    return eq(Sum(weight(memory, j), (j, 0, n - 1)), total_weight(memory, n))


shrunk = (eq(E(S(n)), total_weight(first, n) * mean), eq(E(R(n)), total_weight(second, n) * square))
given = (
    ρ1 >= 0,
    ρ1 < 1,
    ρ2 >= 0,
    ρ2 < 1,
    forall(k, eq(S(k + 1), after(s))),
    forall(k, eq(R(k + 1), after(r))),
    eq(S(0), 0),
    eq(R(0), 0),
    forall(k, eq(E(G(k)), mean)),
    forall(k, eq(E(G(k) ** 2), square)),
)
corrected = (
    eq(E(S(n)) / (1 - ρ1**n), mean),
    eq(E(R(n)) / (1 - ρ2**n), square),
)
conclusion = (
    forall(n, weights(first)),
    forall(n, weights(second)),
    *(forall(n, law) for law in shrunk),
    forall(n, corrected[0], given=[gt(1, ρ1**n)]),
    forall(n, corrected[1], given=[gt(1, ρ2**n)]),
)
claim = (
    r"Start both moments at 0. If the gradients have the same mean $m$ and the same second moment $M$ at every step, "
    r"then after $n$ steps $\mathrm{E}s=(1-\rho_1^n)m$ and $\mathrm{E}r=(1-\rho_2^n)M$, so dividing by $1-\rho^n$ makes both "
    r"unbiased at every step, not only in the limit. The weights $(1-\rho)\rho^j$ sum to $1-\rho^n$: whatever the gradients "
    r"do, the corrected moments are weighted means."
)
source = "Kingma and Ba 2014, section 3; Goodfellow, Bengio and Courville 2016, Algorithm 8.7"
notes = (r"The quotient $\hat s/\sqrt{\hat r}$ is not an unbiased estimate of anything, with or without the correction.",)


def proof(p):
    p.have(gt(1 - ρ1, 0), signs)
    p.have(gt(1 - ρ2, 0), signs)
    for memory in (first, second):
        p.prove(forall(n, weights(memory)), by=telescoping.saying("a geometric sum telescopes"))
    for law in shrunk:
        p.induct(n, law, base=algebra, step=algebra.saying("the mean of the rule"), say="by induction")
    for goal, law in zip(conclusion[4:], shrunk, strict=True):
        p.prove(goal, by=lambda law=law, line=goal: _divided(p, law, line))


def _divided(p, law, goal):
    p.instance(forall(n, law), {n: n})
    line = corrected[0] if law is shrunk[0] else corrected[1]
    p.show(line, by=algebra.saying("dividing by what is missing"))


OVER = {n: (1, 2, 10, 100), ρ1: (0.9,), ρ2: (0.99,)}


def part(measure, which):
    """The mean of the first or second moment after n steps over many runs, with its interval."""
    return lambda steps, first_decay, second_decay, seed: measure(steps, first_decay, second_decay, seed)[which]


# the gradients of the measurement: normal with mean 1 and variance 1
MEAN, SQUARE = 1, 2
experiment = (
    Experiment(
        quantity="mean of the corrected first moment",
        measure=part(corrected_moments, 0),
        predicted=MEAN,
        control=part(uncorrected_moments, 0),
        rival_means="the moment without its correction",
        over=OVER,
        random=True,
    ),
    Experiment(
        quantity="mean of the corrected second moment",
        measure=part(corrected_moments, 1),
        predicted=SQUARE,
        control=part(uncorrected_moments, 1),
        rival_means="the moment without its correction, as in RMSProp",
        over=OVER,
        random=True,
    ),
    Experiment(
        quantity="mean of the second moment as it is stored",
        measure=part(uncorrected_moments, 1),
        predicted=(total_weight(second, n) * SQUARE).xreplace({}),
        rival=SQUARE,
        rival_means="the gradients' second moment",
        over=OVER,
        random=True,
    ),
)


def figure(axis):
    """The mean of Adam's second moment over 4,000 runs, stored (crosses) and corrected (dots): the stored one starts 100 times
    too small and follows 1 − ρⁿ (line), the corrected one is right from the first step."""
    from qedescent.proofs.report.figure import COLOURS

    marks = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
    stored = [uncorrected_moments(x, 0.9, 0.99, 0, runs=4000)[1].value for x in marks]
    mended = [corrected_moments(x, 0.9, 0.99, 0, runs=4000)[1].value for x in marks]
    axis.semilogx(marks, [SQUARE * (1 - 0.99**x) for x in marks], color=COLOURS["predicted"])
    axis.axhline(SQUARE, color=COLOURS["predicted"])
    axis.semilogx(marks, stored, "x", color=COLOURS["rival"], label="stored")
    axis.semilogx(marks, mended, "o", color=COLOURS["measured"], markersize=4, label="corrected")
    axis.set_xlabel("steps $n$")
    axis.set_ylabel("mean second moment")
    axis.legend()
