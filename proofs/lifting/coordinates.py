"""Two coordinates of recorded scalars: a rule is the same formula in each, and mixes none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.lifting.oracle import value
from qedescent.proofs.lifting.recorded_array import RecordedArray
from qedescent.proofs.lifting.recording import Data, Path, Recorded, Unreadable, term_of

SECOND = "_elsewhere"  # the ending of the letters of the second coordinate


def spread(letter: str, term: Data = None, values: Sequence[Any] = (None, None), path: Path | None = None) -> Any:
    """Both coordinates of what has this letter, by its term (the letter itself if not given), with their values if known."""
    term = letter if term is None else term
    terms = (term, substitute(term, {letter: letter + SECOND}))
    numbers = [None if at is None else float(value(term, at)) for at in values]
    scalars = [Recorded(t, x, path) for t, x in zip(terms, numbers, strict=True)]
    return np.array(scalars, dtype=object).view(RecordedArray)


def shared(term: Data, values: Sequence[Any], path: Path) -> Recorded:
    """What is one number for all coordinates."""
    return Recorded(term, float(value(term, values[0])), path)


def gathered(values: Any, what: str) -> Data:
    """The term of the first coordinate, after a look whether the second has the same one in its own letters."""
    if isinstance(values, np.ndarray) and values.shape not in ((), (2,)):
        raise Unreadable(f"{what}: the code changes the shape {(2,)} to {values.shape}")
    first, second = (term_of(x) for x in np.broadcast_to(np.asarray(values, dtype=object), 2))
    if _elsewhere(first) or first != _home(second):
        raise Unreadable(f"{what}: the coordinates are not treated alike")
    return first


def agreed(conditions: Iterable[Data], letters: Iterable[str]) -> list[Data]:
    """The first coordinate's conditions, where each that is about `letters` was met with by the second too."""
    conditions, own = list(conditions), set(letters)
    first = [c for c in conditions if not _elsewhere(c)]
    second = [_home(c) for c in conditions if _elsewhere(c)]
    lone = [c for c in first if names(c) & own and c not in second] + [c for c in second if c not in first]
    if lone:
        raise Unreadable(f"the coordinates go different ways at {lone[0]}: what is done depends on their values")
    return first


def _elsewhere(term: Data) -> bool:
    return any(n.endswith(SECOND) for n in names(term))


def _home(term: Data) -> Data:
    return substitute(term, {n: n.removesuffix(SECOND) for n in names(term) if n.endswith(SECOND)})
