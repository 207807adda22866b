"""AdaGrad, Algorithm 8.4: the small constant stands outside the root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import not_negative, positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class AdaGrad:
    """r ← r + g², θ ← θ - step_size g/(small_constant + √r)."""

    step_size: Any
    small_constant: Any = 1e-7

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)
        not_negative("small_constant", self.small_constant)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"squared_gradient": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place."""
        accumulated, g = state["squared_gradient"], gradient(theta)
        accumulated += g * g
        theta -= at(self.step_size, k) / (self.small_constant + np.sqrt(accumulated)) * g
