"""A rule followed step by step in decimals of 50 digits: what is undefined stops the walk, what is rounded is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Any

from qedescent.proofs.lifting.oracle import DIGITS, value
from qedescent.proofs.lifting.reading import Reading

Data = Any
Numbers = dict[str, Decimal]
ZERO = Decimal(0)
UNDEFINED = (ArithmeticError, KeyError, ValueError)  # what an evaluation may raise: 1/0, an unknown letter, an unknown operation


@contextmanager
def decimals() -> Iterator[Context]:
    """Decimal arithmetic that raises where a value is undefined, and notes in its flags whether anything was rounded."""
    with localcontext(Context(prec=DIGITS, traps=[InvalidOperation, DivisionByZero, Overflow])) as context:
        yield context


def walk(
    reading: Reading, gradients: Sequence[Decimal], schedule: Sequence[Mapping[str, Decimal]], start: Decimal = ZERO
) -> Iterator[Numbers]:
    """All letters after each step, from θ = start and the memories' starts, on these gradients; one of UNDEFINED is raised where
    a step cannot be taken. To be used within `decimals`."""
    now = {"θ": start, **schedule[0]}
    now |= {x: value(f, now) for x, f in reading.start.items()}
    for t, (g, hyperparameters) in enumerate(zip(gradients, schedule, strict=True), 1):
        now = {**now, **hyperparameters, "g": g, "t": Decimal(t), "k": Decimal(t - 1)}
        formulas = reading.first if t == 1 and reading.first else reading.after
        now = now | {x: value(f, now) for x, f in formulas.items()}
        yield now


def next_query(reading: Reading, now: Numbers) -> Decimal:
    """The point at which the step after `now` asks for its gradient."""
    return value(reading.query, {**now, "t": now["t"] + 1, "k": now["t"]})


def point(letters: Sequence[str], count: int) -> Numbers:
    """Values in (0, 1), no two alike, for all letters, and a gradient that is negative once."""
    golden = Decimal("0.61803398875")
    at = {x: Decimal("0.1") + Decimal("0.8") * ((i + 1 + 7 * count) * golden % 1) for i, x in enumerate(letters)}
    sign = -1 if count == 1 else 1
    return at | {"g": sign * at.get("g", 1), "k": Decimal(count), "t": Decimal(count + 1)}
