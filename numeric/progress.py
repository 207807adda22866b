"""How far long work has come, on standard error: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TextIO

Progress = Callable[[int, int], Any]  # called with the number of blocks done and their number in all


@contextmanager
def shown(
    what: str, *, after: float = 2.0, every: float = 10.0, to: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """A `progress` for ensembles: a bar for work that takes more than `after` seconds, or a line `every` so many."""
    stream = to or sys.stderr
    began = clock()
    with ExitStack() as open_bar:
        if not stream.isatty():
            yield _lines(what, stream, every, clock)
            return
        bar = _bar(what, stream, open_bar)
        yield lambda done, total: bar(done, total) if clock() - began >= after else None


def _lines(what: str, stream: TextIO, every: float, clock: Callable[[], float]) -> Progress:
    began = clock()
    due = began + every

    def show(done: int, total: int) -> None:
        nonlocal due
        if clock() >= due:
            due = clock() + every
            print(f"{what}: {done} of {total} blocks of runs, {clock() - began:.0f} s", file=stream, flush=True)

    return show


def _bar(what: str, stream: TextIO, until: ExitStack) -> Progress:
    bar, task = None, None

    def show(done: int, total: int) -> None:
        nonlocal bar, task
        if bar is None:
            bar = until.enter_context(_drawn(stream))
            task = bar.add_task(what.replace("[", r"\["), total=total)
        bar.update(task, completed=done, total=total)

    return show


def _drawn(stream: TextIO) -> Any:
    from rich import progress
    from rich.console import Console

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn(),
               progress.TimeElapsedColumn(), progress.TimeRemainingColumn())  # fmt: skip
    return progress.Progress(*columns, console=Console(file=stream), transient=True)
