"""Normal samples at less than half the price, to the last bit those of NumPy, where Numba is installed (extra `fast`).

Numba compiles NumPy's own algorithm into the loop that fills the array; SPEED.md has the figures. A process pays about a
second for that when it first draws, so it is for work of some hundred million samples or more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.laws import Gaussian

WORTH_COMPILING = 200_000_000  # samples, which NumPy draws in about the time of the compilation


@dataclass(frozen=True)
class CompiledGaussian(Gaussian):
    """N(0, scale²), the samples of `Gaussian`; where Numba is missing it draws them as `Gaussian` does."""

    def fill(self, rng: Generator, rows: NDArray) -> None:
        if find_spec("numba") is None or not rows.flags.c_contiguous:
            super().fill(rng, rows)
        else:
            _filler()(rng, rows.reshape(-1), self.scale)


def gaussian(samples: int) -> Callable[[float], Gaussian]:
    """The law, given its scale, that is quickest for so many samples; compiled here, before threads would do so twice."""
    if samples < WORTH_COMPILING or find_spec("numba") is None:
        return Gaussian
    CompiledGaussian().fill(Generator(SFC64(0)), np.empty(1))
    return CompiledGaussian


@cache
def _filler() -> Any:
    from numba import njit  # pyright: ignore[reportMissingImports]

    @njit(nogil=True)
    def fill(rng, samples, scale):
        for i in range(samples.size):
            samples[i] = scale * rng.standard_normal()

    return fill
