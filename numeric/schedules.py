"""Step-size schedules: functions of the step count k = 1, 2, 3, ..., which can be sent to other processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf, sqrt
from typing import Any

from qedescent.numeric.hyperparameters import not_negative, positive

Schedule = Callable[[Any], Any]


def at(schedule: Any, k: Any) -> Any:
    """The value at step k of a schedule, or of a constant."""
    return schedule(k) if callable(schedule) else schedule


def inverse(c: float) -> Schedule:
    """c/k."""
    positive("c", c)
    return partial(_inverse, c)


def inverse_root(c: float) -> Schedule:
    """c/√k."""
    positive("c", c)
    return partial(_inverse_root, c)


def strongly_convex(curvature: float) -> Schedule:
    """2/(μ(k + 1)) for curvature μ."""
    positive("curvature", curvature)
    return partial(_strongly_convex, curvature)


def linear_decay(first: float, last: float, until: int) -> Schedule:
    """From `first` at 0 in a straight line to `last` at `until`, then constant (equation 8.14)."""
    positive("first", first)
    not_negative("last", last)
    if not until >= 1:  # refuses NaN as well
        raise ValueError(f"the decay must end at a step of at least 1, not {until}")
    return partial(_linear_decay, first, last, until)


def step_decay(first: float, factor: float, every: int) -> Schedule:
    """`first` for `every` steps, then `factor` times as much for as many, and so on."""
    positive("first", first)
    if not 0 < factor <= 1:
        raise ValueError(f"the factor must lie in (0, 1], not {factor}")
    if not 1 <= every < inf or every != int(every):
        raise ValueError(f"a step decays after a whole number of steps of at least 1, not {every}")
    return partial(_step_decay, first, factor, int(every))


def _inverse(c: float, k: Any) -> Any:
    return c / k


def _inverse_root(c: float, k: Any) -> Any:
    return c / sqrt(k)


def _strongly_convex(curvature: float, k: Any) -> Any:
    return 2 / (curvature * (k + 1))


def _linear_decay(first: float, last: float, until: int, k: Any) -> Any:
    return last if k >= until else (1 - k / until) * first + k / until * last


def _step_decay(first: float, factor: float, every: int, k: Any) -> Any:
    return first * factor ** ((k - 1) // every)
