"""RMSProp remembers squared gradients with weights (1 − ρ)ρʲ"""

from sympy import Sum, sqrt

from qedescent.analytic.bias import total_weight, weight
from qedescent.analytic.notation import g, k, n, r, δ, ε, θ, ρ
from qedescent.analytic.rules import rmsprop
from qedescent.numeric.measure.memory import mean_age, one_gradient, step_after
from qedescent.numeric.optimizers import AdaGrad, RMSProp
from qedescent.proofs.chapter.rmsprop.mean_age_of_the_memory import fading, mean_age_tends, show_mean_age
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.prover import Reason
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "rmsprop-update"

x, R = sequence("θ r")
gradient = function("g")  # g(j) for every real j, so that g(n - j) can be written
j, m = natural("j m")
y = real("y")
assigned = dict(rmsprop.assignments)


def squares(steps, newest):
    """The weighted sum of the last `steps` squared gradients."""
    return Sum(weight(fading, j) * gradient(newest - j) ** 2, (j, 0, steps - 1))


def after(symbol, memory):
    """What the rule makes of θ or r, with this memory."""
    return assigned[symbol].xreplace({θ: x(k), r: memory, g: gradient(k + 1)})


shifted = eq(squares(m + 1, y), (1 - ρ) * gradient(y) ** 2 + ρ * squares(m, y - 1))
unrolled = eq(R(n), squares(n, n))
weights_at_n = eq(Sum(weight(fading, j), (j, 0, n - 1)), total_weight(fading, n))
root = sqrt(δ + R(k + 1))
longest = ge(ε**2, (1 - ρ) * (x(n + 1) - x(n)) ** 2)
given = (
    ρ >= 0,
    ρ < 1,
    δ >= 0,
    eq(R(0), rmsprop.state[r]),
    forall(k, eq(R(k + 1), after(r, R(k)))),
    forall(k, eq(x(k + 1), after(θ, R(k + 1))), given=[gt(root, 0)]),
)
conclusion = (
    forall(n, unrolled),
    forall(n, weights_at_n),
    mean_age_tends,
    forall(n, longest, given=[gt(root.xreplace({k: n}), 0)]),
)
claim = (
    r"With $r\leftarrow\rho r+(1-\rho)g^2$ from $r=0$ the memory after $n$ steps is "
    r"$(1-\rho)\sum_{j<n}\rho^jg_{n-j}^2$: a squared gradient fades with the weights $(1-\rho)\rho^j$, which "
    r"sum to $1-\rho^n$. Its memory is $1/(1-\rho)$ steps long: this is the limit of the mean age "
    r"$\sum_{j<n}(j+1)(1-\rho)\rho^j$ of what it remembers, the newest counted as 1, where AdaGrad remembers "
    r"all alike. A step $\varepsilon g/\sqrt{\delta+r}$ is never longer than $\varepsilon/\sqrt{1-\rho}$."
)
source = "Hinton 2012; Goodfellow, Bengio and Courville 2016, Algorithm 8.5; own derivation of the mean age and the bound"
notes = ("The book puts δ inside the root here, and outside in AdaGrad and Adam.",)


def proof(p):
    *_, bounded = conclusion
    older = "every past gradient is one step older"
    p.have(gt(1 - ρ, 0), signs)
    p.prove(forall(y, forall(m, shifted)), by=lambda: p.induct(m, shifted, base=algebra, step=algebra, say=older))
    p.induct(n, unrolled, base=algebra, step=lambda: _one_more(p), say="by induction")
    p.induct(n, weights_at_n, base=algebra, step=algebra, say="a geometric sum")
    show_mean_age(p)
    p.induct(n, ge(R(n), 0), base=signs, step=lambda: _one_more_square(p), say="a sum of squares")
    p.prove(bounded, by=lambda: _bounded(p))


def _one_more(p):
    older = p.instance(forall(y, forall(m, shifted)), {y: n + 1})
    p.instance(older, {m: n})
    p.show(eq(R(n + 1), squares(n + 1, n + 1)), by=algebra.saying("the update rule"))


