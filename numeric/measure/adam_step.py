"""How long Adam's steps become, in units of its step size, with the small constant 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import Adam

STEP_SIZE = 0.001
ALMOST_ZERO = 1e-150  # a gradient of exactly 0 would divide 0 by 0; its square still is a floating-point number


def _lengths(gradients: ArrayLike, first_decay: float, second_decay: float) -> NDArray:
    """The lengths of all steps under these gradients."""
    path = positions(Adam(STEP_SIZE, first_decay, second_decay, 0.0), np.asarray(gradients))
    return np.abs(np.diff(path, axis=0)) / STEP_SIZE


def extremal_step(steps: int, first_decay: float, second_decay: float) -> Estimate:
    """The last step under gradients that grow by the factor second_decay/first_decay up to 1, from almost zero on."""
    ages = np.arange(steps - 1, -1, -1)
    gradients = np.maximum(np.exp(ages * np.log(first_decay / second_decay)), ALMOST_ZERO)
    return exactly(_lengths(gradients, first_decay, second_decay)[-1], steps)


def step_after_zeros(equal: int, first_decay: float, second_decay: float, zeros: int = 10_000) -> Estimate:
    """The last step under so many equal gradients after many that are almost zero."""
    gradients = [ALMOST_ZERO] * zeros + [1.0] * equal
    return exactly(_lengths(gradients, first_decay, second_decay)[-1], len(gradients))


def largest_random_step(steps: int, first_decay: float, second_decay: float, seed: int, runs: int = 500) -> Estimate:
    """The longest of all steps, over many runs with independent normal gradients."""
    generator = np.random.Generator(np.random.SFC64(seed))
    longest = float(_lengths(generator.standard_normal((steps, runs)), first_decay, second_decay).max())
    return Estimate(longest, longest, longest, runs, steps)
