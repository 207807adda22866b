"""AdaDelta, which 8.5.4 names: the step is measured in units of past steps, so there is no step size."""

from sympy import sqrt

from qedescent.analytic.notation import d, g, r, δ, θ, ρ
from qedescent.analytic.rule import UpdateRule

adadelta = UpdateRule(
    name="AdaDelta",
    algorithm="Zeiler's",
    source="Zeiler 2012, Algorithm 1",
    parameters=(ρ, δ),
    state={r: 0, d: 0},
    assignments=(
        (r, ρ * r + (1 - ρ) * g**2),
        (θ, θ - sqrt(d + δ) / sqrt(r + δ) * g),
        (d, ρ * d + (1 - ρ) * (sqrt(d + δ) / sqrt(r + δ) * g) ** 2),
    ),
)
