"""Stochastic gradient descent, Algorithm 8.1."""

from qedescent.analytic.notation import g, ε, θ
from qedescent.analytic.rule import UpdateRule

sgd = UpdateRule(
    name="SGD",
    algorithm="8.1",
    source="Goodfellow, Bengio and Courville 2016, Algorithm 8.1",
    parameters=(ε,),
    state={},
    assignments=((θ, θ - ε * g),),
)
