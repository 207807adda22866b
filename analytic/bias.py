"""A memory that fades by a constant factor is a weighted sum of its past inputs, an average only once corrected."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr, Poly, PolynomialError, Symbol, cancel

from qedescent.analytic.rule import UpdateRule, next_values


@dataclass(frozen=True)
class FadingMemory:
    """The recurrence memory <- decay · memory + gain · input."""

    decay: Expr
    gain: Expr
    input: Expr


def fading_memory(rule: UpdateRule, memory: Symbol, input: Expr) -> FadingMemory:
    """The recurrence of one memory, read out of a rule for an input such as g or g²; ValueError for another form."""
    after = next_values(rule)[memory]
    try:
        polynomial = Poly(after, memory)
    except PolynomialError as why:
        raise ValueError(f"{rule.name}: {memory} does not fade by a constant factor") from why
    decay, gain = polynomial.coeff_monomial(memory), cancel(polynomial.coeff_monomial(1) / input)
    if polynomial.degree() != 1 or (decay.free_symbols | gain.free_symbols) - set(rule.parameters):
        raise ValueError(f"{rule.name}: {memory} is not a fading memory of {input}")
    return FadingMemory(decay, gain, input)


def weight(memory: FadingMemory, age: Expr) -> Expr:
    """The weight of an input that came `age` steps ago; the newest has age 0."""
    return memory.gain * memory.decay**age


def total_weight(memory: FadingMemory, t: Expr) -> Expr:
    """The sum of the weights after t steps from zero: what a constant input 1 has become."""
    return memory.gain * (1 - memory.decay**t) / (1 - memory.decay)


def correction(memory: FadingMemory, t: Expr) -> Expr:
    """The factor that makes the weights sum to 1 after t steps from zero."""
    return 1 / total_weight(memory, t)
