"""A reading beside the numbers of the very steps it was read from, and beside a run whose hyperparameters move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.cross_check import TOLERANCE, ReadingDisagrees, follow
from qedescent.proofs.lifting.oracle import DIGITS, value
from qedescent.proofs.lifting.reading import Reading, Target
from qedescent.proofs.lifting.recording import Data, Unreadable
from qedescent.proofs.lifting.recurrence import Pair, Witness

MOVES = (1.0, 0.97, 1.02, 0.96, 1.01)  # of the hyperparameters from step to step


def borne_out(name: str, reading: Reading, witnesses: Sequence[Witness]) -> None:
    """Raise ReadingDisagrees unless the formulas give what the steps left, to within 1e-12."""
    for witness in witnesses:
        for i in (0, 1):
            before = {x: Decimal(pair[i]) for x, pair in witness.before.items()} | {"t": Decimal(witness.count)}
            for x, exact in _step(name, reading, before, witness.count).items():
                real = witness.after[x][i]
                size = max(abs(before.get(x, Decimal(0))), abs(exact))
                if not abs(Decimal(real) - exact) <= Decimal(TOLERANCE) * size:
                    _refuse_a_balance(reading, before)
                    raise ReadingDisagrees(
                        f"{name}: step {witness.count} of the code leaves {x} = {real!r}, the formula read {float(exact)!r}"
                    )


def _refuse_a_balance(reading: Reading, before: Mapping[str, Decimal]) -> None:
    """Where the sign of what is 0 but for rounding is taken, the code itself has no formula."""
    with localcontext(Context(prec=DIGITS)):
        at = {**before, **{x: value(t, before) for x, t in reading.start.items() if x not in before}}
        for t in (*reading.after.values(), *reading.first.values()):
            if any(abs(value(u, at)) < Decimal("1e-15") for u in _signed(t)):
                raise Unreadable("its step takes the sign of a quantity that is 0 but for rounding")


def _signed(t: Data) -> Iterator[Data]:
    if isinstance(t, list):
        yield from ([t[2]] if t[:2] == ["apply", "sign"] else [])
        for part in t[1:]:
            yield from _signed(part)


def _step(name: str, reading: Reading, before: Mapping[str, Decimal], count: int) -> dict[str, Decimal]:
    with localcontext(Context(prec=DIGITS)):
        try:
            start = {x: value(t, before) for x, t in reading.start.items()} if count == 1 else {}
            formulas = reading.first if count == 1 and reading.first else reading.after
            return {x: value(t, {**before, **start}) for x, t in formulas.items()}
        except (ArithmeticError, KeyError, ValueError) as why:
            raise ReadingDisagrees(f"{name}: the formulas read have no value: {why!r}") from why


def moves_alike(target: Target, reading: Reading, values: Mapping[str, float], gradients: NDArray, start: Pair) -> None:
    """Raise ReadingDisagrees unless a run with moving hyperparameters goes where the formulas lead, as far as their
    conditions hold."""
    schedule = [{x: v * move for x, v in values.items()} for move in MOVES[: len(gradients)]]
    try:
        ran = target.run(gradients, schedule, np.array(start))
    except (ValueError, LookupError):  # the code does not let them be moved
        schedule = [schedule[0]] * len(gradients)
        ran = target.run(gradients, schedule, np.array(start))
    for i, begin in enumerate(start):
        for k, (_, point) in enumerate(follow(reading, gradients[:, i].tolist(), schedule, begin)):
            real = float(ran.points[k + 1, i])
            if not abs(real - float(point)) <= TOLERANCE * max(1.0, abs(float(point))):
                raise ReadingDisagrees(
                    f"{target.name}: step {k + 1} of a run with moving hyperparameters leads to {real!r}, the formulas "
                    f"read to {float(point)!r}"
                )
