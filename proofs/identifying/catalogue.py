"""The rules that a run may have followed: the book's, the papers' and the dialects of the libraries, each as a reading."""

from __future__ import annotations

from dataclasses import replace

from sympy import Abs, Max, Rational, Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.rules import PAPERS, RULES
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.reading import Reading

m, u, p, τ, r_max = (Symbol(x, real=True) for x in ("m", "u", "p", "τ", "r_max"))
sign = function("sign")
SQUARES, MEAN = (r, ρ * r + (1 - ρ) * g**2), (m, ρ * m + (1 - ρ) * g)
MOMENTS = ((s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2))
DECAYED = tuple((x, e.xreplace({g: g + λ * θ})) for x, e in MOMENTS)
S_HAT, R_HAT = s / (1 - ρ1**t), r / (1 - ρ2**t)
FOLDED = ε * sqrt(1 - ρ2**t) / (1 - ρ1**t)
NOW, THEN = (ρ1 * (1 - Rational(24, 25) ** step / 2) for step in (t, t + 1))
OF_MOMENTS, OF_SQUARES = {s: 0, r: 0}, {r: 0}


def _dialect(name: str, parameters: tuple, state: dict, *assignments: tuple) -> UpdateRule:
    return UpdateRule(name, "", "", parameters, state, assignments)


