"""Standard output and standard error: closed ones, poor ones, and one that is kept for data alone."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout


def make_ready() -> None:
    """Replace a stream that the caller has closed; show what a terminal cannot show by its code point."""
    for number in (1, 2):
        try:
            os.fstat(number)
        except OSError:  # the next file opened would take its place
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)
    sys.stderr = sys.stderr or open(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def data_alone() -> Iterator[None]:
    """Meanwhile, whatever a library prints, in this process or a worker, goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
