"""Where an object keeps the numbers it was made with: found by making it twice, with numbers that are all different."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from qedescent.proofs.lifting.cross_check import hyperparameters
from qedescent.proofs.lifting.recording import Unreadable

FIRST, SECOND = 4, 5  # neither is a step at which the cross-check makes its optimizer


def holders(
    make: Callable[[Mapping[str, float]], Any], parameters: Sequence[str], kept: Callable[[Any], Iterator[tuple[str, Any]]]
) -> dict[str, str]:
    """{place: letter} for the places, among the (place, value) that `kept` finds in an object, that hold a hyperparameter.

    Raises Unreadable for a number computed from hyperparameters, and for a hyperparameter that is kept nowhere.
    """
    numbers = [hyperparameters(parameters, k) for k in (FIRST, SECOND)]
    before, after = (dict(kept(make(n))) for n in numbers)
    found: dict[str, str] = {}
    for place, value in before.items():
        letter = next((x for x in parameters if (value, after[place]) == tuple(n[x] for n in numbers)), None)
        if letter is None and isinstance(value, float) and value != after[place]:
            raise Unreadable(f"{place} is computed from the hyperparameters once, when the optimizer is made")
        if letter is not None:
            found[place] = letter
    lost = [x for x in parameters if x not in found.values()]
    if lost:
        raise Unreadable(f"the optimizer keeps nothing that is {', '.join(lost)}")
    return found


def attributes(x: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of an object that are floats."""
    yield from ((name, value) for name, value in vars(x).items() if isinstance(value, float))
