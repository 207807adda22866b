"""Rules that are linear with constant hyperparameters, each written in two ways or more, with other states.

On such rules the equivalence of iterative algorithms is usually decided, by transfer functions (Zhao, Lessard and Udell 2021).
"""

from sympy import Rational, Symbol, sympify

from qedescent.analytic.notation import g, v, α, ε, θ
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading

p, b, d, β, γ = (Symbol(x, real=True) for x in ("p", "b", "d", "β", "γ"))
tenth = Rational(1, 10)


def linear(letters, start, after, query=θ):
    """What θ and the memories become, all at once."""
    say = {x.name: term(sympify(e))[0] for x, e in after.items()}
    begin = {x.name: term(sympify(e))[0] for x, e in start.items()}
    return Reading(term(query)[0], begin, say, parameters=tuple(x.name for x in letters))


HEAVY_BALL = {
    "velocity": linear((ε, α), {v: 0}, {v: α * v - ε * g, θ: θ + α * v - ε * g}),
    "rate outside": linear((ε, α), {b: 0}, {b: α * b + g, θ: θ - ε * (α * b + g)}),
    "differences": linear((ε, α), {p: θ}, {p: θ, θ: θ - ε * g + α * (θ - p)}),
    "velocity subtracted": linear((ε, α), {v: 0}, {v: α * v + ε * g, θ: θ - α * v - ε * g}),
    "a memory that nobody reads": linear((ε, α), {v: 0, d: 0}, {v: α * v - ε * g, θ: θ + α * v - ε * g, d: d + g}),
    "sum of two memories": linear((ε, α), {p: θ, d: 0}, {d: θ - p - ε * g, p: θ, θ: θ + α * (θ - p) - ε * g}),
}  # fmt: skip
NESTEROV = {
    "velocity": linear((ε, α), {v: 0}, {v: α * v - ε * g, θ: θ + α * v - ε * g}, θ + α * v),
    "extrapolated": linear((ε, α), {p: θ}, {p: θ, θ: θ + α * (θ - p) - ε * g}, θ + α * (θ - p)),
    "look-ahead stored": linear((ε, α), {v: 0}, {v: α * v - ε * g, θ: θ + α * (α * v - ε * g) - ε * g}),
    "rate outside, look-ahead stored": linear((ε, α), {b: 0}, {b: α * b + g, θ: θ - ε * (g + α * (α * b + g))}),
}  # fmt: skip
EXTRAPOLATED = {
    "reflected": linear((ε,), {p: θ}, {p: θ, θ: θ - ε * g}, 2 * θ - p),
    "optimistic": linear((ε,), {b: 0}, {b: g, θ: θ - 2 * ε * g + ε * b}),
}
NUMBERS = {
    "two points": linear((), {p: θ}, {p: θ, θ: 2 * θ - p - tenth * g}, 2 * θ - p),
    "a point and a push": linear((), {b: 0}, {b: b + tenth * g, θ: θ - b - g / 5}),
}
TRIPLE = {
    "three points": linear((ε, β, γ), {p: θ}, {p: θ, θ: (1 + β) * θ - β * p - ε * g}, (1 + γ) * θ - γ * p),
    "velocity": linear((ε, β, γ), {v: 0}, {v: β * v - ε * g, θ: θ + β * v - ε * g}, θ + γ * v),
}  # fmt: skip
FAMILIES = {"heavy ball": HEAVY_BALL, "Nesterov": NESTEROV, "extrapolated gradient": EXTRAPOLATED,
            "numbers": NUMBERS, "triple momentum": TRIPLE}  # fmt: skip

SAME = [
    (f"{family}: {a} and {c}", ways[a], ways[c])
    for family, ways in FAMILIES.items()
    for a in ways for c in ways if a < c
]  # fmt: skip
OTHER = [
    ("heavy ball and Nesterov", HEAVY_BALL["velocity"], NESTEROV["velocity"]),
    ("triple momentum queried at θ, and Nesterov", TRIPLE["velocity"], NESTEROV["velocity"]),
    ("optimistic with half the memory", EXTRAPOLATED["reflected"],
     linear((ε,), {b: 0}, {b: g, θ: θ - 2 * ε * g + ε * b / 2})),
    ("a push with the wrong sign", NUMBERS["two points"], linear((), {b: 0}, {b: b - tenth * g, θ: θ - b - g / 5})),
    ("velocity that leaks twice", HEAVY_BALL["velocity"],
     linear((ε, α), {v: 0}, {v: α**2 * v - ε * g, θ: θ + α * v - ε * g})),
]  # fmt: skip
