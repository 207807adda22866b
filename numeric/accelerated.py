"""NumPy's normal samples, to the last bit, at less than half the price, where Numba is installed (extra `fast`).

Numba compiles NumPy's own algorithm into the loop that fills the array; SPEED.md has the figures. That takes a process
about a second, so it is done only for work that is worth it, and what it compiled is used only if its samples are NumPy's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

WORTH_COMPILING = 400_000_000  # samples, of which two threads save about a second
COMPARED = 1 << 20  # samples, some 270 of them from the tail, where the algorithm goes another way


def prepare(samples: int) -> None:
    """Compile if so many samples are worth it: from then on `normals` is quick in this process."""
    if samples >= WORTH_COMPILING:
        compiled()


def normals(rng: Generator, rows: NDArray) -> None:
    """Fill the rows with independent samples of N(0, 1)."""
    fill = compiled() if compiled.cache_info().currsize and rows.flags.c_contiguous else None
    if fill:
        fill(rng, rows.reshape(-1))
    else:
        rng.standard_normal(out=rows)


@cache
def compiled() -> Callable[[Generator, NDArray], object] | None:
    """What fills an array as `Generator.standard_normal` does, without holding the interpreter's lock; None without Numba,
    or where its samples are not NumPy's."""
    if find_spec("numba") is None:
        return None
    from numba import njit  # pyright: ignore[reportMissingImports]

    @njit(nogil=True)
    def fill(rng: Any, samples: Any) -> None:
        for i in range(samples.size):
            samples[i] = rng.standard_normal()

    return fill if agrees(fill) else None


def agrees(fill: Callable[[Generator, NDArray], object]) -> bool:
    """Whether its samples are NumPy's to the last bit, and it leaves the generator in the same state."""
    one, other = (Generator(SFC64(0)) for _ in range(2))
    found, wanted = np.empty(COMPARED), one.standard_normal(COMPARED)
    fill(other, found)
    return np.array_equal(found, wanted) and one.random() == other.random()
