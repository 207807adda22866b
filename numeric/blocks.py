"""One block of runs: a task that can be done anywhere, alone, with the same result to the last bit, for its generator is
made from the seed and its own number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from qedescent.numeric.iterates import iterates, never
from qedescent.numeric.outputs import Averages
from qedescent.numeric.summary import Summary, summary

Measure = Callable[[Any, NDArray], NDArray]  # of a problem and points, the runs last


@dataclass(frozen=True)
class Block:
    """Runs number `first`, ..., `first` + `runs` - 1, recorded after the steps `marks`.

    With a `measure`, its values are summarised over the runs; without, the points themselves are kept.
    """

    problem: Any
    optimizer: Any
    seed: int
    index: int
    runs: int
    marks: tuple[int, ...]
    outputs: tuple[str, ...]
    measure: Measure | None = None

    def generator(self) -> Generator:
        """What `SeedSequence(seed).spawn(...)[index]` gives."""
        return Generator(SFC64(SeedSequence(self.seed, spawn_key=(self.index,))))


@dataclass(frozen=True)
class Losses:
    """At each mark the number of runs that are no finite number any more, and the step at which the first was lost."""

    counts: NDArray
    step: int | None = None

    @staticmethod
    def none(marks: Sequence[int]) -> Losses:
        return Losses(np.zeros(len(marks), int))

    def joined(self, other: Losses) -> Losses:
        return Losses(self.counts + other.counts, min(filter(None, (self.step, other.step)), default=None))

    def told(self, marks: Sequence[int]) -> tuple[int, int | None, int | None]:
        """How many were lost in the end, the first mark at which there was one, and the step."""
        return int(self.counts[-1]), next((k for k, n in zip(marks, self.counts, strict=True) if n), None), self.step


@dataclass(frozen=True)
class Part:
    """What a block leaves behind: by output rule the points, of shape (marks, ..., runs), or their summary; and what it
    lost."""

    points: dict[str, NDArray]
    summaries: dict[str, Summary]
    losses: Losses


def work(block: Block, stopped: Callable[[], bool] = never) -> Part:
    """Do the block's steps. Runs that overflow are counted, not warned of; ValueError says what the rule or the problem
    did wrong, and at which step."""
    with np.errstate(all="ignore"):  # of this thread
        found: list[dict[str, Any]] = []
        lost: list[int] = []
        for k, points, averages in _at_marks(block, stopped):
            found.append({o: _kept(block, x) for o, x in averages.values(points, k)})
            lost.append(int(np.count_nonzero(~_finite(points))))
        losses = Losses(np.array(lost), _first_lost(block, lost, stopped) if any(lost) else None)
    joined = {o: [at_mark[o] for at_mark in found] for o in block.outputs}
    if block.measure:
        return Part({}, {o: Summary.stack(xs) for o, xs in joined.items()}, losses)
    return Part({o: np.stack(xs) for o, xs in joined.items()}, {}, losses)


def _at_marks(block: Block, stopped: Callable[[], bool]) -> Iterator[tuple[int, NDArray, Averages]]:
    marks, path = iter(block.marks), _iterates(block, stopped)
    mark, points = next(marks), next(path)
    averages = Averages(block.outputs, block.marks, points)
    wanted = averages.wanted
    if wanted:
        averages.add(points, 1)
    for k, _ in enumerate(path, start=1):  # the points are the same array, changed in place
        if k == mark:
            yield k, points, averages
            mark = next(marks, 0)
        if wanted:
            averages.add(points, k + 1)


def _iterates(block: Block, stopped: Callable[[], bool]) -> Iterator[NDArray]:
    return iterates(block.problem, block.optimizer, block.generator(), block.runs, block.marks[-1], stopped)


def _kept(block: Block, points: NDArray) -> Any:
    seen = getattr(block.problem, "report", np.copy)(points)
    return summary(block.measure(block.problem, seen)) if block.measure else seen


def _finite(points: NDArray) -> Any:
    """For each run whether all its coordinates are finite."""
    return np.isfinite(points).reshape(-1, points.shape[-1]).all(axis=0)


def _first_lost(block: Block, lost: list[int], stopped: Callable[[], bool]) -> int:
    """The step, found by doing the steps again up to the first mark at which a run was lost."""
    at = next(i for i, n in enumerate(lost) if n)
    before = block.marks[at - 1] if at else 0
    again = _iterates(replace(block, marks=block.marks[: at + 1]), stopped)
    return next((k for k, points in enumerate(again) if k > before and not _finite(points).all()), block.marks[at])
