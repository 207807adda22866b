"""Runs of heavy ball beside the cycle of three points, and the gradient as it runs."""

import numpy as np

from qedescent.analytic.notation import α, ε
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.motion import motion
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems import piecewise_quadratic
from qedescent.proofs.chapter.momentum.three_cycle import a, b, tuning

GRID = np.linspace(-8, 8, 65)


def tuned():
    """The running heavy ball with Polyak's step size and momentum."""
    return Momentum(float(tuning[ε]), float(tuning[α]))


def iterates(first, second, steps, gradient=piecewise_quadratic.gradient):
    """All iterates of a run whose first two points are given."""
    path = motion(tuned(), lambda point, _: gradient(point), steps - 1, float(second), float(second - first))
    return np.array([float(first), *path.positions.ravel()])


def iterate(i, steps, d, e):
    """The iterate number 3n + i from a start beside the cycle."""
    return exactly(iterates(a + d, b + e, 3 * steps + i)[-1], 3 * steps + i)


def radius_of_three_steps(move=1 / 64):
    """The spectral radius of three steps beside the cycle, from runs that begin a little beside its first or second point."""
    ends = [iterates(a + along, b + beside, 4)[3:] for along, beside in ((move, 0), (0, move))]
    columns = (np.array(ends) - np.array([float(a), float(b)])).T / move
    return exactly(np.abs(np.linalg.eigvals(columns)).max(), 4)


def highest_of_the_last_three(gradient=piecewise_quadratic.gradient):
    """After 200 steps from 3.3 and 3.1, which are not near the cycle."""
    return exactly(iterates(3.3, 3.1, 200, gradient)[-3:].max(), 200)


def slopes(gradient=piecewise_quadratic.gradient):
    """The least and the greatest growth of the gradient a unit, between neighbours of a grid that holds the kinks."""
    found = np.diff(gradient(GRID)) / np.diff(GRID)
    return Estimate(float(found.mean()), float(found.min()), float(found.max()))
