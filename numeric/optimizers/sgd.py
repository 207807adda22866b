"""Stochastic gradient descent, Algorithm 8.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from qedescent.numeric.hyperparameters import positive
from qedescent.numeric.schedules import at


@dataclass(frozen=True)
class SGD:
    """θ ← θ - step_size g; `step_size` is a number or a schedule."""

    step_size: Any

    def __post_init__(self) -> None:
        positive("step_size", self.step_size)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Callable[[NDArray], NDArray], k: Any) -> None:
        """One step in place, on points of any shape; `gradient` may hand out a buffer that is overwritten here."""
        g = gradient(theta)
        g *= at(self.step_size, k)
        theta -= g
