"""Which examples of a finite sum each step of each run sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw

Order = Literal["with replacement", "reshuffled", "fixed"]


@dataclass(frozen=True)
class Minibatches:
    """A row holds indices 0 ... examples - 1 of shape (size, runs), every run with an order of its own.

    "with replacement": every index independent and uniform. "reshuffled": a pass sees every example once, in an order
    that is drawn anew for every pass. "fixed": the order of the first pass is kept. `passes` ends the data: one more
    step raises ValueError; None lets them last. Memory: (examples, runs) small integers where there is an order.
    """

    examples: int
    size: int = 1
    order: Order = "reshuffled"
    passes: int | None = None

    def __post_init__(self) -> None:
        if self.order not in ("with replacement", "reshuffled", "fixed"):
            raise ValueError(f"the order is 'with replacement', 'reshuffled' or 'fixed', not {self.order!r}")
        if self.size < 1 or self.examples < 1 or self.examples % self.size:
            raise ValueError(f"a pass over {self.examples} examples is no whole number of batches of {self.size}")
        if self.passes is not None and (self.passes < 1 or self.order == "with replacement"):
            raise ValueError("passes are counted from 1, and only where examples are not replaced")

    def noise(self, rng: Generator, runs: int) -> Draw:
        """The draw of so many runs."""
        batch = self._independent(rng, runs) if self.order == "with replacement" else self._ordered(rng, runs)
        buffer = np.empty((0, self.size, runs), np.intp)

        def draw(steps: int) -> NDArray:
            nonlocal buffer
            if steps > len(buffer):
                buffer = np.empty((steps, self.size, runs), np.intp)
            for row in buffer[:steps]:
                row[...] = batch()
            return buffer[:steps]

        return draw

    def _independent(self, rng: Generator, runs: int) -> Callable[[], NDArray]:
        return lambda: rng.integers(0, self.examples, size=(self.size, runs))

    def _ordered(self, rng: Generator, runs: int) -> Callable[[], NDArray]:
        first = np.arange(self.examples, dtype=np.min_scalar_type(self.examples - 1))[:, None]
        order = rng.permuted(np.repeat(first, runs, axis=1), axis=0)
        seen = passes = 0

        def batch() -> NDArray:
            nonlocal seen, passes
            if seen == self.examples:
                seen, passes = 0, passes + 1
                if passes == self.passes:
                    raise ValueError(f"the data ends after {passes * self.examples // self.size} steps of {self.size} examples")
                if self.order == "reshuffled":
                    rng.permuted(order, axis=0, out=order)
            seen += self.size
            return order[seen - self.size : seen]

        return batch
