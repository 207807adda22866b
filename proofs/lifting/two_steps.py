"""One reading from the code's first two steps: counters become t, constants their numbers, and a first step that goes a way
of its own is told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from typing import Any

from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.lifting.algebra import algebra_of, difference, is_number
from qedescent.proofs.lifting.counting import plus, surely, tidied
from qedescent.proofs.lifting.cross_check import GRADIENTS, START, hyperparameters
from qedescent.proofs.lifting.oracle import DIGITS, value
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Path

Data = Any
Formulas = Mapping[str, Data]
Values = Sequence[Mapping[str, Decimal]]  # of every letter, for each coordinate
# Follows the code once. Given: each memory's term, the values that decide the branches, the path to note them on.
# Returns what θ and each memory are afterwards; "query", if it is there, is where the gradient was taken.
Step = Callable[[Formulas, Values, Path], Formulas]


def values_before(start: Formulas, parameters: Sequence[str]) -> Values:
    """What every letter stands for at the first step, in each coordinate of the cross-check's probe."""
    numbers = {x: Decimal(v) for x, v in hyperparameters(parameters, 1).items()}
    with localcontext(Context(prec=DIGITS)):
        begun = [numbers | {"θ": Decimal(x)} for x in START]
        return [at | {x: value(f, at) for x, f in start.items()} | _asked(i, 1) for i, at in enumerate(begun)]


def _asked(coordinate: int, t: int) -> dict[str, Decimal]:
    return {"g": Decimal(GRADIENTS[t - 1][coordinate]), "t": Decimal(t)}


def read_steps(parameters: Sequence[str], start: Formulas, step: Step, begun: Sequence[Data] = ()) -> Reading:
    """The reading of code that begins with `start`, on the conditions `begun`, and goes on as `step` says."""
    start, letters = {x: tidied(f) for x, f in start.items()}, {x: x for x in start}
    steps = [after for after, _ in _two(parameters, start, step, letters)]
    counters = {x: c for x, c in start.items() if isinstance(c, int) and all(_counts(x, f[x]) for f in steps)}
    counted = letters | {x: plus("t", c - 1) for x, c in counters.items()}
    (first, on), (after, conditions) = _two(parameters, start, step, counted)
    kept = {x: f for x, f in start.items() if x not in counters}
    own = (first, on) != (after, conditions)
    if own:
        then = {**start, "t": 1}
        first = {x: tidied(substitute(f, then)) for x, f in first.items()}
        conditions = [*conditions, *(substitute(c, then) for c in on)]
    read = _living(
        Reading(
            query=after.get("query", "θ"),
            start=kept,
            after={x: after[x] for x in ("θ", *kept)},
            first={x: first[x] for x in ("θ", *kept)} if own else {},
            conditions=(*begun, *conditions),
            parameters=tuple(parameters),
        )
    )
    at_first = {**read.start, "t": 1}
    alike = read.first == {x: tidied(substitute(f, at_first)) for x, f in read.after.items()}
    return replace(read, first={} if alike else read.first, conditions=_telling(read.conditions, 2 if own else 1))


def _counts(x: str, f: Data) -> bool:
    return f in (["+", x, 1], ["+", 1, x])


def _two(
    parameters: Sequence[str], start: Formulas, step: Step, terms: Formulas
) -> list[tuple[dict[str, Data], list[Data]]]:
    """What the first and the second step leave, each with its conditions; a branch is taken as the numbers then tell."""
    now, found = values_before(start, parameters), []
    for t in (1, 2):
        path = Path()
        after = {x: tidied(f) for x, f in step(terms, now, path).items()}
        found.append((after, [tidied(c) for c in path.conditions]))
        with localcontext(Context(prec=DIGITS)):
            moved = [dict(at) | {x: value(f, at) for x, f in after.items()} for at in now]
        later = {x: Decimal(v) for x, v in hyperparameters(parameters, t + 1).items()}
        now = [at | later | _asked(i, t + 1) for i, at in enumerate(moved)]
    return found


def _telling(conditions: Sequence[Data], since: int) -> tuple[Data, ...]:
    """The conditions that say something: not those that hold at every step anyway or follow from another one."""
    kernel, found = algebra_of(side for _, *sides in conditions for side in sides), []
    for op, left, right in conditions:
        weaker = op in ("!=", ">=") and [">", left, right] in conditions
        gap = difference(kernel, left, right)
        sure = gap is not None and not set(gap) - {()} or surely([op, left, right], since)
        if [op, left, right] not in found and not sure and not weaker:
            found.append([op, left, right])
    return tuple(found)


def _living(reading: Reading) -> Reading:
    """Memories that stay what they began as are written as the number they are; those that reach nothing are left out."""
    begun = reading.first or reading.start
    still = {x: begun[x] for x in reading.start if is_number(begun[x]) and reading.after[x] in (x, begun[x])}
    query, after = substitute(reading.query, still), {x: substitute(f, still) for x, f in reading.after.items()}
    conditions = tuple(substitute(c, still) for c in reading.conditions)
    wanted, waiting = {"θ"}, [query, *conditions, after["θ"]]
    while waiting:
        new = (names(waiting.pop()) & set(reading.start)) - wanted
        wanted |= new
        waiting += [after[x] for x in new]

    def kept(formulas: Formulas) -> dict[str, Data]:
        return {x: f for x, f in formulas.items() if x in wanted}

    return replace(
        reading, query=query, start=kept(reading.start), after=kept(after), first=kept(reading.first), conditions=conditions
    )
