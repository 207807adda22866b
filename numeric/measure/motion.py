"""Positions and velocities of an optimizer with a velocity, from any start and under gradients that may depend on the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly

# The gradient at the point where the optimizer asks, in the step 1, 2, 3, ...
Gradient = Callable[[NDArray, int], Any]


@dataclass(frozen=True)
class Motion:
    """Positions and velocities, the start first: both of shape (steps + 1, *shape of the start)."""

    positions: NDArray
    velocities: NDArray

    @property
    def steps(self) -> int:
        return len(self.positions) - 1

    def speed(self) -> Estimate:
        """The length of the last velocity."""
        return exactly(float(np.linalg.norm(self.velocities[-1])), self.steps)

    def distance(self) -> Estimate:
        """How far the last position is from the start."""
        return exactly(float(np.linalg.norm(self.positions[-1] - self.positions[0])), self.steps)

    def velocity(self) -> Estimate:
        """The last velocity of a motion on the line."""
        return exactly(float(self.velocities[-1].item()), self.steps)

    def position(self) -> Estimate:
        """The last position of a motion on the line."""
        return exactly(float(self.positions[-1].item()), self.steps)


def motion(optimizer: Any, gradient: Gradient, steps: int, start: Any = 0.0, velocity: Any = 0.0) -> Motion:
    """Run from this start with this first velocity; raises ValueError for a negative number of steps."""
    if steps < 0:
        raise ValueError(f"a motion cannot have {steps} steps")
    theta = np.array(start, float).reshape(-1)
    state = optimizer.start(theta)
    state["velocity"][:] = velocity
    places, speeds = [theta.copy()], [state["velocity"].copy()]
    for k in range(1, steps + 1):
        optimizer.step(theta, state, lambda point, k=k: np.array(gradient(point, k), float).reshape(theta.shape), k)
        places.append(theta.copy())
        speeds.append(state["velocity"].copy())
    return Motion(np.array(places), np.array(speeds))


def constant(gradient: Any) -> Gradient:
    """The same gradient at every point and step."""
    return lambda point, k: np.broadcast_to(gradient, point.shape)


def alternating(gradient: Any) -> Gradient:
    """The gradient g, -g, g, ... that turns round at every step."""
    return lambda point, k: np.broadcast_to(gradient, point.shape) * (-1) ** (k - 1)


def of_the_step(gradients: Callable[[int], float]) -> Gradient:
    """Gradients given beforehand, whatever the point."""
    return lambda point, k: np.full(point.shape, gradients(k))
