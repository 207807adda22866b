"""Momentum methods beside the forms that Nesterov momentum can be written in, each form iterated on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.trajectory import on_quadratic, trajectory
from qedescent.numeric.optimizers import Momentum, Nesterov

CURVATURES = np.array([1.0, 10.0])
START = np.array([-3.0, 1.0])


@dataclass(frozen=True)
class AtFullVelocity:
    """A slip: Nesterov momentum that takes its gradient at θ + v instead of θ + momentum v."""

    step_size: float
    momentum: float

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"velocity": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        velocity = state["velocity"]
        velocity[:] = self.momentum * velocity - self.step_size * gradient(theta + velocity)
        theta += velocity


def _bent(point: NDArray) -> NDArray:
    """The gradient of a cost that is not quadratic."""
    return CURVATURES * point / np.sqrt(1 + point**2)


def gap_to_damped_form(optimizer: Any, steps: int = 200) -> Estimate:
    """Largest distance to v <- momentum (1 - step_size λ) v - step_size λ θ, θ <- θ + v, on curvatures 1 and 10."""
    step_size, momentum = optimizer.step_size, optimizer.momentum
    path = on_quadratic(optimizer, CURVATURES, START, steps)
    theta, velocity, gap = START.copy(), np.zeros(2), 0.0
    for k in range(1, steps + 1):
        velocity = momentum * (1 - step_size * CURVATURES) * velocity - step_size * CURVATURES * theta
        theta = theta + velocity
        gap = max(gap, float(np.abs(theta - path[k]).max()))
    return exactly(gap, steps)


def gap_to_lookahead_form(optimizer: Any, steps: int = 200) -> Estimate:
    """Largest distance to θ' = y - step_size G(y), y' = θ' + momentum (θ' - θ), on a cost that is not quadratic."""
    path = trajectory(optimizer, _bent, START, steps)
    theta, point, gap = START.copy(), START.copy(), 0.0
    for k in range(1, steps + 1):
        after = point - optimizer.step_size * _bent(point)
        theta, point = after, after + optimizer.momentum * (after - theta)
        gap = max(gap, float(np.abs(theta - path[k]).max()))
    return exactly(gap, steps)


def kept_velocity(optimizer: Any, curvature: float) -> Estimate:
    """What is left of a velocity of 1 after one step that starts at the minimum of λθ²/2."""
    theta, state = np.zeros(1), {"velocity": np.ones(1)}
    optimizer.step(theta, state, lambda point: curvature * point, 1)
    return exactly(float(state["velocity"].item()))


def two_paths(step_size: float, momentum: float, steps: int) -> tuple[NDArray, NDArray, NDArray]:
    """The paths of Nesterov momentum and of heavy ball on curvatures 1 and 10, and the points where the first asks."""
    asked: list[NDArray] = []

    def gradient(point: NDArray) -> NDArray:
        asked.append(point.copy())
        return CURVATURES * point

    ahead = trajectory(Nesterov(step_size, momentum), gradient, START, steps)
    return ahead, on_quadratic(Momentum(step_size, momentum), CURVATURES, START, steps), np.array(asked)
