"""AdaMax: Adam with the largest faded gradient in place of the second moment, and no small constant."""

from sympy import Abs, Max, Symbol

from qedescent.analytic.notation import g, s, t, ε, θ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule

u = Symbol("u", real=True)

adamax = UpdateRule(
    name="AdaMax",
    algorithm="Kingma and Ba's",
    source="Kingma and Ba 2014, Adam: a method for stochastic optimization, Algorithm 2 (section 7.1)",
    parameters=(ε, ρ1, ρ2),
    state={s: 0, u: 0},
    assignments=(
        (s, ρ1 * s + (1 - ρ1) * g),
        (u, Max(ρ2 * u, Abs(g))),
        (θ, θ - ε / (1 - ρ1**t) * s / u),
    ),
)
