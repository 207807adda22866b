"""What a hyperparameter may be; recorded scalars and schedules pass unseen."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any


def positive(name: str, value: Any) -> None:
    """Raise ValueError unless a number is finite and above 0."""
    if isinstance(value, Real) and not (math.isfinite(value) and float(value) > 0):
        raise ValueError(f"{name} must be a finite number above 0, not {value}")


def fraction(name: str, value: Any) -> None:
    """Raise ValueError unless a number lies in [0, 1)."""
    if isinstance(value, Real) and not 0 <= float(value) < 1:
        raise ValueError(f"{name} must lie in [0, 1), not {value}")


def not_negative(name: str, value: Any) -> None:
    """Raise ValueError unless a number is finite and at least 0."""
    if isinstance(value, Real) and not (math.isfinite(value) and float(value) >= 0):
        raise ValueError(f"{name} must be a finite number of at least 0, not {value}")
