"""A limit of time for work that may not end, on any system and in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

STOPS, APART = 20, 0.1  # a library may swallow an exception: it is sent again


class _Stopped(BaseException):
    """What ends the work; no Exception, so that few swallow it."""


def within(seconds: float, action: Callable[[], Any]) -> Any:
    """What the action returns or raises, done in a thread of its own; TimeoutError if that takes longer.

    Alarms are a matter of Unix and of the main thread, and may be somebody else's; a thread can be stopped between two steps
    of Python. Work that sits in a single call of C is left behind when it does not end.
    """
    left: dict[str, Any] = {}

    def work() -> None:
        try:
            left["found"] = action()
        except BaseException as raised:
            left["raised"] = raised

    thread = threading.Thread(target=work, name="qedescent, limited in time", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _stop(thread)
        raise TimeoutError(f"no answer within {seconds:g} s")
    if "raised" in left:
        raise left["raised"]
    return left["found"]


def _stop(thread: threading.Thread) -> None:
    for _ in range(STOPS):
        if not thread.is_alive():
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_Stopped))
        thread.join(APART)
