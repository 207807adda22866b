"""Libraries that are asked for by name, and what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingLibrary(ImportError):
    """A library is not installed; the message says which extra brings it."""


def library(name: str, extra: str) -> Any:
    """The module of that name, imported now."""
    try:
        return import_module(name)
    except ImportError as why:
        raise MissingLibrary(f"{name} cannot be imported ({why}): pip install 'qedescent[{extra}]'") from why
