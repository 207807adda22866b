"""AdaDelta (Zeiler 2012, Algorithm 1): the step is measured in units of past steps, so there is no step size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import fraction, positive


@dataclass(frozen=True)
class AdaDelta:
    """Δ = -√(E[Δ²] + small_constant)/√(E[g²] + small_constant) g, θ ← θ + Δ."""

    decay: Any = 0.95
    small_constant: Any = 1e-6

    def __post_init__(self) -> None:
        fraction("decay", self.decay)
        positive("small_constant", self.small_constant)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"squared_gradient": np.zeros_like(theta), "squared_step": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place."""
        gradients, steps, g = state["squared_gradient"], state["squared_step"], gradient(theta)
        gradients *= self.decay
        gradients += (1 - self.decay) * (g * g)
        change = -np.sqrt(steps + self.small_constant) / np.sqrt(gradients + self.small_constant) * g
        steps *= self.decay
        steps += (1 - self.decay) * (change * change)
        theta += change
