"""RMSProp as Graves printed it, and the two halves of it that libraries offer: centred, and with momentum.

The heavy ball takes in the scaled step, rate and all. The book has momentum only in Nesterov's form, Algorithm 8.6.
"""

from sympy import Symbol, sqrt

from qedescent.analytic.notation import g, r, v, α, δ, ε, θ, ρ
from qedescent.analytic.rule import UpdateRule

m = Symbol("m", real=True)
squares, mean = (r, ρ * r + (1 - ρ) * g**2), (m, ρ * m + (1 - ρ) * g)

rmsprop_graves = UpdateRule(
    name="RMSProp, centred and with momentum",
    algorithm="Graves's",
    source="Graves 2013, Generating sequences with recurrent neural networks, equations 38 to 45",
    parameters=(ε, ρ, α, δ),
    state={r: 0, m: 0, v: 0},
    assignments=(squares, mean, (v, α * v - ε * g / sqrt(r - m**2 + δ)), (θ, θ + v)),
)

rmsprop_centred = UpdateRule(
    name="RMSProp, centred",
    algorithm="Graves's",
    source="Graves 2013, equations 38 to 45 without the momentum",
    parameters=(ε, ρ, δ),
    state={r: 0, m: 0},
    assignments=(squares, mean, (θ, θ - ε * g / sqrt(r - m**2 + δ))),
)

rmsprop_momentum = UpdateRule(
    name="RMSProp with momentum",
    algorithm="Graves's",
    source="Graves 2013, equations 38 to 45 without the centring; not in the book",
    parameters=(ε, ρ, α, δ),
    state={r: 0, v: 0},
    assignments=(squares, (v, α * v - ε * g / sqrt(r + δ)), (θ, θ + v)),
)
