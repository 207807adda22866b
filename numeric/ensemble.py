"""Many independent runs at once, recorded at checkpoints only.

Runs come in blocks that stay in cache; every block has its own generator, spawned from the seed, so the result is the
same to the last bit whatever the number of threads, processes or machines.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.blocks import Block, Losses, Measure, Part
from qedescent.numeric.cache import cache as cache_of
from qedescent.numeric.carrying_out import carried_out
from qedescent.numeric.iterates import Problem
from qedescent.numeric.outputs import OUTPUTS
from qedescent.numeric.planning import MOST_STEPS, planned, powers_of_two
from qedescent.numeric.progress import Progress
from qedescent.numeric.summary import Summary, merged

__all__ = ["MOST_STEPS", "OUTPUTS", "Problem", "Recorded", "Summarised", "powers_of_two", "run", "summarise"]


@dataclass(frozen=True)
class Recorded:
    """Points by output rule, each of shape (checkpoints, runs), or (checkpoints, coordinates, runs).

    `diverged` counts the runs whose last iterate is no finite number; `diverged_at` is the first checkpoint at which there
    was one, and `diverged_step` the step at which the first was lost.
    """

    checkpoints: tuple[int, ...]
    points: dict[str, NDArray]
    diverged: int = 0
    diverged_at: int | None = None
    diverged_step: int | None = None

    def excess(self, problem: Problem, output: str = "last") -> NDArray:
        """Excess errors of shape (checkpoints, runs)."""
        return np.stack([problem.excess(p) for p in self.points[output]])


@dataclass(frozen=True)
class Summarised:
    """By output rule the summary of a measure over the runs, its arrays of shape (checkpoints,); divergence as recorded."""

    checkpoints: tuple[int, ...]
    summaries: dict[str, Summary]
    diverged: int = 0
    diverged_at: int | None = None
    diverged_step: int | None = None


def run(
    problem: Problem,
    optimizer: Any,
    *,
    runs: int,
    steps: int,
    seed: int = 0,
    checkpoints: Sequence[int] | None = None,
    outputs: Sequence[str] = ("last",),
    threads: int = 2,
    executor: Executor | None = None,
    cache: Path | str | None = None,
    progress: Progress | None = None,
) -> Recorded:
    """Run the optimizer `runs` times for `steps` steps.

    The iterates are x_1 (the start), x_2, ...; at checkpoint k "last" is x_{k+1}, "uniform" the mean of x_1 ... x_k,
    "weighted" their mean with weights 1 ... k, "suffix:0.25" the mean of the last ⌈k/4⌉ of them, "half" that of those after
    k/2 (k/2 must be a checkpoint, else NaN), "exponential:0.9" the mean that is x_1 at first and then 0.9 of itself and 0.1
    of the next iterate.

    The blocks of runs go to the executor, or else to `threads` threads; finished ones are kept in the directory `cache`
    and found there again; `progress(done, total)` is called as they end. Raises ValueError for less than one run or step,
    unknown outputs, checkpoints outside 1 ... steps, and a problem or optimizer that answers in the wrong shape.
    """
    blocks = planned(problem, optimizer, runs, steps, seed, checkpoints, outputs)
    points, first, losses = {}, 0, Losses.none(blocks[0].marks)
    with closing(_parts(blocks, executor, threads, cache, progress)) as parts:
        for block, part in zip(blocks, parts, strict=True):
            for o, x in part.points.items():
                whole = points.setdefault(o, np.empty((*x.shape[:-1], runs), x.dtype))
                whole[..., first : first + block.runs] = x
            first, losses = first + block.runs, losses.joined(part.losses)
    return Recorded(blocks[0].marks, points, *losses.told(blocks[0].marks))


def excess(problem: Problem, points: NDArray) -> NDArray:
    """The measure that is summarised unless another is given."""
    return problem.excess(points)


def summarise(
    problem: Problem,
    optimizer: Any,
    *,
    runs: int,
    steps: int,
    seed: int = 0,
    checkpoints: Sequence[int] | None = None,
    outputs: Sequence[str] = ("last",),
    measure: Measure = excess,
    threads: int = 2,
    executor: Executor | None = None,
    cache: Path | str | None = None,
    progress: Progress | None = None,
) -> Summarised:
    """The same runs as `run`'s, of which only count, mean and squared deviations of `measure(problem, points)` are kept:
    memory does not grow with the number of runs. Blocks are merged in their order, so no bit depends on the executor."""
    blocks = planned(problem, optimizer, runs, steps, seed, checkpoints, outputs, measure)
    found, losses = {}, Losses.none(blocks[0].marks)
    with closing(_parts(blocks, executor, threads, cache, progress)) as parts:
        for part in parts:
            found = {o: merged(found[o], s) if found else s for o, s in part.summaries.items()}
            losses = losses.joined(part.losses)
    return Summarised(blocks[0].marks, found, *losses.told(blocks[0].marks))


def _parts(blocks: Sequence[Block], executor: Any, threads: int, cache: Any, progress: Any) -> Generator[Part, None, None]:
    kept = cache_of(cache, blocks[0]) if cache is not None else None
    return carried_out(blocks, executor=executor, threads=threads, cache=kept, progress=progress)
