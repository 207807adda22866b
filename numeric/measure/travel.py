"""How far AdaGrad travels, and where the rule of the notes, without the root, would have gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import positions


@dataclass(frozen=True)
class Rootless:
    """A slip: r ← r + g², θ ← θ - step_size g/r, the rate 1/Σg² that the notes print, times a step size."""

    step_size: float

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {"squared_gradient": np.zeros_like(theta)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        g = gradient(theta)
        state["squared_gradient"] += g * g
        theta -= self.step_size * g / state["squared_gradient"]


def constant_gradient(optimizer: Any, gradient: float, steps: int) -> NDArray:
    """The positions under a constant gradient, from 0."""
    return positions(optimizer, np.full(steps, gradient))


def distance(optimizer: Any, gradient: float, steps: int) -> Estimate:
    """How far it travels under a constant gradient."""
    return exactly(abs(constant_gradient(optimizer, gradient, steps)[-1]), steps)


def steps_to_cross(optimizer: Any, start: float, most: int = 20_000) -> Estimate:
    """After how many steps on |θ| from start > 0 it reaches 0; `most` where it does not get there."""
    theta = np.array([start], float)
    state = optimizer.start(theta)
    for k in range(1, most + 1):
        optimizer.step(theta, state, np.sign, k)
        if theta.item() <= 0:
            return exactly(k, k)
    return exactly(most, most)


def relative_position(optimizer: Any, scale: float) -> Estimate:
    """Where three steps lead under the gradients 3, -1, 2 times the scale, relative to where they lead in a coordinate beside
    it that sees these gradients as they are: coordinates do not mix."""
    gradients = np.outer([3.0, -1.0, 2.0], [scale, 1.0])
    scaled, plain = positions(optimizer, gradients)[-1]
    return exactly(scaled / plain, 3)
