"""Kernel terms evaluated in decimal arithmetic, far more precisely than code computes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from operator import add, mul
from typing import Any

Data = Any
DIGITS = 50
FUNCTIONS = {
    "abs": abs, "sign": lambda u: Decimal((u > 0) - (u < 0)), "max": max, "min": min,
    "pow": lambda u, x: u**x if x else Decimal(1), "log": Decimal.ln,
}  # fmt: skip


def value(t: Data, at: Mapping[str, Decimal]) -> Decimal:
    """A kernel term of + - * / ^, roots, exp and FUNCTIONS at these values; KeyError for a letter without one."""
    if isinstance(t, str):
        return at[t]
    if isinstance(t, int):
        return Decimal(t)
    op, *parts = t[1:] if t[0] == "apply" else t
    x = [value(part, at) for part in parts]
    if t[0] == "apply" and op in FUNCTIONS:
        return FUNCTIONS[op](*x)
    match op, x:
        case "+", _:
            return reduce(add, x)
        case "*", _:
            return reduce(mul, x)
        case "-", [u]:
            return -u
        case "-", [u, v]:
            return u - v
        case "/", [u, v]:
            return u / v
        case "^", [u, n] if n == int(n):
            return u ** int(n) if n else Decimal(1)
        case "sqrt", [u]:
            return u.sqrt()
        case "exp", [u]:
            return u.exp()
    raise ValueError(f"{op} has no decimal value")
