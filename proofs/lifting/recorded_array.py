"""Arrays of recorded scalars in which NumPy's max, min and sign are written down, not carried out by comparing values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from qedescent.proofs.lifting.functions import maximum, minimum, sign


class RecordedArray(np.ndarray):
    """An array of objects; on those, NumPy would find the larger of two by asking which it is, and the formula would be that
    of one branch."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **kwargs: Any) -> Any:
        plain = [_plain(x) for x in inputs]
        written = WRITTEN.get(ufunc.__name__) if method == "__call__" and not kwargs else None
        if written is None:
            into = {} if out is None else {"out": tuple(map(_plain, out))}
            found = getattr(ufunc, method)(*plain, **into, **kwargs)
        else:
            found = written(*plain)
            if out is not None:
                _plain(out[0])[...] = found
        if out is not None:
            return out[0] if len(out) == 1 else out
        return found.view(RecordedArray) if isinstance(found, np.ndarray) and found.dtype == object else found


WRITTEN: dict[str, Callable[..., Any]] = {
    "maximum": maximum, "fmax": maximum, "minimum": minimum, "fmin": minimum, "sign": sign,
    "clip": lambda x, low, high: minimum(maximum(x, low), high),
}  # fmt: skip


def _plain(x: Any) -> Any:
    return x.view(np.ndarray) if isinstance(x, RecordedArray) else x
