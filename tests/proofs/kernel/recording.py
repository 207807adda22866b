"""What a checker holds for a theorem's facts, for as long as it has not refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

Data = Any
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, RecursionError)


def verdict(checker: ModuleType, theorem: Data) -> tuple[bool, str]:
    """Whether the theorem is accepted, by the front door, and why not."""
    answer = checker.check(json.dumps({"format": checker.FORMAT, "theorems": [theorem]}).encode())
    return answer["verdict"] == "PROVED", answer.get("why", "")


def conclusions(checker: ModuleType, theorem: Data) -> tuple[list[Data], bool]:
    """Every formula that the checker derived outside of sub-proofs, and whether it refused in the end.

    Each follows from the theorem's assumptions if the checker is right, also when a later step is refused."""
    facts: list[Data] = []
    proof = recording(checker).__new__(recording(checker))
    proof.found, proof.depth = facts, 0
    try:
        checker.validate(theorem)
        proof.__init__(theorem, checker.MAX_WORK)
    except (checker.Refused, *MALFORMED):
        return facts, True
    return facts, False


@cache
def recording(checker: ModuleType) -> Any:
    class Recording(checker.Proof):
        """A proof that remembers what it learns at the outermost level."""

        @contextmanager
        def scope(self, *args: Any, **more: Any) -> Iterator[None]:
            self.depth += 1
            with super().scope(*args, **more):
                yield
            self.depth -= 1

        def learn(self, f: Data) -> None:
            super().learn(f)
            if self.depth == 1 and self.steps:
                self.found.append(f)

    return Recording
