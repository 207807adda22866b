"""SGD with momentum (the heavy ball), Algorithm 8.2."""

from qedescent.analytic.notation import g, v, α, ε, θ
from qedescent.analytic.rule import UpdateRule

momentum = UpdateRule(
    name="momentum",
    algorithm="8.2",
    source="Polyak 1964; Goodfellow, Bengio and Courville 2016, Algorithm 8.2",
    parameters=(ε, α),
    state={v: 0},
    assignments=((v, α * v - ε * g), (θ, θ + v)),
)
