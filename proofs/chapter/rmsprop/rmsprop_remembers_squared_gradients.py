"""RMSProp remembers squared gradients with weights (1 − ρ)ρʲ"""

from sympy import Sum, sqrt

from qedescent.analytic.bias import fading_memory, total_weight, weight
from qedescent.analytic.notation import g, k, n, r, δ, ε, θ, ρ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import rmsprop
from qedescent.numeric.measure.memory import one_gradient, step_after
from qedescent.numeric.optimizers import AdaGrad, RMSProp
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.telescoping import telescoping
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "rmsprop-update"

R = sequence("r")
gradient = function("g")
j, m = natural("j m")
x, old, u, root = real("x a u q")
fading = fading_memory(rmsprop, r, g**2)


def squares(steps, newest):
    """The weighted sum of the last `steps` squared gradients."""
    return Sum(weight(fading, j) * gradient(newest - j) ** 2, (j, 0, steps - 1))


def new(symbol):
    return next_values(rmsprop)[symbol]


shifted = eq(squares(m + 1, x), (1 - ρ) * gradient(x) ** 2 + ρ * squares(m, x - 1))
unrolled = ρ**n * R(0) + squares(n, n)
grown = new(r).xreplace({r: old, g: u})
step = (new(θ) - θ).xreplace({1 / sqrt(δ + new(r)): 1 / root}).xreplace({g: u})  # the rule's own root is called q
weights_at_n = eq(Sum(weight(fading, j), (j, 0, n - 1)), total_weight(fading, n))
given = (
    ε > 0,
    ρ >= 0,
    ρ < 1,
    δ >= 0,
    forall(k, eq(R(k + 1), new(r).xreplace({r: R(k), g: gradient(k + 1)}))),
)
conclusion = (
    forall(n, eq(R(n), unrolled)),
    forall(n, weights_at_n),
    forall((old, u, root), ge(ε**2 / (1 - ρ), step**2), given=[old >= 0, root > 0, eq(root**2, δ + grown)]),
)
claim = (
    r"With $r\leftarrow\rho r+(1-\rho)g^2$ the memory after $n$ steps is $\rho^nr_0+(1-\rho)\sum_{j<n}\rho^jg_{n-j}^2$: "
    r"squared gradients fade with weights $(1-\rho)\rho^j$, which sum to $1-\rho^n$, so it remembers about $1/(1-\rho)$ "
    r"steps, where AdaGrad remembers all. The step $\varepsilon g/\sqrt{\delta+r}$ is never longer than "
    r"$\varepsilon/\sqrt{1-\rho}$."
)
source = "Hinton 2012; Goodfellow, Bengio and Courville 2016, Algorithm 8.5, with δ inside the root; own induction"
notes = ("The book puts δ inside the root here, and outside in AdaGrad and Adam.",)


def proof(p):
    _sum, all_weights, bounded = conclusion
    older = "every past gradient is one step older"
    p.have(gt(1 - ρ, 0), signs)
    p.prove(forall(x, forall(m, shifted)), by=lambda: p.induct(m, shifted, base=algebra, step=algebra, say=older))
    p.induct(n, eq(R(n), unrolled), base=algebra, step=lambda: _one_more(p))
    p.prove(all_weights, by=telescoping.saying("a geometric sum telescopes"))
    p.prove(bounded, by=signs.saying("(1 - ρ)g² is a part of the square of the root"))


def _one_more(p):
    older = p.instance(forall(x, forall(m, shifted)), {x: n + 1})
    p.instance(older, {m: n})
    p.show(eq(R(n + 1), unrolled.xreplace({n: n + 1})), by=algebra.saying("the update rule"))


experiment = (
    Experiment(
        quantity="what one squared gradient still weighs after so many steps",
        measure=lambda steps, decay: one_gradient(RMSProp(0.1, decay), steps),
        predicted=(1 - ρ) * ρ**n,
        control=lambda steps, decay: one_gradient(AdaGrad(0.1), steps),
        rival_means="AdaGrad, which forgets nothing",
        over={ρ: (0.9, 0.99), n: (0, 1, 10, 100)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="longest step: a gradient of 1 after many zeros, in units of ε",
        measure=lambda decay: step_after(RMSProp(0.1, decay, 0.0), zeros=10, step_size=0.1),
        predicted=1 / sqrt(1 - ρ),
        rival=1 / (1 - ρ),
        rival_means="the root left out",
        over={ρ: (0.9, 0.99, 0.999)},
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
