"""Adam's largest possible step exceeds the paper's bound"""

from sympy import Float, Rational, sqrt

from qedescent.analytic.notation import n, t, ρ1, ρ2
from qedescent.numeric.measure.adam_step import extremal_step, largest_random_step, step_after_zeros
from qedescent.proofs.chapter.adam.equal_gradients_after_zeros import (
    DOZEN,
    equal_gradients,
    i,
    in_numbers,
    show_equal_gradients,
    square_after_zeros,
)
from qedescent.proofs.chapter.adam.limit_of_the_longest_step import (
    at_the_defaults,
    closed,
    in_the_limit,
    show_limits,
)
from qedescent.proofs.chapter.adam.longest_step import B, W, attained, bound, largest, longest_step, quotient
from qedescent.proofs.chapter.adam.run_of_adam import run, show_step
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, forall

ID = "adam-step-bound"

given = (ρ1 >= 0, ρ1 < 1, ρ2 > 0, ρ2 < 1, *run(0), *bound)
conclusion = (
    largest,
    attained,
    eq(B(0), 1),
    forall(n, closed),
    in_the_limit,
    at_the_defaults,
    equal_gradients,
    in_numbers,
)
claim = (
    r"Let $\delta=0$, $q=\rho_1^2/\rho_2$ and $W_t=1+q+\dots+q^{t-1}$, which is $(1-q^t)/(1-q)$ for $q\ne1$. "
    r"No gradients make the step of Adam at time $t$ longer than $\varepsilon\sqrt B$, where "
    r"$B=\frac{(1-\rho_1)^2}{(1-\rho_1^t)^2}\cdot\frac{1-\rho_2^t}{1-\rho_2}\,W_t$, and gradients that grow by "
    r"the factor $\rho_2/\rho_1$ a step attain it at every $t$. At $t=1$ the bound is $\varepsilon$; at the "
    r"defaults $\rho_1=0.9$, $\rho_2=0.999$ it grows to $\varepsilon\sqrt{370/7}=7.2703\,\varepsilon$. After "
    r"zeros, $i$ equal gradients make the step $\varepsilon\frac{1-\rho_1^i}{\sqrt{1-\rho_2^i}}$ times a "
    r"factor that tends to 1 with $t$. For $i=1$ this is the bound of the paper, "
    r"$\sqrt{10}\,\varepsilon=3.162\,\varepsilon$ at the defaults; 12 equal gradients reach more than "
    r"$\sqrt{43}\,\varepsilon$, so it is no bound."
)
source = "Kingma and Ba 2014, section 2.1, for their bound; the exact supremum by own derivation from Cauchy and Schwarz"
notes = (
    r"The limit is shown for $\rho_1\le\rho_2$, as at the defaults.",
    r"With $\delta>0$ every step is shorter, so the bound still holds, but is not attained.",
    r"The inventory asks for $q<1$; the supremum holds without it, and only the limit needs it.",
    "Random gradients hardly make a step longer than ε: this is why tests with random gradients do not find the longer ones.",
)


def proof(p):
    show_step(p)
    longest_step(p)
    _first(p)
    show_limits(p)
    show_equal_gradients(p)


def _first(p):
    (below, above), law = quotient(1), p.instance(bound[3], {n: n * 0})
    one = p.have(eq(W(1), 1), algebra)
    combine(p, eq(B(0), 1), [], [[p._term(1 / below), law], [p._term(above / W(1) / below), one]], say="the first step")


def supremum(**point):
    """The claim's bound in units of ε, by the quotient that B is and its geometric sum."""
    decays = {s: point[str(s)] for s in (ρ1, ρ2)}
    ratio, steps = (ρ1**2 / ρ2).xreplace(decays), point["t"]
    total = Float((1 - Float(ratio, 30) ** steps) / (1 - ratio), 30)
    below, above = (side.xreplace({**{s: Float(x, 30) for s, x in decays.items()}, W(steps): total}) for side in quotient(steps))
    return sqrt(above / below)


def after_zeros(**point):
    """The claim's length of the last step in units of ε, by the equation that says what its square is."""
    decays, total = {s: Float(point[str(s)], 30) for s in (ρ1, ρ2)}, ZEROS + point["i"]
    below, above = (side.xreplace(decays) for side in square_after_zeros(point["i"], total))
    return sqrt(above / below)


ZEROS = 10_000
PAPER = (1 - ρ1) / sqrt(1 - ρ2)
DECAYS = {ρ1: (0.9,), ρ2: (0.999,)}
experiment = (
    Experiment(
        quantity="last step under growing gradients, in units of ε",
        measure=extremal_step,
        predicted=supremum,
        rival=PAPER,
        rival_means="the bound of the paper",
        over={t: (1, 10, 100, 10_000), **DECAYS},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="last of i equal steps after 10,000 zeros, in units of ε",
        measure=lambda i, **decays: step_after_zeros(i, **decays, zeros=ZEROS),
        predicted=after_zeros,
        rival=PAPER,
        rival_means="the bound of the paper, which is right for i = 1 only",
        over={i: (1, DOZEN), **DECAYS},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="longest of 1000 steps under random gradients, over 500 runs, in units of ε",
        measure=largest_random_step,
        predicted=(1, Rational(3, 2)),
        rival=(PAPER, supremum),
        rival_means="random gradients reach what growing ones do",
        over={t: (1000,), **DECAYS},
        random=True,
    ),
)


def figure(axis):
    """The longest step that any gradients can make Adam take at time t, in units of ε, with the default decays: measured on
    the extremal gradients (dots) and by formula (line); the bound of the paper is dashed."""
    from qedescent.proofs.report.figure import COLOURS

    marks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]
    curve = [supremum(t=t, ρ1=Rational(9, 10), ρ2=Rational(999, 1000)) for t in marks]
    axis.semilogx(marks, curve, color=COLOURS["predicted"], label="supremum")
    found = [extremal_step(t, 0.9, 0.999).value for t in marks]
    axis.semilogx(marks, found, "o", color=COLOURS["measured"], markersize=4, label="extremal gradients")
    axis.axhline(0.1 / 0.001**0.5, linestyle="--", color=COLOURS["rival"], label="bound of the paper")
    axis.set_xlabel("time $t$")
    axis.set_ylabel(r"longest step$/\varepsilon$")
    axis.legend()
