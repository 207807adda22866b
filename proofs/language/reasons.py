"""Why a line holds: words for the reader, and a finder that looks for the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Data = Any


class NotFound(Exception):
    """A finder has no certificate for a line; the line may still be true."""


@dataclass(frozen=True)
class Reason:
    """Why a line holds: words for the reader and a finder, which adds checked steps to a Prover until the goal is a fact."""

    words: str
    find: Callable[[Any, Data], Any]

    def saying(self, words: str) -> Reason:
        """The same finder under the reader's own words."""
        return Reason(words, self.find)
