"""Scaled constants, exponents and log detectors of stochastic methods, from one ensemble of runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, log_detector, mean_interval, slope
from qedescent.numeric.measure.excess_error import excess_errors


@lru_cache(maxsize=8)
def _observed(problem: Any, optimizer: Any, output: str, runs: int, checkpoints: tuple[int, ...], seed: int) -> NDArray:
    return excess_errors(problem, optimizer, runs=runs, checkpoints=checkpoints, outputs=(output,), seed=seed)[output]


def scaled_constant(
    problem: Any, optimizer: Any, output: str, *, power: float, step: int, runs: int, checkpoints: Sequence[int], seed: int
) -> Estimate:
    """C_k = k^power times the mean excess error at the checkpoint `step`."""
    marks = tuple(checkpoints)
    excess = _observed(problem, optimizer, output, runs, marks, seed)
    return mean_interval(excess[marks.index(step)], step).scaled(step**power)


def exponent(problem: Any, optimizer: Any, output: str, *, runs: int, checkpoints: Sequence[int], seed: int) -> Estimate:
    """The slope of log(mean excess) on log k over the checkpoints."""
    marks = tuple(checkpoints)
    return slope(_observed(problem, optimizer, output, runs, marks, seed), marks, seed)


def logarithm(
    problem: Any, optimizer: Any, output: str, *, power: float, runs: int, checkpoints: Sequence[int], seed: int
) -> Estimate:
    """The slope of C_k on ln k, relative to C at the first checkpoint: 0 where there is no logarithm."""
    marks = tuple(checkpoints)
    excess = _observed(problem, optimizer, output, runs, marks, seed)
    first = float(excess[0].mean()) * marks[0] ** power
    return log_detector(excess, marks, power, seed).scaled(1 / first)
