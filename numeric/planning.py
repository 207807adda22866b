"""How an ensemble is cut into blocks, and what is refused before any work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qedescent.numeric import accelerated
from qedescent.numeric.blocks import Block, Measure
from qedescent.numeric.iterates import Problem, begun
from qedescent.numeric.outputs import refuse_unknown

BLOCK = 4096  # numbers in an array: 32 KiB, so that a few of them stay in the first cache and a call costs little beside them
FEWEST = 64  # runs of a block, where points have many coordinates: fewer would make NumPy's inner loops short
MOST_STEPS, MOST_RUNS, MOST_CHECKPOINTS = 10**9, 10**8, 10**6
MOST_KEPT = 16 << 30  # bytes of points


def powers_of_two(steps: int, first: int = 1) -> tuple[int, ...]:
    """The default checkpoints, ending with the last step."""
    found = [2**i for i in range(steps.bit_length()) if first <= 2**i < steps]
    return (*found, steps)


def planned(
    problem: Problem, optimizer: Any, runs: int, steps: int, seed: int, checkpoints: Sequence[int] | None,
    outputs: Sequence[str], measure: Measure | None = None,
) -> list[Block]:  # fmt: skip
    """The blocks of an ensemble. Raises ValueError for what cannot be run."""
    if not isinstance(seed, int | np.integer) or seed < 0:
        raise ValueError(f"the seed must be a whole number of at least 0, not {seed}")
    marks = _checked(runs, steps, checkpoints, outputs)
    runs, seed = int(runs), int(seed)
    getattr(problem, "admit", _welcome)(optimizer)
    coordinates = begun(problem, 1).size
    kept = runs * coordinates * len(marks) * len(outputs) * 8
    if measure is None and kept > MOST_KEPT:
        raise ValueError(f"{kept >> 30} GiB of points would be kept, more than {MOST_KEPT >> 30}; `summarise` keeps none")
    accelerated.prepare(runs * marks[-1] * coordinates)
    size = runs_of_a_block(coordinates)
    sizes = [min(size, runs - first) for first in range(0, runs, size)]
    return [Block(problem, optimizer, seed, i, n, marks, tuple(outputs), measure) for i, n in enumerate(sizes)]


def runs_of_a_block(coordinates: int) -> int:
    """As many as fill an array of `BLOCK` numbers, but not fewer than `FEWEST`."""
    return BLOCK if coordinates == 1 else max(FEWEST, BLOCK // coordinates)


def _welcome(optimizer: Any) -> None:
    """A problem in its own coordinates takes any rule."""


def _checked(runs: int, steps: int, checkpoints: Sequence[int] | None, outputs: Sequence[str]) -> tuple[int, ...]:
    for name, number, most in (("runs", runs, MOST_RUNS), ("steps", steps, MOST_STEPS)):
        if not isinstance(number, int | np.integer) or not 1 <= number <= most:
            raise ValueError(f"{name} must be a whole number between 1 and {most}, not {number}")
    refuse_unknown(outputs)
    if checkpoints is not None and len(checkpoints) > MOST_CHECKPOINTS:
        raise ValueError(f"there may be {MOST_CHECKPOINTS} checkpoints, not {len(checkpoints)}")
    marks = powers_of_two(int(steps)) if checkpoints is None else tuple(map(int, checkpoints))
    if not marks or sorted(set(marks)) != list(marks) or marks[0] < 1 or marks[-1] > steps:
        raise ValueError("checkpoints must increase and lie between 1 and the number of steps")
    return marks
