"""The formula that a NumPy optimizer computes, read from one run of its unmodified step on two coordinates at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Recorded, Unreadable, term_of

Data = Any
COORDINATES = ("", "_2")  # endings of the letters; a rule is the same formula in each


def read_step(optimizer: Any, memories: Mapping[str, str]) -> Reading:
    """Run `optimizer.start` and one `optimizer.step` on recorded scalars, two coordinates wide.

    The optimizer's hyperparameters must be `Recorded` already; `memories` maps its state's keys to the letters to be
    used for them. Scratch buffers of the state, keys not in `memories`, must be overwritten before they are read.
    Raises Unreadable where the code does something no formula can say or treats its coordinates differently, KeyError
    for a memory that is not there, ValueError for a step that does not evaluate the gradient exactly once.
    """
    theta = _letters("θ")
    state = optimizer.start(theta)
    start = {letter: _formula(state[key], f"start of {key}") for key, letter in memories.items()}
    for key, buffer in state.items():
        if isinstance(buffer, np.ndarray):
            buffer[...] = _letters(memories.get(key, f"unread_{key}"))
    queries: list[Data] = []

    def gradient(points: Any) -> Any:
        queries.append(_formula(points, "point of the gradient"))
        return _letters("g")

    optimizer.step(theta, state, gradient, Recorded("t"))
    if len(queries) != 1:
        raise ValueError(f"the step evaluated the gradient {len(queries)} times, not once")
    after = {letter: _formula(state[key], key) for key, letter in memories.items()}
    return Reading(queries[0], start, {"θ": _formula(theta, "θ"), **after})


def _letters(name: str) -> Any:
    return np.array([Recorded(name + ending) for ending in COORDINATES], dtype=object)


def _formula(values: Any, what: str) -> Data:
    """The term of the first coordinate, after a look whether the second has the same one in its own letters."""
    first, second = (term_of(x) for x in values)
    ending = COORDINATES[1]
    if first != _renamed(second, lambda n: n.removesuffix(ending)) or first != _renamed(
        first, lambda n: n.removesuffix(ending)
    ):
        raise Unreadable(f"{what}: the coordinates are not treated alike")
    return first


def _renamed(t: Data, rename: Callable[[str], str]) -> Data:
    return [_renamed(x, rename) for x in t] if isinstance(t, list) else rename(t) if isinstance(t, str) else t
