"""Adam, Algorithm 8.7: δ stands outside the root, after the bias correction."""

from sympy import sqrt

from qedescent.analytic.notation import g, r, s, t, δ, ε, θ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule

adam = UpdateRule(
    name="Adam",
    algorithm="8.7",
    source="Kingma and Ba 2014; Goodfellow, Bengio and Courville 2016, Algorithm 8.7",
    parameters=(ε, ρ1, ρ2, δ),
    state={s: 0, r: 0},
    assignments=(
        (s, ρ1 * s + (1 - ρ1) * g),
        (r, ρ2 * r + (1 - ρ2) * g**2),
        (θ, θ - ε * (s / (1 - ρ1**t)) / (sqrt(r / (1 - ρ2**t)) + δ)),
    ),
)
