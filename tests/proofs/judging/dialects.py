"""Rules as libraries write them, by hand from their documentation, for the judge to be tried on."""

from sympy import Rational, Symbol, sqrt

from qedescent.analytic.notation import g, r, s, t, α, δ, ε, θ, ρ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule
from qedescent.proofs.judging.expressions import reading_of

b, m, τ = (Symbol(x, real=True) for x in "bmτ")


def written(parameters, state, *assignments, query=θ):
    """The reading of a rule given by its assignments."""
    return reading_of(UpdateRule("written", "", "", parameters, state, assignments, query))


def squares(decay):
    """The running average of squared gradients."""
    return r, decay * r + (1 - decay) * g**2


RATE_OUTSIDE = written((ε, α), {b: 0}, (b, α * b + g), (θ, θ - ε * b))
LOOK_AHEAD_STORED = written((ε, α), {m: 0}, (m, α * m - ε * g), (θ, θ + α * m - ε * g))
RATE_OUTSIDE_LOOK_AHEAD_STORED = written((ε, α), {b: 0}, (b, α * b + g), (θ, θ - ε * (g + α * b)))
AVERAGING = written((ε, α), {m: 0}, (m, α * m + (1 - α) * g), (θ, θ - ε * m))
DAMPENED = written((ε, α, τ), {b: 0}, (b, α * b + (1 - τ) * g), (θ, θ - ε * b))
ADAGRAD_FROM_A_TENTH = written((ε, δ), {r: Rational(1, 10)}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ)))
ADAGRAD_INSIDE = written((ε, δ), {r: 0}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ)))
RMSPROP_FROM_ONE = written((ε, ρ, δ), {r: 1}, squares(ρ), (θ, θ - ε * g / sqrt(r + δ)))
RMSPROP_OUTSIDE = written((ε, ρ, δ), {r: 0}, squares(ρ), (θ, θ - ε * g / (sqrt(r) + δ)))
RMSPROP_IN_NUMBERS = written(
    (ε,), {r: 0}, squares(Rational(9, 10)), (θ, θ - ε * g / sqrt(r + Rational(1, 10**8)))
)
RMSPROP_LOOK_AHEAD_STORED = written(
    (ε, ρ, α), {r: 0, m: 0}, squares(ρ), (m, α * m - ε * g / sqrt(r)), (θ, θ + α * m - ε * g / sqrt(r))
)
FIRST_MOMENT = (s, ρ1 * s + (1 - ρ1) * g)
ADAM_IN_NUMBERS = written(
    (ε, ρ1, ρ2), {s: 0, r: 0}, FIRST_MOMENT, squares(ρ2),
    (θ, θ - ε * s / (1 - ρ1**t) / (sqrt(r / (1 - ρ2**t)) + Rational(1, 10**8))),
)  # fmt: skip
ADAM_FOLDED = written(
    (ε, ρ1, ρ2, δ), {s: 0, r: 0}, FIRST_MOMENT, squares(ρ2),
    (θ, θ - ε * sqrt(1 - ρ2**t) / (1 - ρ1**t) * s / (sqrt(r) + δ)),
)  # fmt: skip
