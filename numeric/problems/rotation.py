"""Whether a rule sees coordinates: a run and the same run in rotated coordinates, side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = 12
SCALES = 10.0 ** np.arange(-6, 7)  # of the probes' gradients, a run each
ROUNDING = 1e-9  # relative; a rule that divides by each coordinate's own size errs by its whole step


def commutes(optimizer: Any, rotation: NDArray, seed: int = 0) -> bool:
    """Whether the rule's iterates from Q y and gradients Q g are Q times those from y and g, Q the orthogonal `rotation`.

    It is run on random gradients of many sizes, with a part that depends on the point; a step that is no finite number
    counts as no. A rule that sees coordinates only where no probe goes is not found out."""
    probes = (len(rotation), len(SCALES))
    rng = np.random.default_rng(seed)
    inner = rng.standard_normal(probes) * SCALES
    outer = rotation @ inner
    with np.errstate(all="ignore"):
        states = optimizer.start(inner), optimizer.start(outer)
        for k in range(1, STEPS + 1):
            noise = rng.standard_normal(probes) * SCALES
            optimizer.step(inner, states[0], _field(noise), k)
            optimizer.step(outer, states[1], _field(rotation @ noise), k)
            if not _close(rotation @ inner, outer):
                return False
    return True


def _field(noise: NDArray):
    """A gradient that is the noise and a vector along the point, no longer than the noise."""
    size = np.linalg.norm(noise, axis=0)
    return lambda at: noise + at * (size / (size + np.linalg.norm(at, axis=0)))


def _close(one: NDArray, other: NDArray) -> bool:
    return bool(np.all(np.linalg.norm(one - other, axis=0) <= ROUNDING * np.linalg.norm(other, axis=0)))
