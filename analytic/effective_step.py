"""What a rule comes to under a gradient that never changes: its memories settle, and every step is then the same."""

from __future__ import annotations

from sympy import Expr, Integer, Poly, PolynomialError, Pow, Symbol, cancel

from qedescent.analytic.notation import t, θ
from qedescent.analytic.rule import UpdateRule, next_values


class NeverSettles(ValueError):
    """A memory does not settle under a constant gradient, so there is no effective step size."""


def decays(rule: UpdateRule) -> dict[Symbol, Expr]:
    """The factor by which each memory fades in a step, for those that fade by a factor of hyperparameters alone."""
    found: dict[Symbol, Expr] = {}
    for memory in rule.state:
        decay = _coefficient(next_values(rule)[memory], memory)
        if decay is not None and not decay.free_symbols - set(rule.parameters):
            found[memory] = decay
    return found


def settled(rule: UpdateRule) -> dict[Symbol, Expr]:
    """The values at which the memories stay under a constant gradient, each decay taken to be below 1.

    Memories are settled one after the other; NeverSettles for one that grows for ever (AdaGrad's) or is not linear in
    itself.
    """
    values, waiting, after = {}, list(rule.state), next_values(rule)
    while waiting:
        ready = next((m for m in waiting if not after[m].xreplace(values).free_symbols & ({θ, *waiting} - {m})), None)
        if ready is None:
            raise NeverSettles(f"{rule.name}: {waiting[0]} depends on memories that depend on it, or on θ")
        row = late(after[ready].xreplace(values))
        decay = _coefficient(row, ready)
        if decay is None:
            raise NeverSettles(f"{rule.name}: {ready} is not linear in itself, so where it settles is not derived")
        if decay == 1:
            raise NeverSettles(f"{rule.name}: {ready} does not settle under a constant gradient")
        values[ready] = cancel((row - decay * ready).expand() / (1 - decay))
        waiting.remove(ready)
    return values


def effective_step(rule: UpdateRule) -> Expr:
    """The step that θ takes once the memories have settled under a constant gradient g."""
    step = late((next_values(rule)[θ] - θ).xreplace(settled(rule)))
    if step.has(θ):
        raise NeverSettles(f"{rule.name}: the step depends on where θ is")
    if step.has(t):
        raise NeverSettles(f"{rule.name}: the step changes with the step count for ever")
    return step.simplify()


def late(e: Expr) -> Expr:
    """After many steps: powers whose exponent grows with the step count are gone, their bases taken to be within (-1, 1)."""
    return e.xreplace({p: Integer(0) for p in e.atoms(Pow) if p.exp.has(t) and p.exp.expand().coeff(t, 1).is_positive})


def _coefficient(row: Expr, memory: Symbol) -> Expr | None:
    try:
        polynomial = Poly(row, memory)
    except PolynomialError:
        return None
    return polynomial.coeff_monomial(memory) if polynomial.degree() <= 1 else None
