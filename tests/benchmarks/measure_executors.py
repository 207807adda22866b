"""The table of numeric/CLUSTER.md: `python tests/benchmarks/measure_executors.py` (with the extra `dist`, on a quiet machine).

Two works on each executor, once to warm up and then five times: blocks that are long enough to count, and blocks of one
step, whose time is what handing out and taking back a block costs. The least of five is taken, for what else the machine
does only adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from qedescent.numeric.ensemble import summarise
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.planning import BLOCK
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

BLOCKS, STEPS, SHORT_BLOCKS, REPEATS = 32, 4000, 500, 5


def one_work(blocks: int, steps: int, **how: Any) -> float:
    began = time.perf_counter()
    summarise(NoisyQuadratic(), Momentum(inverse(0.5)), runs=blocks * BLOCK, steps=steps, checkpoints=(steps,), **how)
    return time.perf_counter() - began


@contextmanager
def processes(workers: int) -> Iterator[Executor]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def dask(workers: int) -> Iterator[Executor]:
    from distributed import Client, LocalCluster  # pyright: ignore[reportMissingImports]

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        yield client.get_executor()


def measured(name: str, **how: Any) -> tuple[str, float, float]:
    """The seconds of the long work, and the milliseconds that a short block takes."""
    one_work(4, 10, **how)
    times = [(one_work(BLOCKS, STEPS, **how), one_work(SHORT_BLOCKS, 1, **how)) for _ in range(REPEATS)]
    long, short = (min(ts) for ts in zip(*times, strict=True))
    return name, long, short / SHORT_BLOCKS * 1000


def main() -> None:
    pools: list[tuple[str, Callable[[int], Any]]] = [("processes", processes), ("Dask workers", dask)]
    rows = [measured(f"{n} thread{'s' * (n > 1)}", threads=n) for n in (1, 2)]
    for name, pool in pools:
        for n in (1, 2):
            with pool(n) as executor:
                rows.append(measured(f"{n} {name}", executor=executor))
    print(f"{BLOCKS} blocks of {BLOCK} runs, {STEPS} steps; {SHORT_BLOCKS} blocks of one step; least of {REPEATS}")
    for name, long, short in rows:
        print(f"| {name} | {long:.2f} | {rows[0][1] / long:.2f} | {short:.2f} |")


if __name__ == "__main__":
    main()
