"""The best step along the gradient of a quadratic, by line search on the cost alone."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from qedescent.numeric.evidence import Estimate, exactly


def best_step(gradient: tuple[float, ...], curvatures: tuple[float, ...]) -> Estimate:
    """argmin over s of J(θ - s g), J with these curvatures along the axes and θ the point where the gradient is g."""
    g, h = np.asarray(gradient, float), np.asarray(curvatures, float)
    point = g / h

    def cost(s: float) -> float:
        return float(0.5 * np.sum(h * (point - s * g) ** 2))

    found = minimize_scalar(cost, bracket=(0.0, 1.0 / h.max()), method="brent", options={"xtol": 1e-12})
    return exactly(float(found.x))