MOMENTA = (
    _dialect("momentum, rate outside the velocity", (ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * v)),
    _dialect("momentum of an average of gradients", (ε, α), {v: 0}, (v, α * v + (1 - α) * g), (θ, θ - ε * v)),
    _dialect("Nesterov momentum, look-ahead stored", (ε, α), {v: 0}, (v, α * v - ε * g), (θ, θ + α * v - ε * g)),
    _dialect("Nesterov momentum, look-ahead stored, rate outside", (ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * (g + α * v))),
    _dialect("SGD with weight decay", (ε, λ), {}, (θ, θ - ε * (g + λ * θ))),
    _dialect("momentum with coupled weight decay, rate outside", (ε, α, λ), {v: 0}, (v, α * v + g + λ * θ), (θ, θ - ε * v)),
    _dialect("momentum with coupled weight decay", (ε, α, λ), {v: 0}, (v, α * v - ε * (g + λ * θ)), (θ, θ + v)),
    _dialect("momentum with decoupled weight decay", (ε, α, λ), {v: 0}, (v, α * v - ε * g), (θ, θ - ε * λ * θ + v)),
    _dialect("Nesterov momentum with coupled weight decay, look-ahead stored, rate outside", (ε, α, λ), {v: 0, m: 0},
             (m, g + λ * θ), (v, α * v + m), (θ, θ - ε * (m + α * v))),
)  # fmt: skip
SQUARED = (
    _dialect("AdaGrad, δ inside the root", (ε, δ), OF_SQUARES, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("AdaGrad, δ inside the root, from 0.1", (ε, δ), {r: Rational(1, 10)}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("RMSProp, δ outside the root", (ε, ρ, δ), OF_SQUARES, SQUARES, (θ, θ - ε * g / (sqrt(r) + δ))),
    _dialect("RMSProp, from 1", (ε, ρ, δ), {r: 1}, SQUARES, (θ, θ - ε * g / sqrt(r + δ))),
    _dialect("RMSProp, corrected", (ε, ρ, δ), OF_SQUARES, SQUARES, (θ, θ - ε * g / sqrt(r / (1 - ρ**t) + δ))),
    _dialect("RMSProp, centred, δ outside the root", (ε, ρ, δ), {r: 0, m: 0}, SQUARES, MEAN,
             (θ, θ - ε * g / (sqrt(r - m**2) + δ))),
    _dialect("RMSProp with momentum, rate and δ outside", (ε, ρ, α, δ), {r: 0, v: 0}, SQUARES,
             (v, α * v + g / (sqrt(r) + δ)), (θ, θ - ε * v)),
    _dialect("AdaDelta with a rate", (ε, ρ, δ), {r: 0, d: 0}, SQUARES,
             (θ, θ - ε * sqrt(d + δ) / sqrt(r + δ) * g), (d, ρ * d + (1 - ρ) * (d + δ) / (r + δ) * g**2)),
)  # fmt: skip
ADAMS = (
    _dialect("Adam, correction folded into the rate", (ε, ρ1, ρ2, δ), OF_MOMENTS, *MOMENTS, (θ, θ - FOLDED * s / (sqrt(r) + δ))),
    _dialect("Adam without its corrections", (ε, ρ1, ρ2, δ), OF_MOMENTS, *MOMENTS, (θ, θ - ε * s / (sqrt(r) + δ))),
    _dialect("Adam, δ inside the root", (ε, ρ1, ρ2, δ), OF_MOMENTS, *MOMENTS, (θ, θ - ε * S_HAT / sqrt(R_HAT + δ))),
    _dialect("Adam with coupled weight decay", (ε, ρ1, ρ2, δ, λ), OF_MOMENTS, *DECAYED, (θ, θ - ε * S_HAT / (sqrt(R_HAT) + δ))),
    _dialect("AdamW, decay times the rate", (ε, ρ1, ρ2, δ, λ), OF_MOMENTS, *MOMENTS,
             (θ, θ - ε * λ * θ - ε * S_HAT / (sqrt(R_HAT) + δ))),
    _dialect("AdamW, decay times the rate, correction folded", (ε, ρ1, ρ2, δ, λ), OF_MOMENTS, *MOMENTS,
             (θ, θ - ε * λ * θ - FOLDED * s / (sqrt(r) + δ))),
    _dialect("AMSGrad, largest before the correction", (ε, ρ1, ρ2, δ), {**OF_MOMENTS, r_max: 0}, *MOMENTS,
             (r_max, Max(r_max, r)), (θ, θ - ε * S_HAT / (sqrt(r_max / (1 - ρ2**t)) + δ))),
    _dialect("AMSGrad, largest before the correction, which is folded into the rate", (ε, ρ1, ρ2, δ), {**OF_MOMENTS, r_max: 0},
             *MOMENTS, (r_max, Max(r_max, r)), (θ, θ - FOLDED * s / (sqrt(r_max) + δ))),
    _dialect("AMSGrad, largest after the correction", (ε, ρ1, ρ2, δ), {**OF_MOMENTS, r_max: 0}, *MOMENTS,
             (r_max, Max(r_max, R_HAT)), (θ, θ - ε * S_HAT / (sqrt(r_max) + δ))),
    _dialect("NAdam, 0.96 to the t", (ε, ρ1, ρ2, δ), {**OF_MOMENTS, p: 1}, (p, p * NOW), *MOMENTS,
             (θ, θ - ε * (THEN * s / (1 - p * THEN) + (1 - NOW) * g / (1 - p)) / (sqrt(R_HAT) + δ))),
    _dialect("AdaMax, δ in the larger", (ε, ρ1, ρ2, δ), {s: 0, u: 0}, MOMENTS[0], (u, Max(ρ2 * u, Abs(g) + δ)),
             (θ, θ - ε * S_HAT / u)),
    _dialect("AdaMax, δ in the denominator", (ε, ρ1, ρ2, δ), {s: 0, u: 0}, MOMENTS[0], (u, Max(ρ2 * u, Abs(g))),
             (θ, θ - ε * S_HAT / (u + δ))),
)  # fmt: skip
SIGNS = (
    _dialect("the sign of the gradient", (ε,), {}, (θ, θ - ε * sign(g))),
    _dialect("Lion", (ε, ρ1, ρ2), {m: 0}, (θ, θ - ε * sign(ρ1 * m + (1 - ρ1) * g)), (m, ρ2 * m + (1 - ρ2) * g)),
    _dialect("Lion with weight decay", (ε, ρ1, ρ2, λ), {m: 0}, (θ, θ - ε * λ * θ - ε * sign(ρ1 * m + (1 - ρ1) * g)),
             (m, ρ2 * m + (1 - ρ2) * g)),
)  # fmt: skip


def _dampened() -> Reading:
    """PyTorch's, which exempts the first step."""
    found = reading_of(_dialect("", (ε, α, τ), {v: 0}, (v, α * v + (1 - τ) * g), (θ, θ - ε * v)))
    return replace(found, first={"v": "g", "θ": ["-", "θ", ["*", "ε", "g"]]})


def catalogue() -> dict[str, Reading]:
    """Readings by name, the book's first."""
    printed = {f"{rule.algorithm} {rule.name}": reading_of(rule) for rule in (*RULES, *PAPERS)}
    named = {rule.name: reading_of(rule) for rule in (*MOMENTA, *SQUARED, *ADAMS, *SIGNS)}
    return {**printed, **named, "momentum with dampening, rate outside the velocity": _dampened()}
