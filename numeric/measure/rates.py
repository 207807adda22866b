"""Scaled constants, exponents and log detectors of stochastic methods, all output rules from one ensemble of runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, log_detector, mean_interval, slope
from qedescent.numeric.measure.excess_error import RULES, excess_errors


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
    return slope(excess, marks)


def logarithm(
    problem: Any, optimizer: Any, output: str, *, power: float, runs: int, checkpoints: Sequence[int], seed: int,
    relative: bool = True,
) -> Estimate:
    """The slope of C_k on ln k, relative to the mean of C over the checkpoints unless told: 0 where there is no logarithm."""
    marks, excess = _recorded(problem, optimizer, output, runs, checkpoints, seed)
    return log_detector(excess, marks, power, relative=relative)


def _recorded(
    problem: Any, optimizer: Any, output: str, runs: int, checkpoints: Sequence[int], seed: int
) -> tuple[tuple[int, ...], NDArray]:
    """The checkpoints at which the output rule gives a point (the mean of the last half needs one at half the steps), and
    the excess errors there."""
    excess = _observed(problem, optimizer, runs, tuple(checkpoints), seed)[output]
    known = ~np.isnan(excess).any(axis=1)
    return tuple(np.asarray(checkpoints)[known].tolist()), excess[known]
