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
from qedescent.numeric.carrying_out import Progress, carried_out
from qedescent.numeric.iterates import Problem, begun
from qedescent.numeric.outputs import OUTPUTS, refuse_unknown
from qedescent.numeric.summary import Summary, merged

__all__ = ["BLOCK", "OUTPUTS", "Problem", "Recorded", "Summarised", "powers_of_two", "run", "summarise"]

BLOCK = 4096  # numbers in an array: 32 KiB, so that a few of them stay in the first cache and a call costs little beside them
FEWEST = 64  # runs of a block, where points have many coordinates: fewer would make NumPy's inner loops short
MOST_STEPS, MOST_RUNS = 10**9, 10**8


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


def powers_of_two(steps: int, first: int = 1) -> tuple[int, ...]:
    """The default checkpoints, ending with the last step."""
    found = [2**i for i in range(steps.bit_length()) if first <= 2**i < steps]
    return (*found, steps)


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
    blocks = _blocks(problem, optimizer, runs, steps, seed, checkpoints, outputs)
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
    blocks = _blocks(problem, optimizer, runs, steps, seed, checkpoints, outputs, measure)
    found, losses = {}, Losses.none(blocks[0].marks)
    with closing(_parts(blocks, executor, threads, cache, progress)) as parts:
        for part in parts:
            found = {o: merged(found[o], s) if found else s for o, s in part.summaries.items()}
            losses = losses.joined(part.losses)
    return Summarised(blocks[0].marks, found, *losses.told(blocks[0].marks))


def _parts(blocks: Sequence[Block], executor: Any, threads: int, cache: Any, progress: Any) -> Generator[Part, None, None]:
    kept = cache_of(cache, blocks[0]) if cache is not None else None
    return carried_out(blocks, executor=executor, threads=threads, cache=kept, progress=progress)


def _blocks(
    problem: Problem, optimizer: Any, runs: int, steps: int, seed: int, checkpoints: Sequence[int] | None,
    outputs: Sequence[str], measure: Measure | None = None,
) -> list[Block]:  # fmt: skip
    if not isinstance(seed, int | np.integer) or seed < 0:
        raise ValueError(f"the seed must be a whole number of at least 0, not {seed}")
    marks = _checked(runs, steps, checkpoints, outputs)
    getattr(problem, "admit", _welcome)(optimizer)
    size = runs_of_a_block(problem)
    sizes = [min(size, runs - first) for first in range(0, runs, size)]
    return [Block(problem, optimizer, seed, i, n, marks, tuple(outputs), measure) for i, n in enumerate(sizes)]


def runs_of_a_block(problem: Problem) -> int:
    """As many as fill an array of `BLOCK` numbers, but not fewer than `FEWEST`."""
    coordinates = begun(problem, 1).size
    return BLOCK if coordinates == 1 else max(FEWEST, BLOCK // coordinates)


def _welcome(optimizer: Any) -> None:
    """A problem in its own coordinates takes any rule."""


def _checked(runs: int, steps: int, checkpoints: Sequence[int] | None, outputs: Sequence[str]) -> tuple[int, ...]:
    for name, number, most in (("runs", runs, MOST_RUNS), ("steps", steps, MOST_STEPS)):
        if not isinstance(number, int | np.integer) or not 1 <= number <= most:
            raise ValueError(f"{name} must be a whole number between 1 and {most}, not {number}")
    refuse_unknown(outputs)
    marks = powers_of_two(steps) if checkpoints is None else tuple(map(int, checkpoints))
    if not marks or sorted(set(marks)) != list(marks) or marks[0] < 1 or marks[-1] > steps:
        raise ValueError("checkpoints must increase and lie between 1 and the number of steps")
    return marks
