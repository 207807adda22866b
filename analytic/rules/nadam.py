"""NAdam: Adam with Nesterov's momentum, which grows from ρ1/2 to ρ1.

The memory p is the product of the momenta so far. The second moment is corrected as in Adam and in the report of 2015;
Algorithm 2 of the workshop paper of 2016 prints another factor ρ2 there, which no library has taken over.
"""

from sympy import Rational, Symbol, sqrt

from qedescent.analytic.notation import g, r, s, t, δ, ε, θ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule

p = Symbol("p", real=True)
now, then = (ρ1 * (1 - Rational(24, 25) ** (step / 250) / 2) for step in (t, t + 1))

nadam = UpdateRule(
    name="NAdam",
    algorithm="Dozat's",
    source="Dozat 2015, Incorporating Nesterov momentum into Adam, with its schedule of the momentum, 0.96 to the t/250",
    parameters=(ε, ρ1, ρ2, δ),
    state={s: 0, r: 0, p: 1},
    assignments=(
        (p, p * now),
        (s, ρ1 * s + (1 - ρ1) * g),
        (r, ρ2 * r + (1 - ρ2) * g**2),
        (θ, θ - ε * (then * s / (1 - p * then) + (1 - now) * g / (1 - p)) / (sqrt(r / (1 - ρ2**t)) + δ)),
    ),
)
