"""Momentum runs along the valley where gradient descent zigzags across"""

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import L, g, k, n, v, α, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum, sgd
from qedescent.proofs.chapter.ill_conditioning import gradient_descent_contracts_by as gradient_descent
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies
from qedescent.proofs.language.symbols import sequence

ID = "momentum-figure-8-5"

velocity = sequence("v")
s, m = polyak.s, polyak.m
plain = iteration_matrix(sgd)[0, 0].xreplace({ε: gradient_descent.best})
zigzag = gradient_descent.rate
swinging = ε * g / (1 + α)

given = (
    *polyak.given,
    α >= 0,
    α < 1,
    ε > 0,
    g > 0,
    eq(velocity(0), 0),
    forall(k, eq(velocity(k + 1), next_values(momentum)[v].xreplace({v: velocity(k), g: (-1) ** k * g}))),
)
conclusion = (
    both(eq(plain.xreplace({λ: μ}), zigzag), eq(plain.xreplace({λ: L}), -zigzag)),
    gt(zigzag, polyak.rate),
    both(eq(1 - zigzag, 2 / (L / μ + 1)), eq(1 - polyak.rate, 2 / (s / m + 1))),
    forall(n, eq(velocity(n), swinging * ((-1) ** n - α**n))),
    implies(α > 0, gt(terminal_speed(), swinging)),
    eq(terminal_speed() / swinging, (1 + α) / (1 - α)),
)
claim = (
    r"On a quadratic with curvatures $\mu<L$ gradient descent at its best step size multiplies the error along the valley by "
    r"$r=(L-\mu)/(L+\mu)$ and across it by $-r$: it crosses the valley at every step. Heavy ball's best rate is smaller; "
    r"what they lack of 1 is $2/(\kappa+1)$ and $2/(\sqrt\kappa+1)$. The reason: under a gradient that changes sign at every "
    r"step the velocity swings with $\varepsilon g/(1+\alpha)$, under a steady one it grows to $\varepsilon g/(1-\alpha)$, "
    r"$(1+\alpha)/(1-\alpha)$ times as fast."
)
source = "Goodfellow, Bengio and Courville 2016, figure 8.5; Polyak 1964; own derivation"


def proof(p):
    factors, _slower, gaps, _swings, faster, ratio = conclusion
    for positive in (L, μ, L + μ, 1 + α, 1 - α, (1 - α) * (1 + α), s / m + 1, L / μ + 1, g * ε):
        p.have(gt(positive, 0), signs)
    p.show(factors, by=algebra)
    ahead = 2 * s * m * (s - m) / ((L + μ) * (s + m))
    p.calc(zigzag - polyak.rate).equals(ahead, by=algebra.saying("L = s² and μ = m²")).more_than(0, by=signs).done()
    p.show(gaps, by=algebra)
    law = eq(velocity(n), swinging * ((-1) ** n - α**n))
    p.induct(n, law, base=algebra, step=algebra.saying("the update rule"))
    p.prove(faster, by=lambda: _faster(p))
    p.show(ratio, by=algebra)


def _faster(p):
    gap = 2 * α * ε * g / ((1 - α) * (1 + α))
    p.calc(terminal_speed() - swinging).equals(gap, by=algebra).more_than(0, by=signs).done()
