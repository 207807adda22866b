"""How a run gets its noise: one row a step, many steps drawn at once, in a buffer that is used again."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric import alignment

Draw = Callable[[int], NDArray]  # the noise of so many next steps, a row a step; the next call overwrites it


def filled(fill: Callable[[Generator, NDArray], object], rng: Generator, points: NDArray) -> Draw:
    """Rows of the points' shape without memory: `fill` writes as many of them as are asked for."""
    buffer = alignment.empty((0, *points.shape))

    def draw(steps: int) -> NDArray:
        nonlocal buffer
        if steps > len(buffer):
            buffer = alignment.empty((steps, *points.shape))
        rows = buffer[:steps]
        fill(rng, rows)
        return rows

    return draw
