"""From two recorded steps, the first and a later one, to a recurrence: starts, the step count t, and what holds only at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from qedescent.proofs.finders.normal_forms import number_term
from qedescent.proofs.kernel.checker import Proof, Refused, names, substitute
from qedescent.proofs.lifting.algebra import (
    algebra_of,
    constant,
    difference,
    folded,
    is_number,
    with_natural_powers,
)
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Unreadable

Data = Any
Pair = tuple[float, ...]
Formulas = dict[str, Data]


@dataclass(frozen=True)
class Witness:
    """The numbers before step `count` and after it, in both coordinates, by letter."""

    count: int
    before: Mapping[str, Pair]
    after: Mapping[str, Pair]


@dataclass(frozen=True)
class Steps:
    """What was recorded. `after` has a letter for what each memory, the step counter included, held before the later step;
    `starts` what each may have held before the first, the likeliest first."""

    starts: Mapping[str, Sequence[Data]]
    first: Mapping[str, Data]
    after: Mapping[str, Data]
    conditions_at_first: tuple[Data, ...]
    conditions: tuple[Data, ...]
    witnesses: tuple[Witness, Witness]


def recurrence(steps: Steps, constructed: Sequence[Data], parameters: tuple[str, ...]) -> Reading:
    """The reading that both steps are instances of; `constructed` are conditions of the construction."""
    if None in (*steps.first.values(), *steps.after.values(), *(ways[0] for ways in steps.starts.values())):
        raise Unreadable("a memory is made or changed where it could not be followed")
    kernel = algebra_of([*_terms(steps), *constructed, "t"])
    counted: list[tuple[Data, Data]] = [pair for x in steps.starts for pair in _counted(kernel, x, steps)]

    def settled(t: Data) -> Data:
        return with_natural_powers(kernel, _replaced(t, counted))

    left = {x for x, _ in counted if isinstance(x, str)}
    after, first = ({x: settled(t) for x, t in f.items() if x not in left} for f in (steps.after, steps.first))
    starts = {x: [settled(t) for t in ways] for x, ways in steps.starts.items() if x not in left}
    start, alike = _start(kernel, starts, after, first)
    conditions = [settled(c) for c in (*constructed, *steps.conditions)]
    at_first = [settled(c) for c in steps.conditions_at_first]
    conditions += [c for c in at_first if not any(_same(kernel, c, _at_start(d, start)) for d in conditions)]
    told = (c for i, c in enumerate(conditions) if c not in conditions[:i] and not _settled_by_algebra(kernel, c))
    return _living(Reading("θ", start, after, {} if alike else first, tuple(told), parameters))


def _living(reading: Reading) -> Reading:
    """Without the memories that reach neither θ nor a condition."""
    reached, waiting = {"θ"}, [reading.after["θ"], *reading.conditions]
    while waiting:
        new = (names(waiting.pop()) & set(reading.start)) - reached
        reached |= new
        waiting += [reading.after[x] for x in new]
    start, after, first = ({x: t for x, t in f.items() if x in reached} for f in (reading.start, reading.after, reading.first))
    return replace(reading, start=start, after=after, first=first)


def _terms(steps: Steps) -> Iterable[Data]:
    yield from (*steps.first.values(), *steps.after, *steps.after.values())
    yield from (*steps.conditions_at_first, *steps.conditions)
    for ways in steps.starts.values():
        yield from ways


def _counted(kernel: Proof, x: str, steps: Steps) -> list[tuple[Data, Data]]:
    """What to write for a memory that gains the same number in each step, which makes it a step count, or that never
    changes; nothing for any other."""
    after, left = steps.after[x], steps.first[x]
    if not is_number(left):
        return []
    if is_number(after) and all(difference(kernel, left, u) == {} for u in (after, steps.starts[x][0])):
        return [(x, left)]
    each, reached = constant(difference(kernel, after, x)), constant(kernel.normal(left))
    if each is None or reached is None:
        return []
    start = reached - each
    if start == 0 and each == 1:
        return [(["+", x, 1], "t"), (x, ["-", "t", 1])]
    before = ["*", number_term(each), ["-", "t", 1]]
    return [(x, ["+", number_term(start), before] if each else number_term(start))]


def _replaced(t: Data, pairs: Sequence[tuple[Data, Data]]) -> Data:
    for old, new in pairs:
        if t == old:
            return new
    return [t[0], *(_replaced(x, pairs) for x in t[1:])] if isinstance(t, list) else t


def _start(
    kernel: Proof, starts: Mapping[str, Sequence[Data]], after: Formulas, first: Formulas
) -> tuple[Formulas, bool]:
    """Values of the memories from which the general formulas give the first step, and whether there are such."""
    guesses = [dict(zip(starts, guess, strict=True)) for guess in product(*starts.values())]
    for guess in guesses:
        if all(_alike(kernel, _at_start(after[x], guess), first[x]) for x in after):
            return guess, True
    return guesses[0], False


def _alike(kernel: Proof, general: Data, first: Data) -> bool:
    """Whether two formulas are the same; numbers may have been rounded on the way to either, as floats are."""
    return {} in (difference(kernel, general, first), difference(kernel, folded(general), folded(first)))


def _at_start(t: Data, start: Formulas) -> Data:
    return substitute(t, {**start, "t": 1})


def _same(kernel: Proof, c: Data, d: Data) -> bool:
    return c[0] == d[0] and difference(kernel, ["-", *c[1:]], ["-", *d[1:]]) == {}


def _settled_by_algebra(kernel: Proof, c: Data) -> bool:
    """Whether the two sides of a comparison that held differ by the same number everywhere, so that it always holds."""
    anywhere = {x: ["/", 2 + i, 7] for i, x in enumerate(kernel.sorts) if kernel.sorts[x] == "real"} | {"t": 1}
    try:
        distance = constant(kernel.normal(substitute(["-", *c[1:]], anywhere)))
    except Refused:
        return False
    return distance is not None and difference(kernel, ["-", *c[1:]], number_term(distance)) == {}
