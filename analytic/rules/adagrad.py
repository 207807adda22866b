"""AdaGrad, Algorithm 8.4: δ stands outside the root."""

from sympy import sqrt

from qedescent.analytic.notation import g, r, δ, ε, θ
from qedescent.analytic.rule import UpdateRule

adagrad = UpdateRule(
    name="AdaGrad",
    algorithm="8.4",
    source="Duchi, Hazan and Singer 2011; Goodfellow, Bengio and Courville 2016, Algorithm 8.4",
    parameters=(ε, δ),
    state={r: 0},
    assignments=((r, r + g**2), (θ, θ - ε / (δ + sqrt(r)) * g)),
)
