"""Benchmarks: every figure is a ratio of works timed side by side, and nothing is asserted of a time.

They are no part of the ordinary test run. `pip install -e '.[test,bench]'`, then `pytest tests/benchmarks`; what PyTorch,
JAX and Numba do is measured where they are installed. The table at the end is that of numeric/SPEED.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests are no package, so that modules beside them have no other way in

from side_by_side import Times, side_by_side  # pyright: ignore[reportMissingImports]

ROWS = pytest.StashKey[list[str]]()


@pytest.fixture
def compare(request, benchmark) -> Any:
    """Times works side by side and notes, for the table, how many times as long as ours (the first) the others take.

    pytest-benchmark times ours once more by itself; its record carries the ratios."""

    def compared(title: str, works: dict[str, Any], samples: int, wall: bool = False) -> Times:
        times = side_by_side(works, wall=wall)
        ours, *others = works
        cost = 1e9 * times.median(ours) / samples
        rows = request.config.stash.setdefault(ROWS, [])
        for other in others:
            low, *_, high = times.ratios(ours, other)
            benchmark.extra_info[other] = times.ratio(ours, other)
            rows.append(f"| {title} | {ours} | {other} | {times.ratio(ours, other):.2f} | {low:.2f} - {high:.2f} | {cost:.2f} |")
        benchmark.pedantic(works[ours], rounds=1)
        return times

    return compared


def pytest_terminal_summary(terminalreporter, config) -> None:
    rows = config.stash.get(ROWS, [])
    if rows:
        write = terminalreporter.write_line
        write("")
        write("| work | ours | the other | its time over ours, median of five | range | ours, ns a sample |")
        write("|---|---|---|---:|---:|---:|")
        for row in rows:
            write(row)
