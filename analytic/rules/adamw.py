"""AdamW: Adam whose weight decay takes no part in the moments.

The paper multiplies the whole change by a schedule η_t; here η_t is 1, and a schedule is written into ε and λ. So λ is what
is taken off the parameters in one step, whatever ε is.
"""

from sympy import sqrt

from qedescent.analytic.notation import g, r, s, t, δ, ε, θ, λ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule

adamw = UpdateRule(
    name="AdamW",
    algorithm="Loshchilov and Hutter's",
    source="Loshchilov and Hutter 2019, Decoupled weight decay regularization, Algorithm 2 with the schedule multiplier 1",
    parameters=(ε, ρ1, ρ2, δ, λ),
    state={s: 0, r: 0},
    assignments=(
        (s, ρ1 * s + (1 - ρ1) * g),
        (r, ρ2 * r + (1 - ρ2) * g**2),
        (θ, θ - ε * (s / (1 - ρ1**t)) / (sqrt(r / (1 - ρ2**t)) + δ) - λ * θ),
    ),
)
