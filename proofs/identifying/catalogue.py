"""The rules that a run may have followed: the book's and the dialects of the libraries, each as a reading."""

from __future__ import annotations

from sympy import Rational, Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, ρ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.rules import RULES
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.lifting.reading import Reading

m = Symbol("m", real=True)
SQUARES, MEAN = (r, ρ * r + (1 - ρ) * g**2), (m, ρ * m + (1 - ρ) * g)
MOMENTS = ((s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2))


def _dialect(name: str, parameters: tuple, state: dict, *assignments: tuple) -> UpdateRule:
    return UpdateRule(name, "", "", parameters, state, assignments)


DIALECTS = (
    _dialect("momentum, rate outside the velocity", (ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * v)),
    _dialect("momentum of an average of gradients", (ε, α), {v: 0}, (v, α * v + (1 - α) * g), (θ, θ - ε * v)),
    _dialect("Nesterov momentum, look-ahead stored", (ε, α), {v: 0}, (v, α * v - ε * g), (θ, θ + α * v - ε * g)),
    _dialect("Nesterov momentum, look-ahead stored, rate outside", (ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * (g + α * v))),
    _dialect("AdaGrad, δ inside the root", (ε, δ), {r: 0}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("AdaGrad, δ inside the root, from 0.1", (ε, δ), {r: Rational(1, 10)}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("RMSProp, δ outside the root", (ε, ρ, δ), {r: 0}, SQUARES, (θ, θ - ε * g / (sqrt(r) + δ))),
    _dialect("RMSProp, from 1", (ε, ρ, δ), {r: 1}, SQUARES, (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("RMSProp, centred", (ε, ρ, δ), {r: 0, m: 0}, SQUARES, MEAN, (θ, θ - ε * g / sqrt(r - m**2 + δ))),
    _dialect("RMSProp with momentum, rate inside", (ε, ρ, α, δ), {r: 0, v: 0}, SQUARES,
             (v, α * v - ε * g / sqrt(r + δ)), (θ, θ + v)),
    _dialect("RMSProp with momentum, rate and δ outside", (ε, ρ, α, δ), {r: 0, v: 0}, SQUARES,
             (v, α * v + g / (sqrt(r) + δ)), (θ, θ - ε * v)),
    _dialect("Adam, correction folded into the rate", (ε, ρ1, ρ2, δ), {s: 0, r: 0}, *MOMENTS,
             (θ, θ - ε * sqrt(1 - ρ2**t) / (1 - ρ1**t) * s / (sqrt(r) + δ))),
    _dialect("Adam without its corrections", (ε, ρ1, ρ2, δ), {s: 0, r: 0}, *MOMENTS, (θ, θ - ε * s / (sqrt(r) + δ))),
    _dialect("AdaDelta with a rate", (ε, ρ, δ), {r: 0, d: 0}, SQUARES,
             (θ, θ - ε * sqrt(d + δ) / sqrt(r + δ) * g), (d, ρ * d + (1 - ρ) * (d + δ) / (r + δ) * g**2)),
)  # fmt: skip


def catalogue() -> dict[str, Reading]:
    """Readings by name, the book's first."""
    book = {f"{rule.algorithm} {rule.name}": reading_of(rule) for rule in RULES}
    return {**book, **{rule.name: reading_of(rule) for rule in DIALECTS}}
