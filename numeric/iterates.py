"""The iterates of many runs side by side, and what is asked of an optimizer and a problem so that there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric import alignment
from qedescent.numeric.noise.draw import Draw

DRAWN = 1 << 16  # numbers of noise drawn at once: half a MiB, which stays in the second cache
MOST_ROWS = 1 << 10  # steps for which noise is drawn at once, so that a few runs can be called off soon too


class Problem(Protocol):
    """What the ensemble asks of a problem; points have the shape of `begin`, noise comes a row a step.

    A problem that runs in coordinates of its own may have two methods more: `report(points)`, the points as users see
    them, which `excess` takes too, and `admit(optimizer)`, which raises ValueError for a rule that depends on coordinates.
    """

    def begin(self, runs: int) -> NDArray: ...
    def noise(self, rng: Generator, points: NDArray) -> Draw: ...
    def gradient(self, points: NDArray, noise: NDArray) -> NDArray: ...
    def project(self, points: NDArray) -> None: ...
    def excess(self, points: NDArray) -> NDArray: ...


class Stopped(Exception):
    """The work was called off."""


def never() -> bool:
    return False


def iterates(
    problem: Any, optimizer: Any, rng: Generator, runs: int, steps: int, stopped: Callable[[], bool] = never
) -> Iterator[NDArray]:
    """x_1, the start, and x_2, ..., x_{steps + 1}: one array, changed in place between them.

    Noise is drawn for many steps at once; how many changes no bit. Raises Stopped between two draws when `stopped` says
    so, and ValueError where the rule or the problem fails or answers in another shape or kind, with the step.
    """
    points, k = begun(problem, runs), 0
    state, draw = optimizer.start(points), problem.noise(rng, points)
    row, at_once = points, max(1, min(MOST_ROWS, DRAWN // points.size))

    def gradient(at: NDArray) -> NDArray:  # made once, not once a step
        return problem.gradient(at, row)

    def first_gradient(at: NDArray) -> NDArray:
        found = gradient(at)
        if np.shape(found) != points.shape or not _real(found):
            raise ValueError(f"the gradient has {_kind(found)} where the points have {_kind(points)}")
        return found

    oracle, step, project = first_gradient, optimizer.step, problem.project
    yield points
    while k < steps:
        if stopped():
            raise Stopped
        rows = draw(min(at_once, steps - k))
        if len(rows) != min(at_once, steps - k):
            raise ValueError(f"the noise of {min(at_once, steps - k)} steps came in {len(rows)} rows")
        for row in rows:  # noqa: B007 - `gradient` reads it
            k += 1
            try:
                returned = step(points, state, oracle, k)
                project(points)
            except (ValueError, TypeError, ArithmeticError) as wrong:
                raise ValueError(f"step {k} of {type(optimizer).__name__} failed: {wrong}") from wrong
            if returned is not None and returned is not points:
                raise ValueError(f"step {k} of {type(optimizer).__name__} must change the points in place and return "
                                 f"nothing, but what it returned has {_kind(returned)}")  # fmt: skip
            oracle = gradient
            yield points


def begun(problem: Any, runs: int) -> NDArray:
    """Points at their start. Raises ValueError unless they are an array of real numbers with the runs last."""
    points = np.asarray(problem.begin(runs))
    points = points.astype(float) if points.dtype.kind in "iu" else points
    if not _real(points) or points.shape[-1:] != (runs,):
        raise ValueError(f"the start of {runs} runs has {_kind(points)}; it must be an array of numbers, the runs last")
    return alignment.copied(points)


def _real(x: Any) -> bool:
    return np.asarray(x).dtype.kind == "f"


def _kind(x: Any) -> str:
    return f"shape {np.shape(x)} and dtype {np.asarray(x).dtype}"
