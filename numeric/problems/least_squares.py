"""Least squares as a finite sum of examples, seen through minibatches."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw
from qedescent.numeric.noise.minibatch import Minibatches, Order


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """J(θ) = mean over examples of (input · θ - target)²/2; points have the shape (d, runs), runs begin at `start`."""

    inputs: NDArray  # (examples, d)
    targets: NDArray  # (examples,)
    size: int = 1  # examples a step
    order: Order = "reshuffled"
    passes: int | None = None
    start: float = 0.0
    batches: Minibatches = field(init=False)

    def __post_init__(self) -> None:
        shape = np.shape(self.inputs)
        if len(shape) != 2 or np.shape(self.targets) != shape[:1] or not shape[0] or not shape[1]:
            raise ValueError(f"inputs (examples, d) and targets (examples,), not {shape} and {np.shape(self.targets)}")
        if not (np.isfinite(self.inputs).all() and np.isfinite(self.targets).all()):
            raise ValueError("an example is no finite number")
        object.__setattr__(self, "batches", Minibatches(shape[0], self.size, self.order, self.passes))

    @cached_property
    def features(self) -> NDArray:
        """(d, examples): the examples of a batch lie side by side."""
        return np.ascontiguousarray(np.asarray(self.inputs, float).T)

    @cached_property
    def minimum(self) -> NDArray:
        """The solution of least norm."""
        return np.linalg.lstsq(self.inputs, self.targets, rcond=None)[0]

    def begin(self, runs: int) -> NDArray:
        return np.full((len(self.features), runs), float(self.start))

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return self.batches.noise(rng, points.shape[-1])

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        """The mean gradient of the examples that the noise names, shape (size, runs)."""
        seen = self.features[:, noise]
        errors = np.einsum("dbr,dr->br", seen, points)
        errors -= self.targets[noise]
        errors /= len(noise)
        return np.einsum("dbr,br->dr", seen, errors)

    def project(self, points: NDArray) -> None:
        """No constraint."""

    def excess(self, points: NDArray) -> NDArray:
        away = points - self.minimum.reshape(-1, *(1,) * (points.ndim - 1))
        return np.mean(np.square(np.tensordot(self.inputs, away, 1)), axis=0) / 2
