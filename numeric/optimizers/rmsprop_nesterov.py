"""RMSProp with Nesterov momentum, Algorithm 8.6. As printed it has no small constant: a coordinate whose gradient is 0
from the start divides 0 by 0, which is the book's own defect and is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import fraction, positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class RMSPropNesterov:
    """g at θ + momentum v; r ← decay r + (1 - decay) g², v ← momentum v - step_size g/√r, θ ← θ + v."""

    step_size: Any
    decay: Any = 0.9
    momentum: Any = 0.9

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)
        fraction("decay", self.decay)
        fraction("momentum", self.momentum)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"squared_gradient": np.zeros_like(theta), "velocity": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place."""
        average, velocity = state["squared_gradient"], state["velocity"]
        velocity *= at(self.momentum, k)
        g = gradient(theta + velocity)
        average *= self.decay
        average += (1 - self.decay) * (g * g)
        velocity -= at(self.step_size, k) / np.sqrt(average) * g
        theta += velocity
