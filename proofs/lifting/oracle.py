"""A third account of a step: the rule's formula evaluated in decimal arithmetic, far more precisely than the code computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, localcontext
from functools import reduce
from operator import add, mul
from typing import Any

from sympy import sympify

from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.proofs.language.formulas import term

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


def path(
    rule: UpdateRule, gradients: Sequence[float], schedule: Sequence[Mapping[str, float]]
) -> tuple[list[Decimal], list[Decimal]]:
    """(θ after each step, the points of the gradients) of the rule from θ = 0, for one coordinate's gradients, open loop.

    `schedule` gives the hyperparameters of each step by their letters; the floats given are taken as they are, exactly.
    """
    formulas, query = {x.name: term(e)[0] for x, e in next_values(rule).items()}, term(rule.query)[0]
    with localcontext(Context(prec=DIGITS)):
        at = {
            "θ": Decimal(0),
            **{x.name: value(term(sympify(start))[0], {}) for x, start in rule.state.items()},
        }
        places, points = [], []
        for k, (g, hyperparameters) in enumerate(zip(gradients, schedule, strict=True), 1):
            now = at | {name: Decimal(x) for name, x in {**hyperparameters, "g": g, "t": k}.items()}
            points.append(value(query, now))
            at = {x: value(t, now) for x, t in formulas.items()}
            places.append(at["θ"])
    return places, points
