"""Scaled constants, exponents and log detectors of stochastic methods, all output rules from one ensemble of runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, log_detector, mean_interval, slope
from qedescent.numeric.measure.excess_error import RULES, excess_errors

BATCHES = 4096  # of runs, at most, that are resampled: larger ensembles are resampled in batches of whole runs


@lru_cache(maxsize=8)
def _observed(problem: Any, optimizer: Any, runs: int, checkpoints: tuple[int, ...], seed: int) -> dict[str, NDArray]:
    return excess_errors(problem, optimizer, runs=runs, checkpoints=checkpoints, outputs=RULES, seed=seed)


def scaled_constant(
    problem: Any, optimizer: Any, output: str, *, power: float, step: int, runs: int, checkpoints: Sequence[int], seed: int
) -> Estimate:
    """C_k = k^power times the mean excess error at the checkpoint `step`."""
    marks = tuple(checkpoints)
    excess = _observed(problem, optimizer, runs, marks, seed)[output]
    return mean_interval(excess[marks.index(step)], step).scaled(step**power)


def exponent(problem: Any, optimizer: Any, output: str, *, runs: int, checkpoints: Sequence[int], seed: int) -> Estimate:
    """The slope of log(mean excess) on log k over the checkpoints."""
    marks, excess = _recorded(problem, optimizer, output, runs, checkpoints, seed)
    return slope(excess, marks, seed)


def logarithm(
    problem: Any, optimizer: Any, output: str, *, power: float, runs: int, checkpoints: Sequence[int], seed: int
) -> Estimate:
    """The slope of C_k on ln k, relative to C at the first checkpoint: 0 where there is no logarithm."""
    marks, excess = _recorded(problem, optimizer, output, runs, checkpoints, seed)
    first = float(excess[0].mean()) * marks[0] ** power
    return log_detector(excess, marks, power, seed).scaled(1 / first)


def _recorded(
    problem: Any, optimizer: Any, output: str, runs: int, checkpoints: Sequence[int], seed: int
) -> tuple[tuple[int, ...], NDArray]:
    """The checkpoints at which the output rule gives a point (the mean of the last half needs one at half the steps), and
    the excess errors there, in batches where there are many runs."""
    excess = _observed(problem, optimizer, runs, tuple(checkpoints), seed)[output]
    known = ~np.isnan(excess).any(axis=1)
    size = -(-runs // BATCHES)
    whole = excess[known, : runs // size * size]
    return tuple(np.asarray(checkpoints)[known].tolist()), whole.reshape(len(whole), -1, size).mean(axis=2)
