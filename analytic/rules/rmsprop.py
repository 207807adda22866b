"""RMSProp, Algorithm 8.5: δ stands inside the root."""

from sympy import sqrt

from qedescent.analytic.notation import g, r, δ, ε, θ, ρ
from qedescent.analytic.rule import UpdateRule

rmsprop = UpdateRule(
    name="RMSProp",
    algorithm="8.5",
    source="Hinton 2012; Goodfellow, Bengio and Courville 2016, Algorithm 8.5",
    parameters=(ε, ρ, δ),
    state={r: 0},
    assignments=((r, ρ * r + (1 - ρ) * g**2), (θ, θ - ε / sqrt(δ + r) * g)),
)
