"""A recorded run: iterates x of shape (steps + 1, n), gradients g of shape (steps, n), rates lr and maybe momentum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class NotATrace(ValueError):
    """The file is no recorded run; the message says why."""


@dataclass(frozen=True)
class Trace:
    """Rates and momenta have one number a step; `momentum` is None where the run did not record it."""

    x: NDArray
    g: NDArray
    lr: NDArray
    momentum: NDArray | None = None

    def scaled(self, gradients: float = 1.0, rates: NDArray | float = 1.0) -> Trace:
        """The same run as it would be asked for: gradients and rates times these; the iterates no longer belong to it."""
        return Trace(self.x, self.g * gradients, self.lr * rates, self.momentum)


def read_trace(path: Path) -> Trace:
    """The trace in an .npz file; NotATrace if it cannot be read or its arrays do not fit together."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: np.asarray(file[name], float) for name in file.files}
    except OSError as why:
        raise NotATrace(f"cannot read {path}: {why.strerror or why}") from why
    except (ValueError, TypeError, KeyError, EOFError, SyntaxError) as why:
        raise NotATrace(f"{path} is no .npz file of numbers: {why}") from why
    except Exception as why:  # zipfile's own errors, which np.load lets through
        raise NotATrace(f"{path} is no .npz file: {why}") from why
    return trace(arrays.get("x"), arrays.get("g"), arrays.get("lr"), arrays.get("momentum"))


def trace(x: NDArray | None, g: NDArray | None, lr: NDArray | None, momentum: NDArray | None = None) -> Trace:
    """The arrays as a trace, a single rate for all steps repeated; NotATrace where they do not fit together."""
    if x is None or g is None or lr is None:
        raise NotATrace("a trace has the arrays x, g and lr, and maybe momentum")
    if x.ndim == g.ndim == 1:
        x, g = x[:, None], g[:, None]
    if x.ndim != 2 or g.shape != (len(x) - 1, x.shape[1]) or len(g) < 1:
        raise NotATrace(f"x of shape (steps + 1, n) and g of shape (steps, n) are needed, not {x.shape} and {g.shape}")
    if not all(np.all(np.isfinite(a)) for a in (x, g, lr)):
        raise NotATrace("x, g and lr must be finite numbers")
    rates, momenta = (None if a is None else _each_step(a, len(g)) for a in (lr, momentum))
    assert rates is not None
    return Trace(x, g, rates, momenta)


def _each_step(a: NDArray, steps: int) -> NDArray:
    if a.ndim > 1 or a.size not in (1, steps):
        raise NotATrace(f"rates and momenta are one number or one a step, not of shape {a.shape} for {steps} steps")
    return np.broadcast_to(a.ravel(), (steps,)) if a.size == 1 else a
