"""A candidate is tried in numbers before a proof is looked for: what fails at one point is none, and proofs are dear.

Nothing is accepted here. A point at which something is undefined says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from qedescent.proofs.judging.change import NEXT, Change, Coefficient
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.walking import UNDEFINED, Numbers, decimals, next_query, point, walk
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.oracle import value
from qedescent.proofs.lifting.reading import Reading

Data = Any
Maps = Mapping[str, Mapping[str, Coefficient]]
ROUNDING = Decimal("1e-30")  # far above what 50 digits leave, far below what tells rules apart
GRADIENTS = tuple(map(Decimal, ("0.7", "-0.4", "1.3")))
COUNTS = (0, 1, 4)


def fails(step: Step) -> bool:
    """Is there a point at which the step does not keep the change, or asks for the gradient elsewhere?"""
    return any(_gaps(step))


def is_defined(step: Step) -> bool:
    """Has everything in it a value at one of the points at least? Only then does it tell that the step does not fail."""
    return any(gap is not None for gap in _gaps(step))


def _gaps(step: Step) -> Iterator[int | None]:
    assumed, shown = step.assumed(), step.shown()
    letters = sorted(set().union(*map(names, (*assumed, *shown))))
    return (_differing(assumed, shown, point(letters, count)) for count in COUNTS)


def row_fails(code: Reading, book: Reading, maps: Maps, x: str) -> bool:
    """With constant hyperparameters, is there a point at which a step does not keep how this memory of the code, which depends
    on no others than those of `maps`, is made of the book's?"""
    if names(code.after[x]) & ({"θ", *code.start} - set(maps)):
        return False
    change = Change(maps)
    assumed = [["=", u, change.before(u)] for u in maps] + [["=", y + NEXT, f] for y, f in book.after.items()]
    assumed += [["=", p + NEXT, p] for p in code.parameters]
    shown = [["=", code.after[x], change.later(x)]]
    letters = sorted({"θ", "g", *code.parameters, *book.start})
    return any(_differing(assumed, shown, point(letters, count)) for count in COUNTS)


def start_alike(code: Reading, book: Reading) -> bool:
    """Do memories start at the same values, but for 0 and θ, and is the first step like the others? Then rules that run apart
    are not only late in becoming the same."""
    mine, other = (sorted(str(f) for f in r.start.values() if f not in (0, "θ")) for r in (code, book))
    return mine == other and not code.first and not book.first


def runs_apart(code: Reading, book: Reading) -> bool:
    """With constant hyperparameters, do the two ask for their gradients at different points within the first steps?"""
    letters = sorted({*code.parameters, *book.parameters})
    schedule = [point(letters, 1)] * len(GRADIENTS)
    with decimals():
        try:
            for mine, other in zip(*(walk(r, GRADIENTS, schedule) for r in (code, book)), strict=True):
                if _unlike(next_query(code, mine), next_query(book, other)):
                    return True
        except UNDEFINED:
            pass
    return False


def always_negative(t: Data) -> bool:
    """Is a term so at every point at which it is tried?"""
    with decimals():
        try:
            return all(value(t, point(sorted(names(t)), count)) < 0 for count in COUNTS)
        except UNDEFINED:
            return False


def _differing(assumed: Sequence[Data], shown: Iterable[Data], at: Numbers) -> int | None:
    """How many of the equations do not hold; None where something is undefined. Every assumption defines a letter by those
    before it."""
    with decimals():
        try:
            now = dict(at)
            for _, letter, f in assumed:
                now[letter] = value(f, now)
            return sum(_unlike(value(left, now), value(right, now)) for _, left, right in shown)
        except UNDEFINED:
            return None


def _unlike(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) > ROUNDING * (1 + abs(a) + abs(b))
