"""By what factor a step shrinks the error in the long run: the growth rate of powers of the linear map that the code is."""

from __future__ import annotations

from typing import Any

import numpy as np

from qedescent.numeric.evidence import Estimate, exactly


def contraction(optimizer: Any, curvatures: Any, steps: int = 4096) -> Estimate:
    """The asymptotic contraction factor of an optimizer, linear with constant hyperparameters, on a quadratic spectrum.

    The step is run on basis vectors of (θ, memories), one curvature at a time; the matrix so observed is raised to the
    power `steps` by repeated squaring with rescaling, and the factor is ‖Aᵏ‖^(1/k), worst over the spectrum. A double
    root makes this exceed the spectral radius by about ln(k)/k.
    """
    if steps < 1:
        raise ValueError(f"at least one step is needed, not {steps}")
    factors = [_growth(observed_matrix(optimizer, c), steps) for c in np.atleast_1d(np.asarray(curvatures, float))]
    return exactly(max(factors), steps)


def observed_matrix(optimizer: Any, curvature: float) -> np.ndarray:
    """The matrix of one step on (θ, memories), observed column by column."""
    keys = list(optimizer.start(np.zeros(1)))
    size = 1 + len(keys)
    columns = np.eye(size)
    theta, state = columns[0].copy(), {key: columns[i + 1].copy() for i, key in enumerate(keys)}
    optimizer.step(theta, state, lambda point: curvature * point, 1)
    return np.array([theta, *(state[key] for key in keys)])


def spectral_radius(optimizer: Any, curvatures: Any) -> Estimate:
    """The largest modulus of an eigenvalue of the observed matrices."""
    values = [np.abs(np.linalg.eigvals(observed_matrix(optimizer, c))).max() for c in np.atleast_1d(curvatures)]
    return exactly(max(values))


def _growth(matrix: np.ndarray, steps: int) -> float:
    power, log, count = matrix, 0.0, 1
    while count < steps:
        size = np.linalg.norm(power, 2)
        if size == 0:
            return 0.0
        power, log, count = (power / size) @ (power / size), 2 * (log + np.log(size)), 2 * count
    return float(np.exp((log + np.log(np.linalg.norm(power, 2))) / count)) if np.any(power) else 0.0
