"""The formula that a NumPy optimizer computes, read from one run of its unmodified step on two coordinates at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from qedescent.proofs.lifting.coordinates import gathered, spread
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Data, Recorded


def read_step(optimizer: Any, memories: Mapping[str, str]) -> Reading:
    """Run `optimizer.start` and one `optimizer.step` on recorded scalars, two coordinates wide.

    The optimizer's hyperparameters must be `Recorded` already; `memories` maps its state's keys to the letters to be
    used for them. Scratch buffers of the state, keys not in `memories`, must be overwritten before they are read.
    Raises Unreadable where the code does something no formula can say or treats its coordinates differently, KeyError
    for a memory that is not there, ValueError for a step that does not evaluate the gradient exactly once.
    """
    theta = spread("θ")
    state = optimizer.start(theta)
    start = {letter: gathered(state[key], f"start of {key}") for key, letter in memories.items()}
    for key, buffer in state.items():
        if isinstance(buffer, np.ndarray):
            buffer[...] = spread(memories.get(key, f"unread_{key}"))
    queries: list[Data] = []

    def gradient(points: Any) -> Any:
        queries.append(gathered(points, "point of the gradient"))
        return spread("g")

    optimizer.step(theta, state, gradient, Recorded("t"))
    if len(queries) != 1:
        raise ValueError(f"the step evaluated the gradient {len(queries)} times, not once")
    after = {letter: gathered(state[key], key) for key, letter in memories.items()}
    return Reading(queries[0], start, {"θ": gathered(theta, "θ"), **after})
