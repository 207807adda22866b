"""Works timed in one process, round by round, one after another: what else the machine does meets them all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
Work = Callable[[], object]


@dataclass(frozen=True)
class Times:
    """Seconds of every work, one a round."""

    seconds: dict[str, list[float]]

    def ratios(self, work: str, to: str) -> list[float]:
        """Round by round how many times as long `to` takes as `work`, from the smallest."""
        return sorted(t / own for own, t in zip(self.seconds[work], self.seconds[to], strict=True))

    def ratio(self, work: str, to: str) -> float:
        return median(self.ratios(work, to))

    def median(self, work: str) -> float:
        return median(self.seconds[work])


def side_by_side(works: Mapping[str, Work], rounds: int = ROUNDS, wall: bool = False) -> Times:
    """A first round warms up (compilers compile, caches fill) and is not counted. CPU time of all threads, which a busy
    machine changes little, unless `wall` asks for the time that passes."""
    clock = time.perf_counter if wall else time.process_time
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for i in range(rounds + 1):
        for name, work in works.items():
            start = clock()
            work()
            took = clock() - start
            if i:
                seconds[name].append(took)
    return Times(seconds)
