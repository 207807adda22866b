"""A reading followed along a run in float64: open loop, so that the rule alone decides where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import add, itemgetter, mul, sub
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.identifying.trace import Trace
from qedescent.proofs.lifting.reading import Reading

Data = Any
Formula = Callable[[Mapping[str, Any]], Any]
ONE = {"sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "exp": np.exp, "log": np.log}
TWO = {"+": add, "*": mul, "-": sub, "/": np.divide, "^": np.power, "pow": np.power, "max": np.maximum, "min": np.minimum}


def follow(reading: Reading, trace: Trace, constants: Mapping[str, Any]) -> NDArray:
    """The rule's iterates on the run's gradients, shape (steps + 1, n); constants are numbers, one number a step, or a
    column of numbers (shape (rows, 1)), which makes the shape (steps + 1, rows, n)."""
    steps = {p: v if np.ndim(v) == 1 else [v] * len(trace.g) for p, v in constants.items()}
    rows = max((len(v) for v in constants.values() if np.ndim(v) == 2), default=0)
    begin = np.broadcast_to(trace.x[0], (rows, trace.x.shape[1])) if rows else trace.x[0]
    after, first = _compiled(reading.after), _compiled(reading.first or reading.after)
    with np.errstate(all="ignore"):
        now: dict[str, Any] = {"θ": begin, **{p: v[0] for p, v in steps.items()}}
        now |= {x: compiled(f)(now) + np.zeros_like(begin) for x, f in reading.start.items()}
        path = [begin]
        for k, g in enumerate(trace.g):
            now |= {"g": g, "t": k + 1, **{p: v[k] for p, v in steps.items()}}
            now |= {x: f(now) for x, f in (after if k else first).items()}
            path.append(now["θ"] + np.zeros_like(begin))
    return np.array(path)


def _compiled(formulas: Mapping[str, Data]) -> dict[str, Formula]:
    return {x: compiled(f) for x, f in formulas.items()}


def compiled(t: Data) -> Formula:
    """A kernel term as a function of its letters' values, in float64."""
    if isinstance(t, str):
        return itemgetter(t)
    if isinstance(t, int):
        number = float(t)
        return lambda at: number
    op, *parts = t[1:] if t[0] == "apply" else t
    match op, [compiled(part) for part in parts]:
        case "-", [u]:
            return lambda at: -u(at)
        case _, [u] if op in ONE:
            one = ONE[op]
            return lambda at: one(u(at))
        case _, [u, w] if op in TWO:
            two = TWO[op]
            return lambda at: two(u(at), w(at))
        case "+" | "*", [_, _, _, *_]:
            return compiled([op, [op, *parts[:-1]], parts[-1]])
    raise ValueError(f"{op} has no value")
