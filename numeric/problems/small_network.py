"""A small network with one hidden layer of tanh units and its mean squared error, for exact questions about one step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SmallNetwork:
    """J(W, w) = mean of (w · tanh(W x) - y)²/2; θ holds the rows of W (units, inputs) and then w (units)."""

    inputs: NDArray  # (samples, inputs)
    targets: NDArray  # (samples,)
    units: int

    def gradient(self, theta: NDArray) -> NDArray:
        """∇J by backpropagation, also at complex θ."""
        hidden, outer = np.tanh(self._inner(theta)), self._split(theta)[1]
        error = (hidden @ outer - self.targets) / len(self.targets)
        back = error[:, None] * outer * (1 - hidden**2)
        return np.concatenate([(back.T @ self.inputs).ravel(), error @ hidden])

    def curvature_along(self, theta: NDArray, direction: NDArray) -> float:
        """The direction's product with its Hessian-vector product, by a complex step: no difference is taken."""
        tiny = 1e-30
        return float(np.imag(self.gradient(theta + 1j * tiny * direction)) @ direction / tiny)

    def change(self, theta: NDArray, move: NDArray) -> float:
        """J(θ + move) - J(θ) without cancellation: every difference is taken where it is still exact."""
        before, added = self._inner(theta), self._inner(move)
        outer, extra = self._split(theta)[1], self._split(move)[1]
        risen = np.sinh(added) / (np.cosh(before) * np.cosh(before + added))  # tanh(a + b) - tanh(a)
        output = risen @ outer + np.tanh(before + added) @ extra
        return float(np.mean(output * (np.tanh(before) @ outer - self.targets + output / 2)))

    def _inner(self, theta: NDArray) -> NDArray:
        return self.inputs @ self._split(theta)[0].T

    def _split(self, theta: NDArray) -> tuple[NDArray, NDArray]:
        cut = self.units * self.inputs.shape[1]
        return theta[:cut].reshape(self.units, -1), theta[cut:]


def drawn(seed: int = 0, samples: int = 20, inputs: int = 3, units: int = 4) -> tuple[SmallNetwork, NDArray]:
    """A network with normal data, and a normal point θ."""
    rng = np.random.default_rng(seed)
    network = SmallNetwork(rng.standard_normal((samples, inputs)), rng.standard_normal(samples), units)
    return network, rng.standard_normal(units * (inputs + 1))
