"""A recorded run: iterates x of shape (steps + 1, n), gradients g of shape (steps, n), rates lr and maybe momentum."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

NAMES = ("x", "g", "lr", "momentum")
BLUR = 4  # 1 - ρ2^t loses digits in early steps
LARGEST = 2**30  # bytes of one array, unpacked
HEADERS: dict[Any, Any] = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


class NotATrace(ValueError):
    """The file is no recorded run; the message says why."""


@dataclass(frozen=True)
class Trace:
    """Rates and momenta have one number a step; `momentum` is None where the run did not record it. `rounding` is the
    relative size of a rounding error in the arithmetic that made the iterates."""

    x: NDArray
    g: NDArray
    lr: NDArray
    momentum: NDArray | None = None
    rounding: float = float(np.finfo(float).eps)

    def scaled(self, gradients: NDArray | float = 1.0, rates: NDArray | float = 1.0) -> Trace:
        """The same run as it would be asked for: gradients and rates times these; the iterates no longer belong to it."""
        return Trace(self.x, self.g * gradients, self.lr * rates, self.momentum, self.rounding)

    def sample(self, steps: int, coordinates: int) -> Trace:
        """The first steps of a few of the coordinates that moved, those of the largest and smallest gradients among them."""
        order = np.argsort(np.abs(self.g).max(axis=0))
        order = order[np.any(self.x[:, order] != self.x[0, order], axis=0)]
        some = order[np.unique(np.linspace(0, len(order) - 1, coordinates).astype(int))]
        momentum = None if self.momentum is None else self.momentum[:steps]
        return Trace(self.x[: steps + 1, some], self.g[:steps, some], self.lr[:steps], momentum, self.rounding)

    @property
    def covered(self) -> NDArray:
        """How far each coordinate came; 1 for one that stood still."""
        far = np.abs(self.x - self.x[0]).max(axis=0)
        return np.where(far > 0, far, 1.0)

    @property
    def blur(self) -> NDArray:
        """What rounding in the run may have done to each coordinate."""
        return BLUR * self.rounding * (4 + len(self.g) ** 0.5) * (self.covered + np.abs(self.x).max(axis=0))


def read_trace(path: Path) -> Trace:
    """The trace in an .npz file; NotATrace if it cannot be read or its arrays do not fit together. Objects are not loaded, and
    no array is made before the file is seen to hold all of it."""
    try:
        with zipfile.ZipFile(path) as file:
            kept = set(file.namelist())
            arrays = {name: _array(file, name) for name in NAMES if f"{name}.npy" in kept}
    except OSError as why:
        raise NotATrace(f"cannot read {path}: {why.strerror or why}") from why
    except zipfile.BadZipFile as why:
        raise NotATrace(f"{path} is no .npz file: {why}") from why
    except NotATrace as why:
        raise NotATrace(f"{path}: {why}") from why
    except Exception as why:  # what zipfile and NumPy raise for damaged files is of many kinds
        raise NotATrace(f"{path} is damaged: {type(why).__name__}: {why}") from why
    return trace(**{name: arrays.get(name) for name in NAMES})


def _array(file: zipfile.ZipFile, name: str) -> NDArray:
    with file.open(f"{name}.npy") as member:
        version = npy.read_magic(member)
        shape, _, dtype = HEADERS[version](member)
        _refuse_what_is_no_number(name, dtype)
        size, room = prod(shape) * dtype.itemsize, file.getinfo(f"{name}.npy").file_size - member.tell()
        if size > LARGEST:
            raise NotATrace(f"{name} would take {size / 2**30:.1f} GiB, more than the {LARGEST / 2**30:g} that are read")
        if size != room:
            raise NotATrace(f"{name} is said to be of shape {shape}, which {room} bytes are not")
    with file.open(f"{name}.npy") as member:
        return npy.read_array(io.BytesIO(member.read(size + 2**16)), allow_pickle=False)


def _refuse_what_is_no_number(name: str, dtype: np.dtype) -> None:
    if dtype.kind not in "fiu":
        raise NotATrace(f"{name} holds {dtype}, no real numbers")


def trace(x: Any = None, g: Any = None, lr: Any = None, momentum: Any = None) -> Trace:
    """The arrays as a trace, a single rate for all steps repeated; NotATrace where they do not fit together."""
    given: Mapping[str, Any] = {"x": x, "g": g, "lr": lr}
    lacking = [name for name, a in given.items() if a is None]
    if lacking:
        raise NotATrace(f"a trace has the arrays x, g and lr, and maybe momentum; {', '.join(lacking)} is not there")
    made = {name: np.asarray(a) for name, a in {**given, "momentum": momentum}.items() if a is not None}
    for name, a in made.items():
        _refuse_what_is_no_number(name, a.dtype)
        if not np.all(np.isfinite(a)):
            raise NotATrace(f"{name} has values that are no finite numbers")
    rounding = _rounding(made["x"])
    x, g, lr, momentum = (made[n].astype(float) if n in made else None for n in NAMES)
    return _fitting(x, g, lr, momentum, rounding)


def _fitting(x: Any, g: Any, lr: Any, momentum: Any, rounding: float) -> Trace:
    if x.ndim == g.ndim == 1:
        x, g = x[:, None], g[:, None]
    if x.ndim != 2 or g.shape != (len(x) - 1, x.shape[1]) or g.size < 1:
        raise NotATrace(f"x of shape (steps + 1, n) and g of shape (steps, n) are needed, not {x.shape} and {g.shape}")
    rates, momenta = (None if a is None else _each_step(name, a, len(g)) for name, a in (("lr", lr), ("momentum", momentum)))
    assert rates is not None
    made = Trace(x, g, rates, momenta, rounding)
    if not np.any(made.blur < 0.01 * np.abs(x - x[0]).max(axis=0)):
        raise NotATrace("the iterates move by no more than rounding does: nothing can be told from them")
    return made


def _each_step(name: str, a: NDArray, steps: int) -> NDArray:
    if a.ndim > 1 or a.size not in (1, steps):
        raise NotATrace(f"{name} is one number or one a step, not of shape {a.shape} for {steps} steps")
    return np.broadcast_to(a.ravel(), (steps,)) if a.size == 1 else a


def _rounding(x: NDArray) -> float:
    """That of the type the iterates are kept in, or of single precision if they all fit it; numbers that half of it would
    hold say nothing."""
    kept = x.dtype if x.dtype.kind == "f" else np.dtype(float)
    with np.errstate(over="ignore"):
        single, half = (bool(np.all(x == x.astype(kind))) for kind in (np.float32, np.float16))
    kind: Any = np.float32 if single and not half and kept.itemsize > 4 else kept
    return float(np.finfo(kind).eps)
