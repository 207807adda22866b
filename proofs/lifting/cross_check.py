"""A reading beside the code it was read from: both take the same few steps, and must arrive at the same points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from typing import Any

import numpy as np

from qedescent.proofs.lifting.oracle import DIGITS, value
from qedescent.proofs.lifting.reading import Reading, Target

Data = Any
Schedule = Sequence[Mapping[str, float]]
TOLERANCE = 1e-12
START = (0.75, 1.25)  # two coordinates: nothing that treats them differently passes
GRADIENTS = ((0.8, 0.3), (0.5, 0.7), (0.9, 0.4), (0.6, 0.55), (0.7, 0.2))
CHANGES = (1.0, 0.9, 1.08, 0.95, 1.03)  # the hyperparameters move: a number that was read for a letter is found out


class ReadingDisagrees(RuntimeError):
    """The formulas that were read are not what the code computes: an error of ours, never of the code's."""


def hyperparameters(parameters: Sequence[str], step: int) -> dict[str, float]:
    """A number in (0, 1) for each letter at steps 1, 2, ...; no two alike, as far from each other as they can be."""
    change = CHANGES[(step - 1) % len(CHANGES)]
    return {x: change * (0.15 + 0.7 * ((i + 1) * 0.6180339887498949 % 1)) for i, x in enumerate(parameters)}


def holds(condition: Data, at: Mapping[str, Decimal]) -> bool:
    """Whether a comparison that a reading notes holds at these values."""
    op, left, right = condition
    a, b = value(left, at), value(right, at)
    return {"=": a == b, "!=": a != b, ">": a > b, ">=": a >= b}[op]


def follow(
    reading: Reading, gradients: Sequence[float], schedule: Schedule, start: float
) -> Iterator[tuple[Decimal, Decimal]]:
    """(the point of the gradient, θ after the step) of one coordinate, step by step, in decimals of 50 digits, open loop.

    Ends before the step at which one of the reading's conditions does not hold: it says nothing of that.
    """
    with localcontext(Context(prec=DIGITS)):
        now = {"θ": Decimal(start)} | _decimals(schedule[0])
        now |= {x: value(t, now) for x, t in reading.start.items()}
        for t, (g, step) in enumerate(zip(gradients, schedule, strict=True), 1):
            now |= _decimals(step) | {"g": Decimal(g), "t": Decimal(t)}
            first = t == 1 and bool(reading.first)
            if not first and not all(holds(c, now) for c in reading.conditions):
                return
            query = value(reading.query, now)
            now |= {x: value(f, now) for x, f in (reading.first if first else reading.after).items()}
            yield query, now["θ"]


def cross_check(target: Target, reading: Reading) -> None:
    """Raise ReadingDisagrees unless formulas and code take the same steps, two at least, to within 1e-12."""
    steps = range(1, len(GRADIENTS) + 1)
    schedule = [hyperparameters(reading.parameters, k) for k in steps]
    with np.errstate(all="ignore"):
        ran = target.run(np.array(GRADIENTS), schedule, np.array(START))
    for i, start in enumerate(START):
        try:
            followed = list(follow(reading, [row[i] for row in GRADIENTS], schedule, start))
        except (ArithmeticError, KeyError) as why:
            raise ReadingDisagrees(f"{target.name}: the formulas read have no value: {why!r}") from why
        if len(followed) < 2:
            raise ReadingDisagrees(f"{target.name}: the conditions {reading.conditions} fail at step {len(followed) + 1}")
        for k, (query, point) in enumerate(followed):
            for ran_to, exact in ((ran.queries[k, i], query), (ran.points[k + 1, i], point)):
                if not abs(ran_to - float(exact)) <= TOLERANCE * max(1.0, abs(float(exact))):
                    raise ReadingDisagrees(
                        f"{target.name}: step {k + 1} of the code leads to {float(ran_to)!r}, of the formulas read "
                        f"to {float(exact)!r}"
                    )


def _decimals(values: Mapping[str, float]) -> dict[str, Decimal]:
    return {x: Decimal(float(v)) for x, v in values.items()}
