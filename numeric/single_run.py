"""One run of an ensemble alone, followed step by step."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.iterates import Problem, iterates
from qedescent.numeric.planning import planned


def replay(problem: Problem, optimizer: Any, *, run: int, runs: int, steps: int, seed: int = 0) -> NDArray:
    """x_1, ..., x_{steps + 1} of run number `run` = 0, ..., runs - 1, the steps first: to the bit what `ensemble.run` of as
    many runs with that seed has at its checkpoints.

    The runs of its block, which share one generator, are made with it; only this one is kept.
    """
    blocks = planned(problem, optimizer, runs, steps, seed, (steps,), ("last",))
    if not isinstance(run, int | np.integer) or not 0 <= run < runs:
        raise ValueError(f"the runs have the numbers 0 to {runs - 1}; there is no run {run}")
    number, column = divmod(run, blocks[0].runs)
    block, report = blocks[number], getattr(problem, "report", np.copy)
    with np.errstate(all="ignore"):
        path = iterates(problem, optimizer, block.generator(), block.runs, steps)
        return np.stack([report(points)[..., column].copy() for points in path])
