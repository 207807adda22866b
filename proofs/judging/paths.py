"""A branch that the code took on values of a run is left by other values: then what was read is a part of the algorithm."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from qedescent.proofs.judging.walking import UNDEFINED, Numbers, decimals, walk
from qedescent.proofs.lifting.cross_check import hyperparameters
from qedescent.proofs.lifting.oracle import value
from qedescent.proofs.lifting.reading import Reading

Data = Any
SIGNS = (3, -1, 4, 1, -5, 9, -2, 6)
SIZES = tuple(map(Decimal, ("1e-4", "1", "1e4")))
STARTS = tuple(map(Decimal, ("0", "0.75", "-100")))


def left(reading: Reading) -> tuple[Data, ...]:
    """The conditions of the path on which the formulas were read that some run does not meet, and by more than a limit case: that
    a sum of squares is not 0 excludes nothing but such a case. Runs are tried; what none of them breaks may still break."""
    return tuple(c for c in reading.conditions if any(_broken(c, at) for at in _before_steps(reading)))


def _broken(condition: Data, at: Numbers) -> bool:
    op, left_side, right_side = condition
    try:
        a, b = value(left_side, at), value(right_side, at)
    except UNDEFINED:
        return False
    return a != b if op == "=" else op != "!=" and a < b


def _before_steps(reading: Reading) -> Iterator[Numbers]:
    """All letters as the conditions of each step see them, of runs with gradients of several sizes."""
    numbers = {p: Decimal(x) for p, x in hyperparameters(reading.parameters, 1).items()}
    with decimals():
        for size, start in product(SIZES, STARTS):
            before: Numbers = {"θ": start, **numbers}
            try:
                before |= {x: value(f, before) for x, f in reading.start.items()}
                for now in walk(reading, [size * s for s in SIGNS], [numbers] * len(SIGNS), start):
                    if now["k"] > 0 or not reading.first:
                        yield {**before, **{x: now[x] for x in ("g", "t", "k")}}
                    before = now
            except UNDEFINED:
                continue
