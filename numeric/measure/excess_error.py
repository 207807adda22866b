"""The excess error of stochastic methods at checkpoints, run by run, for scaled constants, slopes and log detectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric import ensemble

RULES = (*ensemble.OUTPUTS, "reversed")


def excess_errors(
    problem: Any, optimizer: Any, *, runs: int, checkpoints: Sequence[int], outputs: Sequence[str] = ("last",), seed: int = 0
) -> dict[str, NDArray]:
    """For every output rule an array of shape (checkpoints, runs).

    The rules are the ensemble's, and "reversed": the mean of x_1, ..., x_k with weights k, ..., 1, which is twice the
    plain mean less the weighted one.
    """
    marks, asked = tuple(checkpoints), set(outputs)
    needed = (asked - {"reversed"}) | ({"uniform", "weighted"} if "reversed" in asked else set())
    recorded = ensemble.run(problem, optimizer, runs=runs, steps=marks[-1], seed=seed, checkpoints=marks,
                            outputs=[o for o in ensemble.OUTPUTS if o in needed])  # fmt: skip
    found = {o: recorded.excess(problem, o) for o in needed & asked}
    if "reversed" in asked:
        found["reversed"] = problem.excess(2 * recorded.points["uniform"] - recorded.points["weighted"])
    return found
