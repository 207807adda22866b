"""The limits of a worker process: a claim that asks for more ends its own worker and harms no other claim."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

MOST_MEMORY = 4 << 30  # bytes
OUT_OF_MEMORY = 112  # exit code of a worker that wanted more
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def begin() -> None:
    """Limit this process, before it has loaded anything heavy.

    The system refuses private data beyond the limit on Linux; elsewhere only the watch notices. Address space is not
    limited: libraries map gigabytes of it that they never touch. One thread for linear algebra is enough, for workers
    and ensembles have threads of their own, and each thread would take its share of the limit.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    try:
        import resource
    except ImportError:
        return  # Windows knows no such limits
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, MOST_MEMORY)
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    except (ValueError, OSError):
        pass  # the watch remains
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= MOST_MEMORY:
        time.sleep(0.1)
    os._exit(OUT_OF_MEMORY)


def work(task: Callable[..., Any], *arguments: Any) -> Any:
    """Do the task; when memory ends so does the process, for what it still holds would be missing to the next task."""
    try:
        return task(*arguments)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
