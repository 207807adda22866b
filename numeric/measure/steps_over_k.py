"""SGD with steps p/k on θ²/2: its mean, and its second moment sampled and without chance."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.evidence.power import runs_for_variance
from qedescent.numeric.measure import impulses, variance
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.trajectory import on_quadratic
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse


def excess(p: float, checkpoints: Sequence[int], runs: int, seed: int = 0) -> NDArray:
    """Excess errors, (checkpoints, runs), with unit noise from the minimum."""
    return excess_errors(NoisyQuadratic(), SGD(inverse(p)), runs=runs, checkpoints=checkpoints, seed=seed)["last"]


def scaled_moment(p: float, steps: int, seed: int) -> Estimate:
    """K times the second moment after K = steps, with unit noise from the minimum, from enough runs to tell a tenth."""
    return variance.second_moment(NoisyQuadratic(), SGD(inverse(p)), runs_for_variance(0.9), steps, seed).scaled(steps)


def exact_moment(p: float, steps: int) -> Estimate:
    """The same without chance, from the responses to one impulse of noise at each step."""
    return impulses.second_moment(SGD(inverse(p)), steps).scaled(steps)


def mean_left(p: float, steps: int) -> Estimate:
    """What is left of a start at 1 after so many noiseless steps."""
    return exactly(on_quadratic(SGD(inverse(p)), 1.0, 1.0, steps)[-1, 0], steps)


def moment_over_mean(p: float, steps: int) -> Estimate:
    """The second moment from the minimum over the square of what is left of a start at 1."""
    return exact_moment(p, steps).scaled(1 / steps / mean_left(p, steps).value ** 2)


def least_scaled(power: float, steps: int) -> Estimate:
    """The least of j^power times the j-th iterate of noiseless steps power/k from 1, j = 1, 2, ..."""
    path = on_quadratic(SGD(inverse(power)), 1.0, 1.0, steps)[:, 0]
    return exactly(min(x * j**power for j, x in enumerate(path, 1)), steps)
