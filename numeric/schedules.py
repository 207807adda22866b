"""Step-size schedules: functions of the step count k = 1, 2, 3, ..."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

from qedescent.numeric.hyperparameters import not_negative, positive

Schedule = Callable[[Any], Any]


def at(schedule: Any, k: Any) -> Any:
    """The value at step k of a schedule, or of a constant."""
    return schedule(k) if callable(schedule) else schedule


def inverse(c: float) -> Schedule:
    """c/k."""
    positive("c", c)
    return lambda k: c / k


def inverse_root(c: float) -> Schedule:
    """c/√k."""
    positive("c", c)
    return lambda k: c / sqrt(k)


def strongly_convex(curvature: float) -> Schedule:
    """2/(μ(k + 1)) for curvature μ."""
    positive("curvature", curvature)
    return lambda k: 2 / (curvature * (k + 1))


def linear_decay(first: float, last: float, until: int) -> Schedule:
    """From `first` at 0 in a straight line to `last` at `until`, then constant (equation 8.14)."""
    positive("first", first)
    not_negative("last", last)
    if not until >= 1:  # refuses NaN as well
        raise ValueError(f"the decay must end at a step of at least 1, not {until}")
    return lambda k: last if k >= until else (1 - k / until) * first + k / until * last
