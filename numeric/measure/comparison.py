"""Two methods on the same problem and the same noise, run by run: what chance does to both cancels."""

from __future__ import annotations

from typing import Any

from qedescent.numeric.evidence import Estimate, paired_ratio
from qedescent.numeric.measure.excess_error import excess_errors


def ratio(problem: Any, first: Any, second: Any, *, runs: int, steps: int, seed: int, output: str = "last") -> Estimate:
    """The mean excess error of the first optimizer after `steps` steps over that of the second.

    An ensemble draws its noise from the seed and the problem alone, so runs of the same seed meet the same noise.
    """
    one, other = (
        excess_errors(problem, o, runs=runs, checkpoints=(steps,), outputs=(output,), seed=seed)[output][0] for o in (first, second)
    )
    return paired_ratio(one, other, steps)
