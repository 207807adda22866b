"""The excess error of stochastic methods at checkpoints, run by run, for scaled constants, slopes and log detectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric import ensemble


def excess_errors(
    problem: Any, optimizer: Any, *, runs: int, checkpoints: Sequence[int], outputs: Sequence[str] = ("last",), seed: int = 0
) -> dict[str, NDArray]:
    """For every output rule an array of shape (checkpoints, runs)."""
    marks = tuple(checkpoints)
    recorded = ensemble.run(
        problem, optimizer, runs=runs, steps=marks[-1], seed=seed, checkpoints=marks, outputs=outputs
    )
    return {o: recorded.excess(problem, o) for o in outputs}
