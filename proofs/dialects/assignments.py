"""What a step computes as pseudocode prints it: in an order in which each line uses what the lines above have assigned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qedescent.proofs.dialects.tidying import tidy
from qedescent.proofs.judging.expressions import in_decimals
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.reading import Reading

Data = Any
NEW = "new "  # before a letter: its value after this step's assignment


def assignments(reading: Reading) -> list[tuple[str, Data]]:
    """(letter, formula) in order. Where there is no such order, all lines are in the old values: `in_order` says which."""
    formulas = _formulas(reading)
    return [(x, tidy(f)) for x, f in (_ordered(formulas) if in_order(reading) else formulas.items())]


def in_order(reading: Reading) -> bool:
    formulas = _formulas(reading)
    return len(list(_ordered(formulas))) == len(formulas)


def _formulas(reading: Reading) -> dict[str, Data]:
    return {x: in_decimals(f) for x, f in reading.after.items()}


def _ordered(formulas: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    """As many assignments as can be put in order; what others are written with comes first, θ as late as it may."""
    done: dict[str, Data] = {}
    while len(done) < len(formulas):
        ready = [(x, _with_new(f, done)) for x, f in formulas.items() if x not in done]
        ready = [(x, f) for x, f in ready if not names(f) & set(done)]
        if not ready:
            return
        x, f = min(ready, key=lambda pair: (_uses(formulas, pair[0]), pair[0] == "θ", -_builds(formulas, pair[0])))
        done[x] = formulas[x]
        yield x, _unmarked(f)


def _builds(formulas: Mapping[str, Data], x: str) -> int:
    """How many of the others' formulas contain its own."""
    return sum(NEW + x in names(_with_new(f, {x: formulas[x]})) for y, f in formulas.items() if y != x)


def _uses(formulas: Mapping[str, Data], x: str) -> int:
    """How many of the others' formulas are written with the old value of x: it is better assigned after them."""
    return sum(x in names(_with_new(f, {x: formulas[x]})) for y, f in formulas.items() if y != x)


def _with_new(f: Data, done: Mapping[str, Data]) -> Data:
    """The formula with what has been assigned put for its own formula, and marked."""
    for x, new in done.items():
        if f == new and isinstance(f, list):
            return NEW + x
    return [f[0], *(_with_new(part, done) for part in f[1:])] if isinstance(f, list) else f


def _unmarked(f: Data) -> Data:
    return [f[0], *map(_unmarked, f[1:])] if isinstance(f, list) else f.removeprefix(NEW) if isinstance(f, str) else f
