"""Many independent runs at once, recorded at checkpoints only.

Runs come in blocks that stay in cache; every block has its own generator, spawned from the seed, so the result is the
same to the last bit whatever the number of threads, and noise is drawn in bulk before the steps that use it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from qedescent.numeric.noise.draw import Draw

BLOCK = 4096  # runs: 32 KiB an array, so that a few of them stay in the first cache and a call costs little beside them
CHUNK = 16  # steps of noise drawn at once: half a MiB a block
MOST_STEPS, MOST_RUNS = 10**9, 10**8
OUTPUTS = ("last", "uniform", "weighted", "half")


class Problem(Protocol):
    """What the ensemble asks of a problem; points have the shape of `begin`, noise comes a row a step.

    A problem that runs in coordinates of its own may have two methods more: `report(points)`, the points as users see
    them, which `excess` takes too, and `admit(optimizer)`, which raises ValueError for a rule that depends on coordinates.
    """

    def begin(self, runs: int) -> NDArray: ...
    def noise(self, rng: Generator, points: NDArray) -> Draw: ...
    def gradient(self, points: NDArray, noise: NDArray) -> NDArray: ...
    def project(self, points: NDArray) -> None: ...
    def excess(self, points: NDArray) -> NDArray: ...


@dataclass(frozen=True)
class Recorded:
    """Points by output rule, each of shape (checkpoints, runs); `diverged` counts the runs whose last iterate is no finite
    number and `diverged_at` is the first checkpoint at which there was one."""

    checkpoints: tuple[int, ...]
    points: dict[str, NDArray]
    diverged: int = 0
    diverged_at: int | None = None

    def excess(self, problem: Problem, output: str = "last") -> NDArray:
        """Excess errors of shape (checkpoints, runs)."""
        return np.stack([problem.excess(p) for p in self.points[output]])


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
) -> Recorded:
    """Run the optimizer `runs` times for `steps` steps.

    The iterates are x_1 (the start), x_2, ...; at checkpoint k "last" is x_{k+1}, "uniform" the mean of x_1 ... x_k,
    "weighted" their mean with weights 1 ... k, "half" the mean of those after k/2 (k/2 must be a checkpoint, else NaN).
    Raises ValueError for less than one run or step, unknown outputs, or checkpoints outside 1 ... steps.
    """
    getattr(problem, "admit", _welcome)(optimizer)
    marks = _checked(runs, steps, powers_of_two(steps) if checkpoints is None else tuple(checkpoints), outputs)
    sizes = [min(BLOCK, runs - i) for i in range(0, runs, BLOCK)]
    seeds = SeedSequence(seed).spawn(len(sizes))

    def block(i: int) -> _Record:
        with np.errstate(all="ignore"):  # of this thread: a run that overflows is recorded, not warned of
            return _block(problem, optimizer, sizes[i], steps, Generator(SFC64(seeds[i])), marks, tuple(outputs))

    with ThreadPoolExecutor(max(1, threads)) as pool:
        parts = list(pool.map(block, range(len(sizes)))) if threads > 1 else [block(i) for i in range(len(sizes))]
    points = {o: np.concatenate([np.stack(p.points[o]) for p in parts], axis=-1) for o in outputs}
    lost = np.sum([p.lost for p in parts], axis=0)
    first = next((k for k, n in zip(marks, lost, strict=True) if n), None)
    return Recorded(marks, points, int(lost[-1]), first)


def _welcome(optimizer: Any) -> None:
    """A problem in its own coordinates takes any rule."""


def _checked(runs: int, steps: int, marks: tuple[int, ...], outputs: Sequence[str]) -> tuple[int, ...]:
    if runs < 1 or steps < 1:
        raise ValueError(f"at least one run and one step are needed, not {runs} and {steps}")
    if steps > MOST_STEPS or runs > MOST_RUNS:
        raise ValueError(f"{runs} runs of {steps} steps would not end: at most {MOST_RUNS} and {MOST_STEPS}")
    if not set(outputs) <= set(OUTPUTS):
        raise ValueError(f"outputs are {', '.join(OUTPUTS)}, not {', '.join(set(outputs) - set(OUTPUTS))}")
    if not marks or sorted(set(marks)) != list(marks) or marks[0] < 1 or marks[-1] > steps:
        raise ValueError("checkpoints must increase and lie between 1 and the number of steps")
    return marks


def _block(
    problem: Problem, optimizer: Any, runs: int, steps: int, rng: Generator, marks: tuple[int, ...], outputs: tuple[str, ...]
) -> _Record:
    points = problem.begin(runs)
    state, draw = optimizer.start(points), problem.noise(rng, points)
    record = _Record(points, outputs, getattr(problem, "report", np.copy))
    waiting, k = iter((*marks, math.inf)), 0
    mark = next(waiting)
    while k < steps and mark < math.inf:
        for row in draw(min(CHUNK, steps - k)):
            k += 1
            if record.sums:
                record.add(points, k)
            optimizer.step(points, state, lambda at, row=row: problem.gradient(at, row), k)
            problem.project(points)
            if k == mark:
                record.keep(points, k)
                mark = next(waiting)
    return record


class _Record:
    """What one block leaves behind: its output points at each checkpoint, and how many of its runs were lost there.

    `sums` holds the running sums that the output rules ask for: Σ x_i under "plain", Σ i x_i under "weighted".
    """

    def __init__(self, points: NDArray, outputs: tuple[str, ...], report: Callable[[NDArray], NDArray]):
        self.points: dict[str, list[NDArray]] = {o: [] for o in outputs}
        self.report = report
        self.lost: list[int] = []
        asked = {"weighted"} & set(outputs) | ({"plain"} if {"uniform", "half"} & set(outputs) else set())
        self.sums = {name: np.zeros_like(points) for name in asked}
        self.past = {0: np.zeros_like(points)}  # the plain sum at earlier checkpoints, for "half"

    def add(self, points: NDArray, k: int) -> None:
        for name, total in self.sums.items():
            total += points if name == "plain" else k * points

    def keep(self, points: NDArray, k: int) -> None:
        for output, kept in self.points.items():
            kept.append(self.report(self._value(output, points, k)))
        if "half" in self.points:
            self.past[k] = self.sums["plain"].copy()
        finite = np.isfinite(points).reshape(-1, points.shape[-1]).all(axis=0)
        self.lost.append(int(np.count_nonzero(~finite)))

    def _value(self, output: str, points: NDArray, k: int) -> NDArray:
        match output:
            case "last":
                return points
            case "uniform":
                return self.sums["plain"] / k
            case "weighted":
                return self.sums["weighted"] / (k * (k + 1) / 2)
        before = self.past.get(k // 2) if k % 2 == 0 else None
        return np.full_like(points, np.nan) if before is None else (self.sums["plain"] - before) / (k - k // 2)
