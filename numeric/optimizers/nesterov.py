"""SGD with Nesterov momentum, Algorithm 8.3: the gradient is taken at the interim update θ + αv."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import fraction, positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class Nesterov:
    """v ← momentum v - step_size g(θ + momentum v), θ ← θ + v."""

    step_size: Any
    momentum: Any = 0.9

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)
        fraction("momentum", self.momentum)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"velocity": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place; afterwards `velocity` has been multiplied and moved once."""
        velocity = state["velocity"]
        velocity *= at(self.momentum, k)
        g = gradient(theta + velocity)
        g *= at(self.step_size, k)
        velocity -= g
        theta += velocity
