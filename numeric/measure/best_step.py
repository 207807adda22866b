"""The best step along the gradient of a quadratic, by line search over steps that are really taken."""

from __future__ import annotations

from scipy.optimize import minimize_scalar

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.cost_change import quadratic_cost_change


def best_step(curvature: float, longest: float = 2.0) -> Estimate:
    """The step size up to `longest` whose step of SGD lowers the cost most; curvature as in `quadratic_cost_change`."""
    return exactly(_search(curvature, longest).x)


def largest_decrease(curvature: float, longest: float = 2.0) -> Estimate:
    """By how much that step lowers the cost."""
    return exactly(-_search(curvature, longest).fun)


def _search(curvature: float, longest: float):
    change = lambda s: quadratic_cost_change(s, curvature).value  # noqa: E731
    return minimize_scalar(change, bounds=(0.0, longest), method="bounded", options={"xatol": 1e-11})
