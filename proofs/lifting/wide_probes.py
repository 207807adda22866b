"""Wide probes: gradients from 1 to 1e-8 and zeros, signs that change, hyperparameters that go up and down; open loop, float64."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.cross_check import follow, hyperparameters
from qedescent.proofs.lifting.reading import Reading, Target

SIGNS = (3.0, -1.0, 4.0, 1.0, -5.0, 9.0, -2.0, 6.0, -5.0, 3.0, -5.0, 8.0)
SCALES = (1.0, 1e-2, 1e-4, 1e-6, 1e-8, 0.0, 1.0)
START = np.array([0.0] * 6 + [0.75])  # from 0 steps of any size are seen, from elsewhere what θ itself does
GRADIENTS = np.outer(SIGNS, SCALES)
NUDGED = GRADIENTS * (1 + np.resize([1, -1], GRADIENTS.shape) * 2.0**-52)
SMALL = {"δ": 1e-4, "ε": 0.1}  # times a number in (0, 1): seen at some of the sizes, not so at others
Schedule = list[dict[str, float]]


def moving(parameters: Sequence[str], held: Sequence[str]) -> Schedule:
    """Numbers in (0, 1) for each step, up and down but for those held."""
    rows = [hyperparameters(parameters, k) for k in range(1, len(SIGNS) + 1)]
    return [{p: SMALL.get(p, 1.0) * rows[0 if p in held else k][p] for p in parameters} for k in range(len(rows))]


def ran_on(target: Target, gradients: NDArray, schedule: Schedule) -> NDArray:
    """θ after each step but the last and the point of the next gradient, of shape (steps - 1, 2, coordinates)."""
    with np.errstate(all="ignore"):
        ran = target.run(gradients, schedule, START)
    return np.stack([ran.points[1:-1], ran.queries[1:]], axis=1)


def followed(book: Reading, schedule: Schedule) -> NDArray:
    """The same of the rule; NaN where it says nothing."""
    found = np.full((len(SIGNS) - 1, 2, len(SCALES)), np.nan)
    for i, start in enumerate(START):
        steps = follow(book, GRADIENTS[:, i].tolist(), schedule, float(start))
        for k, ((_, point), (query, _)) in enumerate(pairwise(_while_defined(steps))):
            found[k, :, i] = float(point), float(query)
    return found


def _while_defined(steps: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from steps
    except (ArithmeticError, KeyError, ValueError):
        return
