"""Arrays that begin at a cache line, where NumPy's vector instructions are up to a fifth faster than between two lines."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import DTypeLike, NDArray

LINE = 64  # bytes


def empty(shape: tuple[int, ...], dtype: DTypeLike = float) -> NDArray:
    """Like `numpy.empty`."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    raw = np.empty(size + LINE, np.uint8)
    start = -raw.ctypes.data % LINE
    return raw[start : start + size].view(dtype).reshape(shape)


def copied(x: NDArray) -> NDArray:
    """A copy of x."""
    found = empty(x.shape, x.dtype)
    found[...] = x
    return found
