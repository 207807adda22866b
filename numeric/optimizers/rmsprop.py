"""RMSProp, Algorithm 8.5: the small constant stands inside the root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import fraction, not_negative, positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class RMSProp:
    """r ← decay r + (1 - decay) g², θ ← θ - step_size g/√(small_constant + r)."""

    step_size: Any
    decay: Any = 0.9
    small_constant: Any = 1e-6

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)
        fraction("decay", self.decay)
        not_negative("small_constant", self.small_constant)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"squared_gradient": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place."""
        average, g = state["squared_gradient"], gradient(theta)
        average *= self.decay
        average += (1 - self.decay) * (g * g)
        theta -= at(self.step_size, k) / np.sqrt(self.small_constant + average) * g
