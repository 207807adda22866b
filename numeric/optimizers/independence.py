"""Whether an optimizer leaves runs that lie side by side in one array alone, as independent runs must be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS, RUNS, FEWER = 24, 7, 3
ROUNDING = 1e-9  # relative; between arrays of different lengths, whose ends are computed by other instructions


class Coupled(ValueError):
    """The runs are not independent."""


def refuse_coupled(optimizer: Any, coordinates: tuple[int, ...] = (), seed: int = 0) -> None:
    """Raise Coupled where a run moves because another one was disturbed, or was not there, and where a run is not the same
    twice.

    One run's start and gradients are made much larger, 0 and NaN in turn while the others keep theirs. An optimizer that
    couples runs only where no probe goes (after many steps, say) is not found out.
    """
    rng = np.random.default_rng(seed)
    shape = (*coordinates, RUNS)
    gradients = rng.standard_normal((STEPS, *shape)) * 10.0 ** rng.uniform(-3, 1, (STEPS, *shape))
    start = rng.standard_normal(shape)
    alone = path(optimizer, start, gradients)
    if not np.array_equal(alone, path(optimizer, start, gradients), equal_nan=True):
        raise Coupled("the same gradients give two different runs: it draws random numbers of its own or remembers old runs")
    for words, disturb in DISTURBANCES.items():
        try:
            other = path(optimizer, _with_first(start, disturb), _with_first(gradients, disturb))
        except Exception as wrong:
            raise Coupled(f"all runs fail when one of them is {words}: {type(wrong).__name__}: {wrong}") from wrong
        if not np.array_equal(alone[..., 1:], other[..., 1:], equal_nan=True):
            raise Coupled(f"a run moves differently when another run is {words}: it works on all numbers of the tensor together")
    fewer = path(optimizer, start[..., :FEWER].copy(), gradients[..., :FEWER].copy())
    if not np.allclose(alone[..., :FEWER], fewer, rtol=ROUNDING, atol=0, equal_nan=True):
        raise Coupled("a run moves differently when fewer runs are beside it: it works on all numbers of the tensor together")


DISTURBANCES: dict[str, Callable[[NDArray], Any]] = {
    "a million times as large": lambda x: -1e6 * x,
    "at 0": np.zeros_like,
    "no number": lambda x: np.full_like(x, np.nan),
}


def path(optimizer: Any, start: NDArray, gradients: NDArray) -> NDArray:
    """The points after each step on given gradients."""
    points, found = start.copy(), []
    with np.errstate(all="ignore"):
        state = optimizer.start(points)
        for k, g in enumerate(gradients, 1):
            optimizer.step(points, state, lambda at, g=g: g.copy(), k)
            found.append(points.copy())
    return np.array(found)


def _with_first(values: NDArray, disturb: Callable[[NDArray], Any]) -> NDArray:
    out = values.copy()
    out[..., 0] = disturb(values[..., 0])
    return out
