"""A hyperparameter given the value 0 or 1: what then is trivial is worked out, so that no proof has to go through sqrt(1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qedescent.proofs.judging.expressions import mapped, substituted
from qedescent.proofs.lifting.reading import Reading

Data = Any


def at_value(reading: Reading, p: str, value: int) -> Reading:
    """The reading with p set to the value; ZeroDivisionError where a denominator vanishes."""
    changed = mapped(substituted(reading, {p: value}), worked_out)
    return replace(changed, parameters=tuple(q for q in reading.parameters if q != p))


def worked_out(t: Data) -> Data:
    """The term without sums with 0, products with 0 or 1, and powers and roots of 0 and 1; t counts from 1."""
    if not isinstance(t, list):
        return t
    op, *parts = [t[0], *map(worked_out, t[1:])]
    match op, parts:
        case "+", _:
            return _joined("+", [x for x in parts if x != 0], 0)
        case "*", _:
            return 0 if 0 in parts else _joined("*", [x for x in parts if x != 1], 1)
        case "-", [int(a)]:
            return -a
        case "-", [int(a), int(b)]:
            return a - b
        case "-", [a, 0]:
            return a
        case "/", [_, 0]:
            raise ZeroDivisionError(f"the denominator of {t} vanishes")
        case "/", [a, b] if a == 0 or b == 1:
            return a
        case "^", [0 | 1 as a, n] if n == "t" or isinstance(n, int) and n > 0:
            return a
        case "sqrt", [0 | 1 as a]:
            return a
    return [op, *parts]


def _joined(op: str, parts: list[Data], empty: int) -> Data:
    return empty if not parts else parts[0] if len(parts) == 1 else [op, *parts]
