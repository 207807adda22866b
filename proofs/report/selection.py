"""Which claims of the chapter are asked for."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """What was asked cannot be done; the message is the one line the user reads, `code` the exit code."""

    def __init__(self, message: str, code: int = 2):
        super().__init__(message)
        self.code = code


def _unknown(name: str, known: list[str]) -> Refusal:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`qedescent list` names them all"
    return Refusal(f"unknown claim {name!r}; {hint}")


def select(contents: Sequence[Any], ids: Sequence[str], section: str = "") -> list[Any]:
    """The entries asked for, in the chapter's order; section 8.3 holds 8.3.2, and not 8.30."""
    known = [entry.id for entry in contents]
    for name in ids:
        if name not in known:
            raise _unknown(name, known)
    within = f"{section.rstrip('.')}." if section else ""
    chosen = [e for e in contents if (not ids or e.id in ids) and f"{e.section}.".startswith(within)]
    if not chosen:
        raise Refusal(f"no such claim in section {section!r}" if section else "there are no claims")
    return chosen
