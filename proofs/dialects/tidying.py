"""Terms without what is trivial in them, and in the order of print; every value stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qedescent.proofs.kernel.checker import names

Data = Any


def tidy(t: Data) -> Data:
    """The same without factors 1 and -1, terms 0, products in products, and x·x where x² is meant."""
    if not isinstance(t, list):
        return t
    op, *parts = [t[0], *map(tidy, t[1:])]
    match op, parts:
        case "*", _:
            return _product([y for x in parts for y in (x[1:] if _is(x, "*") else [x])])
        case "+", _:
            return _sum([x for x in parts if x != 0])
        case "-", [x, 0]:
            return x
        case "-", [x, y] if _is(y, "-") and len(y) == 2:
            return _sum([x, y[1]])
        case "-", [x] if _is(x, "-") and len(x) == 2:
            return x[1]
        case "^", [x, 2] if _is(x, "-") and len(x) == 2:
            return ["^", x[1], 2]
        case "/", [x, 1]:
            return x
        case "/", [x, y] if _is(x, "-") and len(x) == 2:
            return ["-", ["/", x[1], y]]
    return [op, *parts]


def _is(t: Data, op: str) -> bool:
    return isinstance(t, list) and t[0] == op


def _product(factors: list[Data]) -> Data:
    if 0 in factors:
        return 0
    minus = sum(x == -1 or _is(x, "-") and len(x) == 2 for x in factors) % 2
    bare = [x[1] if _is(x, "-") and len(x) == 2 else x for x in factors if x not in (1, -1)]
    flat = [y for x in bare for y in (x[1:] if _is(x, "*") else [x])]
    squared = _squared(flat)
    whole = 1 if not squared else squared[0] if len(squared) == 1 else ["*", *squared]
    return ["-", whole] if minus else whole


def _squared(factors: list[Data]) -> list[Data]:
    out: list[Data] = []
    for x in factors:
        if x in out and not isinstance(x, int):
            out[out.index(x)] = ["^", x, 2]
        else:
            out.append(x)
    return out


def _sum(terms: list[Data]) -> Data:
    if not terms:
        return 0
    out = terms[0]
    for x in terms[1:]:
        out = ["-", out, x[1]] if _is(x, "-") and len(x) == 2 else ["+", out, x]
    return out


def in_print_order(t: Data, memories: set[str]) -> Data:
    """The same with factors and summands in the order of print: hyperparameters before gradients, and θ first of all."""
    if not isinstance(t, list):
        return t
    op, *parts = [t[0], *(in_print_order(x, memories) for x in t[1:])]
    if op == "*":
        return [op, *sorted(parts, key=lambda x: _place_of_factor(x, memories))]
    if op in ("+", "-") and len(parts) > 1:
        terms = sorted(_signed([op, *parts]), key=lambda pair: (pair[0], _place_of_term(pair[1], memories)))
        return _sum([["-", x] if minus else x for minus, x in terms])
    return [op, *parts]


def _signed(t: Data) -> Iterator[tuple[bool, Data]]:
    """(whether subtracted, summand)"""
    match t:
        case ["+", *terms]:
            for x in terms:
                yield from _signed(x)
        case ["-", x, y]:
            yield from _signed(x)
            yield True, y
        case ["-", x]:
            yield True, x
        case _:
            yield False, t


def _place_of_factor(x: Data, memories: set[str]) -> int:
    if isinstance(x, list):
        return 3 if "g" in names(x) and x[0] in ("^", "apply") else 2
    return 0 if isinstance(x, int) else 4 if x == "g" else 3 if x in memories or x == "θ" else 1


def _place_of_term(x: Data, memories: set[str]) -> int:
    return 0 if x == "θ" else 1 if names(x) & memories else 2 if "g" in names(x) else 3
