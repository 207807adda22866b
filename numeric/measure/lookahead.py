"""Nesterov momentum beside the other forms it is written in, each iterated on its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.trajectory import on_quadratic, trajectory
from qedescent.numeric.optimizers import Momentum, Nesterov

CURVATURES = np.array([1.0, 10.0])
START = np.array([-3.0, 1.0])


def _bent(point: NDArray) -> NDArray:
    """The gradient of a cost that is not quadratic."""
    return CURVATURES * point / np.sqrt(1 + point**2)


def gap_to_damped_form(step_size: float, momentum: float, damping: float, steps: int = 200) -> Estimate:
    """Largest distance to v <- momentum (1 - damping step_size λ) v - step_size λ θ, θ <- θ + v, on curvatures 1 and 10."""
    path = on_quadratic(Nesterov(step_size, momentum), CURVATURES, START, steps)
    theta, velocity, gap = START.copy(), np.zeros(2), 0.0
    for k in range(1, steps + 1):
        velocity = momentum * (1 - damping * step_size * CURVATURES) * velocity - step_size * CURVATURES * theta
        theta = theta + velocity
        gap = max(gap, float(np.abs(theta - path[k]).max()))
    return exactly(gap, steps)


def gap_to_lookahead_form(step_size: float, momentum: float, ahead: float, steps: int = 200) -> Estimate:
    """Largest distance to θ' = y - step_size G(y), y' = θ' + ahead (θ' - θ), on a cost that is not quadratic."""
    path = trajectory(Nesterov(step_size, momentum), _bent, START, steps)
    theta, point, gap = START.copy(), START.copy(), 0.0
    for k in range(1, steps + 1):
        after = point - step_size * _bent(point)
        theta, point = after, after + ahead * (after - theta)
        gap = max(gap, float(np.abs(theta - path[k]).max()))
    return exactly(gap, steps)


def two_paths(step_size: float, momentum: float, steps: int) -> tuple[NDArray, NDArray, NDArray]:
    """The paths of Nesterov momentum and of heavy ball on curvatures 1 and 10, and the points where the first asks."""
    asked: list[NDArray] = []

    def gradient(point: NDArray) -> NDArray:
        asked.append(point.copy())
        return CURVATURES * point

    path: Callable = lambda rule, ask: trajectory(rule(step_size, momentum), ask, START, steps)  # noqa: E731
    return path(Nesterov, gradient), path(Momentum, lambda point: CURVATURES * point), np.array(asked)
