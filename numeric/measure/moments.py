"""The moments that an adaptive optimizer divides by, read off its steps, over many runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from qedescent.numeric.evidence import Estimate, exactly, mean_interval
from qedescent.numeric.evidence.power import runs_for_mean
from qedescent.numeric.optimizers import Adam, RMSProp

RUNS = runs_for_mean(0.1, 1.25)  # tells a tenth: the square of a gradient of `normal` varies by 1.22 of its mean
HUGE = 1e12  # beside it the root in Adam's denominator is nothing, so that the step shows the first moment
Draw = Callable[[Generator, int], NDArray]


def normal(generator: Generator, runs: int) -> NDArray:
    """Gradients of mean 1 and variance 1."""
    return 1 + generator.standard_normal(runs)


def even(generator: Generator, runs: int) -> NDArray:
    """1 or -1, one as likely as the other: mean 0, second moment 1."""
    return np.where(generator.random(runs) < 0.5, 1.0, -1.0)


def lopsided(generator: Generator, runs: int) -> NDArray:
    """2 in one of five cases, else -1/2: mean 0, second moment 1."""
    return np.where(generator.random(runs) < 0.2, 2.0, -0.5)


def _last(optimizer: Any, gradients: Any) -> tuple[NDArray, NDArray]:
    """The change of position in the last step, which starts at 0 so that nothing is rounded away, and its gradient."""
    given = [np.atleast_1d(np.asarray(g, float)) for g in gradients]
    theta = np.zeros_like(given[0])
    state = optimizer.start(theta)
    for k, g in enumerate(given, 1):
        theta[:] = 0
        optimizer.step(theta, state, lambda point, g=g: g.copy(), k)
    return theta, given[-1]


def first_moment(gradients: Any, first_decay: float) -> NDArray:
    """Adam's corrected first moment, read off its last step."""
    return -HUGE * _last(Adam(1.0, first_decay, 0.0, HUGE), gradients)[0]


def second_moment(gradients: Any, second_decay: float) -> NDArray:
    """Adam's corrected second moment, read off its last step; without decay of the first, the step is g over its root."""
    step, g = _last(Adam(1.0, 0.0, second_decay, 0.0), gradients)
    return (g / step) ** 2


def uncorrected_second_moment(gradients: Any, second_decay: float) -> NDArray:
    """RMSProp's second moment, which is not corrected, read off its last step."""
    step, g = _last(RMSProp(1.0, second_decay, 0.0), gradients)
    return (g / step) ** 2


def uncorrected_first_moment(gradients: Any, first_decay: float) -> NDArray:
    """Adam's first moment as it is stored."""
    optimizer = Adam(1.0, first_decay)
    theta = np.zeros_like(np.atleast_1d(np.asarray(gradients[0], float)))
    state = optimizer.start(theta)
    for k, g in enumerate(gradients, 1):
        optimizer.step(theta, state, lambda point, g=g: np.array(g, float), k)
    return state["first_moment"]


def mean_of(moment: Callable[..., NDArray], steps: int, decay: float, seed: int, runs: int = RUNS) -> Estimate:
    """The mean of a moment after so many normal gradients."""
    generator = Generator(SFC64(seed))
    return mean_interval(moment([normal(generator, runs) for _ in range(steps)], decay), steps)


def of_growing_gradients(moment: Callable[..., NDArray], steps: int, decay: float) -> Estimate:
    """A moment after the gradients 1, 2, 3, ..."""
    return exactly(float(moment(range(1, steps + 1), decay).item()), steps)


def mean_first_direction(law: Draw, seed: int, runs: int = RUNS) -> Estimate:
    """The mean of s_hat over the root of r_hat in Adam's first step, for gradients of this law."""
    step, _ = _last(Adam(1.0, 0.9, 0.999, 0.0), [law(Generator(SFC64(seed)), runs)])
    return mean_interval(-step, 1)
