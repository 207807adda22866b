"""RMSProp with Nesterov momentum, Algorithm 8.6, which as printed has no small constant: 0/0 where a gradient is 0."""

from sympy import sqrt

from qedescent.analytic.notation import g, r, v, α, ε, θ, ρ
from qedescent.analytic.rule import UpdateRule

rmsprop_nesterov = UpdateRule(
    name="RMSProp with Nesterov momentum",
    algorithm="8.6",
    source="Goodfellow, Bengio and Courville 2016, Algorithm 8.6",
    parameters=(ε, ρ, α),
    state={r: 0, v: 0},
    query=θ + α * v,
    assignments=((r, ρ * r + (1 - ρ) * g**2), (v, α * v - ε / sqrt(r) * g), (θ, θ + v)),
)
