"""AMSGrad as its paper prints it: the largest second moment so far, with neither a bias correction nor a small constant.

The paper's projection onto the feasible set is left out, which is all of space here, and its ρ1 may change from step to step.
"""

from sympy import Max, Symbol, sqrt

from qedescent.analytic.notation import g, r, s, ε, θ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule

r_max = Symbol("r_max", real=True)

amsgrad = UpdateRule(
    name="AMSGrad",
    algorithm="Reddi, Kale and Kumar's",
    source="Reddi, Kale and Kumar 2018, On the convergence of Adam and beyond, Algorithm 2 without constraints",
    parameters=(ε, ρ1, ρ2),
    state={s: 0, r: 0, r_max: 0},
    assignments=(
        (s, ρ1 * s + (1 - ρ1) * g),
        (r, ρ2 * r + (1 - ρ2) * g**2),
        (r_max, Max(r_max, r)),
        (θ, θ - ε * s / sqrt(r_max)),
    ),
)
