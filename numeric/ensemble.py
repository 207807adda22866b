"""Many independent runs at once, recorded at checkpoints only.

Runs come in blocks that stay in cache; every block has its own generator, spawned from the seed, so the result is the
same to the last bit whatever the number of threads, and noise is drawn in bulk before the steps that use it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

BLOCK = 2048  # runs: 16 KiB an array
CHUNK = 32  # steps of noise drawn at once: half a MiB a block
OUTPUTS = ("last", "uniform", "weighted", "half")


class Problem(Protocol):
    """What the ensemble asks of a problem; arrays have the shape of `begin`, noise one row of it a step."""

    def begin(self, runs: int) -> NDArray: ...
    def draw(self, rng: Generator, noise: NDArray) -> None: ...
    def gradient(self, points: NDArray, noise: NDArray) -> NDArray: ...
    def project(self, points: NDArray) -> None: ...
    def excess(self, points: NDArray) -> NDArray: ...


@dataclass(frozen=True)
class Recorded:
    """Points by output rule, each of shape (checkpoints, runs); `diverged` counts runs that left the finite numbers and
    `diverged_at` is the first checkpoint at which one had."""

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
    marks = _checked(runs, steps, powers_of_two(steps) if checkpoints is None else tuple(checkpoints), outputs)
    sizes = [min(BLOCK, runs - i) for i in range(0, runs, BLOCK)]
    seeds = SeedSequence(seed).spawn(len(sizes))

    def block(i: int) -> dict[str, NDArray]:
        return _block(problem, optimizer, sizes[i], steps, Generator(SFC64(seeds[i])), marks, tuple(outputs))

    with np.errstate(all="ignore"), ThreadPoolExecutor(max(1, threads)) as pool:
        parts = list(pool.map(block, range(len(sizes)))) if threads > 1 else [block(i) for i in range(len(sizes))]
    points = {o: np.concatenate([p[o] for p in parts], axis=-1) for o in outputs}
    bad = ~np.isfinite(points["last"]) if "last" in points else np.zeros((1, 1), bool)
    lost = np.flatnonzero(bad.any(axis=tuple(range(1, bad.ndim))))
    first = marks[int(lost[0])] if lost.size else None
    return Recorded(marks, points, int(bad[-1].reshape(-1, bad.shape[-1]).any(axis=0).sum()), first)


def _checked(runs: int, steps: int, marks: tuple[int, ...], outputs: Sequence[str]) -> tuple[int, ...]:
    if runs < 1 or steps < 1:
        raise ValueError(f"at least one run and one step are needed, not {runs} and {steps}")
    if steps > 10**9:
        raise ValueError(f"{steps} steps would not end")
    if not set(outputs) <= set(OUTPUTS):
        raise ValueError(f"outputs are {', '.join(OUTPUTS)}, not {', '.join(set(outputs) - set(OUTPUTS))}")
    if not marks or sorted(set(marks)) != list(marks) or marks[0] < 1 or marks[-1] > steps:
        raise ValueError("checkpoints must increase and lie between 1 and the number of steps")
    return marks


def _block(
    problem: Problem, optimizer: Any, runs: int, steps: int, rng: Generator, marks: tuple[int, ...], outputs: tuple[str, ...]
) -> dict[str, NDArray]:
    points = problem.begin(runs)
    state, noise = optimizer.start(points), np.empty((CHUNK, *points.shape))
    averages = _Averages(points, outputs)
    waiting, k = iter((*marks, math.inf)), 0
    mark = next(waiting)
    while k < steps and mark < math.inf:
        rows = noise[: min(CHUNK, steps - k)]
        problem.draw(rng, rows)
        for row in rows:
            k += 1
            averages.add(points, k)
            optimizer.step(points, state, lambda at, row=row: problem.gradient(at, row), k)
            problem.project(points)
            if k == mark:
                averages.record(points, k)
                mark = next(waiting)
    return {o: np.stack(averages.records[o]) for o in outputs}


class _Averages:
    """Running sums for the output rules that are asked for."""

    def __init__(self, points: NDArray, outputs: tuple[str, ...]):
        self.records: dict[str, list[NDArray]] = {o: [] for o in outputs}
        self.plain = np.zeros_like(points) if {"uniform", "half"} & set(outputs) else None
        self.weighted = np.zeros_like(points) if "weighted" in outputs else None
        self.sums: dict[int, NDArray] = {0: np.zeros_like(points)}

    def add(self, points: NDArray, k: int) -> None:
        if self.plain is not None:
            self.plain += points
        if self.weighted is not None:
            self.weighted += k * points

    def record(self, points: NDArray, k: int) -> None:
        for output, kept in self.records.items():
            kept.append(self._value(output, points, k))
        if self.plain is not None and "half" in self.records:
            self.sums[k] = self.plain.copy()

    def _value(self, output: str, points: NDArray, k: int) -> NDArray:
        if output == "last":
            return points.copy()
        if output == "weighted" and self.weighted is not None:
            return self.weighted / (k * (k + 1) / 2)
        assert self.plain is not None
        if output == "uniform":
            return self.plain / k
        before = self.sums.get(k // 2) if k % 2 == 0 else None
        return np.full_like(points, np.nan) if before is None else (self.plain - before) / (k - k // 2)
