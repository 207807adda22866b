"""Whether a rule sees coordinates: a run and the same run in rotated coordinates, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = 6
SCALES = 10.0 ** np.arange(-6, 7, 2)  # of the probes' gradients, a run each
ROUNDING = 1e-9  # relative; a rule that divides by each coordinate's own size errs by its whole step


def commutes(optimizer: Any, rotation: NDArray, seed: int = 0) -> bool:
    """Whether the rule's iterates from Q y and gradients Q g are Q times those from y and g, Q the orthogonal `rotation`.

    It is run for some steps on random gradients of many sizes, with a part that depends on the point; an iterate that is no
    finite number counts as no. A rule that sees coordinates only where no probe goes is not found out."""
    start, *noises = np.random.default_rng(seed).standard_normal((STEPS + 1, len(rotation), len(SCALES))) * SCALES
    found, wanted = (_last(optimizer, turn(start), map(turn, noises)) for turn in (np.copy, rotation.__matmul__))
    return _close(rotation @ found, wanted)


def _last(optimizer: Any, theta: NDArray, noises: Iterable[NDArray]) -> NDArray:
    with np.errstate(all="ignore"):
        state = optimizer.start(theta)
        for k, noise in enumerate(noises, start=1):
            optimizer.step(theta, state, _field(noise), k)
    return theta


def _field(noise: NDArray) -> Callable[[NDArray], NDArray]:
    """A gradient that is the noise and a vector along the point, no longer than the noise."""
    size = np.linalg.norm(noise, axis=0)
    return lambda at: noise + at * (size / (size + np.linalg.norm(at, axis=0)))


def _close(one: NDArray, other: NDArray) -> bool:
    return bool(np.all(np.linalg.norm(one - other, axis=0) <= ROUNDING * np.linalg.norm(other, axis=0)))