def _one_more_square(p):
    law = p.instance(given[4], {k: n})
    old, decay, rest = (p.have(f, signs) for f in (ge(R(n), 0), ge(ρ, 0), gt(1, ρ)))
    square = ["square", p._term(gradient(n + 1))]
    combine(p, ge(R(n + 1), 0), [[1, decay, old], [1, rest, square]], [[1, law]])


def _bounded(p):
    """(1 - ρ)g² is a part of the square of the root, which is δ + ρr + (1 - ρ)g²."""
    under, change, up = δ + R(n + 1), x(n + 1) - x(n), ε * gradient(n + 1)
    grown, spread = p.instance(given[4], {k: n}), p.have(ge(δ, 0), signs)
    old, _new = (p.instance(forall(n, ge(R(n), 0)), {n: at}) for at in (n, n + 1))
    p.have(ge(under, 0), signs)
    whole = p.step("root", of=p._term(under)) + 1
    p.show(gt(under, 0), by=signs.saying("the root is not 0"))
    p.instance(given[5], {k: n})
    step = p.show(eq(change * sqrt(under), -up), by=algebra.saying("the update rule"))
    square = ["square", "ε"]
    summands = [[1, square, spread], [1, square, p.have(ge(ρ, 0), signs), old]]
    factors = ((-(1 - ρ) * (change * sqrt(under) - up), step), ((1 - ρ) * change**2, whole), (ε**2, grown))
    scaled = [[p._term(c), i] for c, i in factors]

    def times(p, goal):
        combine(p, goal, summands, scaled)

    p.show(longest, by=dividing_by(under, by=Reason("times δ + r", times), words="(1 - ρ)g² is a part of δ + r"))


DECAY = {ρ: (0.9, 0.99)}
experiment = (
    Experiment(
        quantity="what one squared gradient still weighs after so many steps",
        measure=lambda steps, decay: one_gradient(RMSProp(0.1, decay), steps),
        predicted=weight(fading, n),
        control=lambda steps, decay: one_gradient(AdaGrad(0.1), steps),
        rival_means="AdaGrad, which forgets nothing",
        over={**DECAY, n: (0, 1, 10, 100)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="mean age of the squared gradients in the memory after 10,000 steps, the newest counted as 1",
        measure=lambda decay: mean_age(RMSProp(0.1, decay), 10_000),
        predicted=1 / (1 - ρ),
        rival=ρ / (1 - ρ),
        rival_means="the newest counted as 0",
        over=DECAY,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="longest step: a gradient of 1 after many of almost 0, in units of ε",
        measure=lambda decay: step_after(RMSProp(0.1, decay, 0.0), zeros=10, step_size=0.1),
        predicted=1 / sqrt(1 - ρ),
        rival=1 / (1 - ρ),
        rival_means="the root left out",
        over=DECAY,
        tolerance=1e-12,
    ),
)


def figure(axis):
    """What one squared gradient still weighs in the memory j steps after it was seen: measured (dots) and (1 − ρ)ρʲ (lines);
    AdaGrad keeps the weight 1 for ever."""
    from qedescent.proofs.report.figure import COLOURS

    ages = range(0, 41, 2)
    for decay, shade, mark in ((0.7, "further", "s"), (0.9, "measured", "o"), (0.99, "rival", "^")):
        axis.semilogy(ages, [(1 - decay) * decay**a for a in ages], "--", color=COLOURS["predicted"], linewidth=0.8)
        found = [one_gradient(RMSProp(0.1, decay), a).value for a in ages]
        axis.semilogy(ages, found, mark, color=COLOURS[shade], markersize=4, label=rf"$\rho={decay}$")
    axis.semilogy(ages, [one_gradient(AdaGrad(0.1), a).value for a in ages], "-", color=COLOURS["faint"], label="AdaGrad")
    axis.set_xlabel("steps $j$ since the gradient")
    axis.set_ylabel("weight of its square")
    axis.legend()
