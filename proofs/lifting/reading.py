"""What a step of running code computes, and the optimizer it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from numpy.typing import NDArray

Data = Any
# How many arguments each takes; to the kernel they are functions it knows nothing of.
FUNCTIONS = {"abs": 1, "sign": 1, "max": 2, "min": 2, "pow": 2, "log": 1}


@dataclass(frozen=True)
class Reading:
    """One coordinate's formulas, as kernel terms in θ, g, t, the hyperparameters and the memories' own letters.

    `query` is where the gradient is taken; `start` holds each memory before the first step, `after` holds θ and each
    memory after step t. Where the first step is computed by a formula of its own (a memory that begins as the first
    gradient), `first` holds what it leaves. `conditions` are the comparisons, as formulas that held, that the code's
    path depended on; the formulas are those of that path.
    """

    query: Data
    start: Mapping[str, Data]
    after: Mapping[str, Data]
    first: Mapping[str, Data] = field(default_factory=dict)
    conditions: tuple[Data, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ran:
    """An optimizer run open loop in float64: points of shape (steps + 1, coordinates), the start first, and the points at
    which the steps asked for their gradients, of shape (steps, coordinates)."""

    points: NDArray
    queries: NDArray


class Target(Protocol):
    """An optimizer of some library with what its arguments mean, ready to be read and to be run.

    `parameters` are the letters that stand for hyperparameters; arguments given as literals are part of the optimizer.
    """

    name: str
    parameters: tuple[str, ...]

    def read(self) -> Reading:
        """Raises Unreadable, naming the operation, where no formula can say what the code does."""
        ...

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        """The unmodified code on gradients of shape (steps, coordinates), with each step's hyperparameters by letter.

        Where the library keeps a hyperparameter fixed after construction, it is set anew before each step.
        """
        ...
