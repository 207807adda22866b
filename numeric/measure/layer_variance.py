"""How the variance of activations and of gradients changes through layers of random linear units."""

from __future__ import annotations

import numpy as np

from qedescent.numeric.evidence import Estimate, mean_interval


def variance_ratio(
    half_width: float, inputs: int, outputs: int, *, backward: bool = False, runs: int = 4000, seed: int = 0
) -> Estimate:
    """Var(output)/Var(input) of one linear layer with weights U(-half_width, half_width), over independent layers.

    Forward: y = W x with W of shape (outputs, inputs) and x of independent unit normals; backward: Wᵀ applied to unit
    normals of the outputs. One entry is observed in each run, so the runs are independent.
    """
    if min(inputs, outputs, runs) < 1 or not half_width > 0:
        raise ValueError("layers need at least one unit and a positive width of the weights")
    width = outputs if backward else inputs
    rng = np.random.default_rng(seed)
    squares = np.empty(runs)
    for i in range(0, runs, 512):
        count = min(512, runs - i)
        w = rng.uniform(-half_width, half_width, (count, width))
        squares[i : i + count] = np.einsum("ij,ij->i", w, rng.standard_normal((count, width))) ** 2
    return mean_interval(squares, 1)


def variances_through(half_width: float, width: int, layers: int, seed: int = 0, samples: int = 256) -> np.ndarray:
    """Mean square of the units after 0, 1, ..., layers layers of equal width, one random net, for a figure."""
    rng = np.random.default_rng(seed)
    h = rng.standard_normal((samples, width))
    found = [float(np.mean(h**2))]
    for _ in range(layers):
        h = h @ rng.uniform(-half_width, half_width, (width, width))
        found.append(float(np.mean(h**2)))
    return np.array(found)
