"""A rule's constants are fitted to a run: open loop in float64, so that the rule alone decides where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from qedescent.proofs.identifying.trace import Trace
from qedescent.proofs.lifting.reading import Reading

Data = Any
ROUNDING = 1e-11  # of the distances that the run covers: what a fit must reach to have reproduced it
STARTS = {"δ": (1e-7, 1e-3), "α": (0.7,), "ρ": (0.95,), "ρ1": (0.9,), "ρ2": (0.99,)}
STEP = 1e-7  # of the numerical slopes
USUAL = {
    "δ": (0.0, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3), "α": (0.0, 0.5, 0.9, 0.99), "ρ": (0.9, 0.95, 0.99, 0.999),
    "ρ1": (0.0, 0.5, 0.9, 0.95), "ρ2": (0.9, 0.95, 0.98, 0.99, 0.999, 0.9999),
}  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """A rule with the constants that come closest, and the largest distance to the run relative to what the run covers."""

    name: str
    constants: Mapping[str, float]
    distance: float

    @property
    def reproduces(self) -> bool:
        return self.distance <= ROUNDING

    @property
    def degenerate(self) -> bool:
        """Is a constant at an end of its range, where the rule is a simpler one in other words?"""
        return any(v > 0.1 if p == "δ" else not EDGE < v < 1 - EDGE for p, v in self.constants.items())


EDGE = 1e-6


def fit(name: str, reading: Reading, trace: Trace) -> Fit:
    """The best constants: the usual values first, then least squares from several starts."""
    known = {"ε": trace.lr} | ({"α": trace.momentum} if trace.momentum is not None else {})
    free = [p for p in reading.parameters if p not in known]
    best = _usual(name, reading, trace, known, free)
    if best.reproduces or not free:
        return best
    for start in product(*(STARTS.get(p, (0.5,)) for p in free)):
        best = min(best, _refined(name, reading, trace, known, free, start), key=lambda f: f.distance)
        if best.reproduces:
            break
    return best


def _usual(name: str, reading: Reading, trace: Trace, known: Mapping[str, Any], free: Sequence[str]) -> Fit:
    """The best of all combinations of usual values, run at once."""
    tried = list(product(*(USUAL.get(p, (0.5,)) for p in free)))
    columns = {p: np.array([values[i] for values in tried])[:, None] for i, p in enumerate(free)}
    distances = np.atleast_1d(distance(reading, trace, {**known, **columns}))
    best = int(np.argmin(distances))
    return Fit(name, dict(zip(free, tried[best], strict=True)), float(distances[best]))


def _refined(
    name: str, reading: Reading, trace: Trace, known: Mapping[str, Any], free: Sequence[str], start: Sequence[float]
) -> Fit:
    size = covered(trace)

    def constants(u: NDArray) -> dict[str, NDArray]:
        """From all real numbers, one row a guess, to the range of each constant, as columns."""
        u = np.atleast_2d(u)
        return {p: (np.exp(np.minimum(x, 0.0)) if p == "δ" else 1 / (1 + np.exp(-x)))[:, None]
                for p, x in zip(free, u.T, strict=True)}  # fmt: skip

    def misses(u: NDArray) -> NDArray:
        gap = (follow(reading, trace, {**known, **constants(u)}) - trace.x[:, None, :]) / size
        gap = np.nan_to_num(gap, nan=1e6, posinf=1e6, neginf=-1e6).clip(-1e6, 1e6)
        return np.moveaxis(gap, 1, 0).reshape(gap.shape[1], -1)

    def slopes(u: NDArray) -> NDArray:
        rows = misses(np.vstack([u, u + STEP * np.eye(len(u))]))
        return ((rows[1:] - rows[0]) / STEP).T

    begin = [np.log(s) if p == "δ" else np.log(s / (1 - s)) for p, s in zip(free, start, strict=True)]
    found = least_squares(lambda u: misses(u)[0], begin, slopes, xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=40)
    best = {p: float(v[0, 0]) for p, v in constants(found.x).items()}
    return Fit(name, best, float(distance(reading, trace, {**known, **best})))


def covered(trace: Trace) -> NDArray:
    """How far each coordinate came; 1 for one that stood still."""
    far = np.abs(trace.x - trace.x[0]).max(axis=0)
    return np.where(far > 0, far, 1.0)


def distance(reading: Reading, trace: Trace, constants: Mapping[str, Any]) -> NDArray:
    """The largest distance to the run relative to what it covers; one for each row of constants given as columns."""
    path = follow(reading, trace, constants)
    run = trace.x if path.ndim == 2 else trace.x[:, None, :]
    gap = (np.abs(path - run) / covered(trace)).max(axis=(0, -1))
    return np.where(np.isfinite(gap), gap, np.inf)


def follow(reading: Reading, trace: Trace, constants: Mapping[str, Any]) -> NDArray:
    """The rule's iterates on the run's gradients, shape (steps + 1, n); constants are numbers, one number a step, or a
    column of numbers (shape (rows, 1)), which makes the shape (steps + 1, rows, n)."""
    steps = {p: v if np.ndim(v) == 1 else [v] * len(trace.g) for p, v in constants.items()}
    rows = max((len(v) for v in constants.values() if np.ndim(v) == 2), default=0)
    begin = np.broadcast_to(trace.x[0], (rows, trace.x.shape[1])) if rows else trace.x[0]
    with np.errstate(all="ignore"):
        now: dict[str, Any] = {"θ": begin, **{p: v[0] for p, v in steps.items()}}
        now |= {x: value(f, now) + np.zeros_like(begin) for x, f in reading.start.items()}
        path = [begin]
        for k, g in enumerate(trace.g):
            now |= {"g": g, "t": k + 1, **{p: v[k] for p, v in steps.items()}}
            formulas = reading.first if k == 0 and reading.first else reading.after
            now |= {x: value(f, now) for x, f in formulas.items()}
            path.append(now["θ"] + np.zeros_like(begin))
    return np.array(path)


def value(t: Data, at: Mapping[str, Any]) -> Any:
    """A kernel term in float64."""
    if isinstance(t, str):
        return at[t]
    if isinstance(t, int):
        return float(t)
    op, *parts = t[1:] if t[0] == "apply" else t
    x = [value(part, at) for part in parts]
    match op, x:
        case "+", _:
            return sum(x[1:], start=x[0])
        case "*", _:
            return np.prod(np.broadcast_arrays(*x), axis=0) if len(x) > 2 else x[0] * x[1]
        case "-", [u]:
            return -u
        case "-", [u, w]:
            return u - w
        case "/", [u, w]:
            return np.divide(u, w)
        case "^", [u, n]:
            return np.power(u, n)
        case "sqrt", [u]:
            return np.sqrt(u)
        case "abs" | "sign" | "exp", [u]:
            return {"abs": np.abs, "sign": np.sign, "exp": np.exp}[op](u)
        case "max" | "min", [u, w]:
            return {"max": np.maximum, "min": np.minimum}[op](u, w)
    raise ValueError(f"{op} has no value")
