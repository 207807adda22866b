"""SGD with Nesterov momentum, Algorithm 8.3: the gradient is taken where the velocity is about to lead."""

from qedescent.analytic.notation import g, v, α, ε, θ
from qedescent.analytic.rule import UpdateRule

nesterov = UpdateRule(
    name="Nesterov momentum",
    algorithm="8.3",
    source="Nesterov 1983; Sutskever et al. 2013; Goodfellow, Bengio and Courville 2016, Algorithm 8.3",
    parameters=(ε, α),
    state={v: 0},
    query=θ + α * v,
    assignments=((v, α * v - ε * g), (θ, θ + v)),
)
