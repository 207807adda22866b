"""What a rule does under a gradient that never changes: velocities and distances in closed form."""

from __future__ import annotations

from sympy import Expr, Symbol

from qedescent.analytic.notation import g, α, ε


def velocity(t: Symbol) -> Expr:
    """Momentum's velocity after t steps from rest under a constant gradient g."""
    return -ε * g * (1 - α**t) / (1 - α)


def displacement(t: Symbol) -> Expr:
    """How far momentum has come after t steps from rest under a constant gradient g."""
    return -ε * g * (t - α * (1 - α**t) / (1 - α)) / (1 - α)


def terminal_speed() -> Expr:
    """The limit of the length of a step under a constant gradient of length g, the effective step size."""
    return ε * g / (1 - α)
