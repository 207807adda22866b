"""The formula that a NumPy optimizer computes, read from one run of its unmodified step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from qedescent.proofs.lifting.recording import Recorded, term_of

Data = Any


@dataclass(frozen=True)
class Reading:
    """Kernel terms in θ, g, t, the hyperparameters and the memories' own names."""

    query: Data
    initial: Mapping[str, Data]
    after: Mapping[str, Data]


def read_step(optimizer: Any, memories: Mapping[str, str]) -> Reading:
    """Run `optimizer.start` and one `optimizer.step` on recorded scalars.

    The optimizer's hyperparameters must be `Recorded` already; `memories` maps its state's keys to the letters to be
    used for them. Scratch buffers of the state, keys not in `memories`, must be overwritten before they are read.
    Raises Unreadable where the code does something no formula can say, KeyError for a memory that is not there.
    """
    theta = np.array([Recorded("θ")], dtype=object)
    state = optimizer.start(theta)
    initial = {letter: term_of(state[key][0]) for key, letter in memories.items()}
    for key, buffer in state.items():
        if isinstance(buffer, np.ndarray):
            buffer[...] = Recorded(memories.get(key, f"unread {key}"))
    queries: list[Data] = []

    def gradient(points: Any) -> Any:
        queries.append(term_of(points[0]))
        return np.array([Recorded("g")], dtype=object)

    optimizer.step(theta, state, gradient, Recorded("t"))
    if len(queries) != 1:
        raise ValueError(f"the step evaluated the gradient {len(queries)} times, not once")
    after = {letter: term_of(state[key][0]) for key, letter in memories.items()}
    return Reading(queries[0], initial, {"θ": term_of(theta[0]), **after})
