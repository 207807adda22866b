"""Adam, Algorithm 8.7: the small constant stands outside the root, after the bias correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import fraction, not_negative, positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class Adam:
    """First and second moments as exponential averages, both corrected for their start at 0."""

    step_size: Any = 0.001
    first_decay: Any = 0.9
    second_decay: Any = 0.999
    small_constant: Any = 1e-8

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)
        fraction("first_decay", self.first_decay)
        fraction("second_decay", self.second_decay)
        not_negative("small_constant", self.small_constant)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"first_moment": np.zeros_like(theta), "second_moment": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """Step k = 1, 2, 3, ... in place."""
        first, second, g = state["first_moment"], state["second_moment"], gradient(theta)
        first *= self.first_decay
        first += (1 - self.first_decay) * g
        second *= self.second_decay
        second += (1 - self.second_decay) * (g * g)
        corrected_first = first / (1 - self.first_decay**k)
        corrected_second = second / (1 - self.second_decay**k)
        theta -= at(self.step_size, k) * corrected_first / (np.sqrt(corrected_second) + self.small_constant)
