"""How the variance of activations and of gradients changes through layers with uniform random weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, mean_interval

CHUNK = 64  # layers drawn at once
Unit = Callable[[NDArray], NDArray]


def linear(activations: NDArray) -> NDArray:
    """A unit that hands on what it sums."""
    return activations


def variance_ratio(
    half_width: float, inputs: int, outputs: int, *, backward: bool = False, runs: int = 4000, seed: int = 0
) -> Estimate:
    """Mean square of what comes out of a linear layer whose weights are U(-half_width, half_width), for unit normals.

    Forward: y = W x with W of shape (outputs, inputs); backward: Wᵀ applied to the gradients of the outputs. A run is one
    layer, of which all units count, so the runs are independent.
    """
    if min(inputs, outputs, runs) < 1 or not half_width > 0:
        raise ValueError("layers need at least one unit and a positive width of the weights")
    generator, squares = Generator(SFC64(seed)), np.empty(runs)
    for i in range(0, runs, CHUNK):
        count = min(CHUNK, runs - i)
        weights = generator.uniform(-half_width, half_width, (count, outputs, inputs))
        given = generator.standard_normal((count, outputs if backward else inputs))
        result = np.einsum("roi,ro->ri" if backward else "roi,ri->ro", weights, given)
        squares[i : i + count] = np.mean(result**2, axis=1)
    return mean_interval(squares, 1)


def mean_squares(
    half_width: float, width: int, layers: int, generator: Generator, unit: Unit = linear, samples: int = 8
) -> NDArray:
    """Mean square of the units after 0, 1, ..., layers layers of equal width, in one random net."""
    h = generator.standard_normal((samples, width))
    found = [float(np.mean(h**2))]
    for _ in range(layers):
        h = unit(h @ generator.uniform(-half_width, half_width, (width, width)))
        found.append(float(np.mean(h**2)))
    return np.array(found)


def ratio_through(
    half_width: float, width: int, layers: int, seed: int, unit: Unit = linear, nets: int = 100
) -> Estimate:
    """Mean square after so many layers over that of the unit normals that go in, over independent nets."""
    generator = Generator(SFC64(seed))
    return mean_interval(np.array([mean_squares(half_width, width, layers, generator, unit)[-1] for _ in range(nets)]), layers)
