"""Terms written the short way: t - 1 + 1 is t, x + 0 is x, and what is surely natural may be an exponent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Data = Any


def plus(term: Data, n: int) -> Data:
    """The term and a whole number more."""
    return term if n == 0 else ["+", term, n] if n > 0 else ["-", term, -n]


def shift(term: Data) -> int | None:
    """n for a sum that comes to t + n."""
    at = line(term)
    return at[1] if at and at[0] == 1 else None


def line(term: Data) -> tuple[int, int] | None:
    """(a, b) for a whole number or a sum, difference or multiple that comes to a t + b."""
    if isinstance(term, int | str):
        return (0, term) if isinstance(term, int) else (1, 0) if term == "t" else None
    if term[0] not in ("+", "-", "*"):
        return None
    parts = [line(part) for part in term[1:]]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    if term[0] == "*":
        return _product(known)
    sign = -1 if term[0] == "-" else 1
    first, *rest = known if len(known) > 1 or sign > 0 else [(0, 0), *known]
    return first[0] + sign * sum(a for a, _ in rest), first[1] + sign * sum(b for _, b in rest)


def _product(parts: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    slope, level = 0, 1
    for a, b in parts:
        if slope and a:
            return None
        slope, level = slope * b + level * a, level * b
    return slope, level


def whole_power(x: Data, n: int) -> Data:
    return x if n == 1 else ["^", x, n] if n >= 0 else ["/", 1, x if n == -1 else ["^", x, -n]]


def power(x: Data, n: Data) -> Data:
    """x to the n: with halves it is a root's, and what is not natural becomes a named function when the term is tidied."""
    if isinstance(n, list) and n[0] == "/" and isinstance(n[1], int) and n[2] == 2:
        return whole_power(["sqrt", x], n[1])
    return whole_power(x, n) if isinstance(n, int) else ["^", x, n]


def tidied(term: Data) -> Data:
    """The term the short way; powers that are not natural by their form become named functions."""
    if not isinstance(term, list):
        return term
    n = shift(term)
    if n is not None:
        return plus("t", n)
    op, *parts = [term[0], *(tidied(part) for part in term[1:])]
    if op == "^" and not natural(parts[1]):
        return ["apply", "pow", *parts]
    return _left(op, *parts)


def _left(op: str, *parts: Data) -> Data:
    """What an operation leaves, without a 0 that is added or a 1 that multiplies."""
    neutral = {"+": 0, "-": 0, "*": 1, "/": 1}.get(op)
    if len(parts) == 2 and neutral is not None:
        a, b = parts
        if b == neutral:
            return a
        if a == neutral and op in "+*":
            return b
        if op == "*" and 0 in (a, b):
            return 0
    return [op, *parts]


def natural(term: Data) -> bool:
    """Whether a term is a natural number for every t = 1, 2, 3, ..., by its form."""
    at = line(term)
    if at is not None:
        return at[0] >= 0 and at[0] + at[1] >= 0
    return isinstance(term, list) and term[0] in ("+", "*") and all(map(natural, term[1:]))


def surely(condition: Data, since: int) -> bool:
    """Whether a comparison holds for every t from `since` on, by its form."""
    op, left, right = condition
    at = line(["-", left, right])
    if at is None:
        return False
    a, b = at[0], at[0] * since + at[1]  # the difference grows by a from b on
    if op == "=":
        return a == b == 0
    if op == "!=":
        return (b > 0 and a >= 0) or (b < 0 and a <= 0)
    return a >= 0 and (b > 0 or (b == 0 and op == ">="))
