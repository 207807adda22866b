"""A rule's constants are fitted to a run: the usual values first, then least squares from several starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from qedescent.proofs.identifying.following import follow
from qedescent.proofs.identifying.trace import Trace
from qedescent.proofs.lifting.reading import Reading

FITTED = 1e-11  # of the distances that the run covers: how well constants can be fitted
SEEN = 0.01  # a coordinate of which rounding blurs more says nothing
FAR, NEAR = 0.6, 0.05  # of what the run covers: rules that come no closer with usual constants are not worth a fit
EDGE = 1e-6
PROMISING = 1e-2  # what a dozen evaluations must reach for more to be spent
STEP = 1e-7  # of the numerical slopes
POSITIVE = ("δ", "λ")  # the other constants lie between 0 and 1
STARTS = {"δ": (1e-7, 1e-3), "λ": (1e-3,), "α": (0.7,), "ρ": (0.95,), "ρ1": (0.9,), "ρ2": (0.99,)}
USUAL = {  # the most usual ones first
    "δ": (1e-8, 1e-7, 1e-6, 1e-10, 1e-5, 1e-4, 1e-3, 0.0), "λ": (1e-2, 1e-3, 1e-4, 4e-3, 1e-1), "τ": (0.1, 0.5, 0.9),
    "α": (0.9, 0.99, 0.5, 0.0), "ρ": (0.9, 0.99, 0.95, 0.999), "ρ1": (0.9, 0.95, 0.5, 0.0),
    "ρ2": (0.999, 0.99, 0.95, 0.98, 0.9, 0.9999),
}  # fmt: skip
SWITCHED_OFF = ("λ", "α", "τ", "ρ1")  # at 0 the rule is a simpler one in other words


@dataclass(frozen=True)
class Fit:
    """A rule with the constants that come closest; the largest distance to the run relative to what the run covers, and in
    units of what rounding allows. `alike` are other usual values that do as well, one constant at a time; `idle` are those
    without which the rule, then a simpler one, reproduces the run too."""

    name: str
    constants: Mapping[str, float]
    distance: float
    excess: float
    alike: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    idle: tuple[str, ...] = ()

    @property
    def reproduces(self) -> bool:
        return self.excess <= 1

    @property
    def degenerate(self) -> bool:
        """Is it a simpler rule in other words?"""
        ends = {"δ": (-1.0, 0.1), "λ": (0.0, 1e3)}
        at_an_end = (not low < v < high for p, v in self.constants.items() for low, high in [ends.get(p, (EDGE, 1 - EDGE))])
        return bool(self.idle) or any(at_an_end)


def given(trace: Trace) -> dict[str, Any]:
    """The hyperparameters that the run recorded."""
    return {"ε": trace.lr} | ({"α": trace.momentum} if trace.momentum is not None else {})


def fits(readings: Mapping[str, Reading], trace: Trace) -> list[Fit]:
    """The best constants of each rule: usual ones, or fitted where these come near, if no rule fits with usual ones, and
    where they come very near, if one does."""
    usual = {name: _usual(name, reading, trace) for name, reading in readings.items()}
    worth = NEAR if any(f.reproduces for f in usual.values()) else FAR
    return [_closer(f, readings[name], trace) if f.distance <= worth else f for name, f in usual.items()]


def _closer(best: Fit, reading: Reading, trace: Trace) -> Fit:
    free = list(best.constants)
    for start in product(*(STARTS.get(p, (0.5,)) for p in free)):
        if best.reproduces or not free:
            break
        found = _refined(best.name, reading, trace, dict(zip(free, start, strict=True)))
        best = min(best, found, key=lambda f: f.excess)
    return best


def measured(name: str, reading: Reading, trace: Trace, constants: Mapping[str, float]) -> Fit:
    """The rule with these constants."""
    distance, excess = _misses(reading, trace, constants)
    return Fit(name, dict(constants), float(distance), float(excess))


def settled(found: Fit, reading: Reading, trace: Trace) -> Fit:
    """The same with usual values where the run allows them, and a note of all those that it allows."""
    constants, alike = dict(found.constants), {}
    for p in constants:
        values = np.array(USUAL.get(p, (0.5,)))
        excess = _misses(reading, trace, {**constants, p: values[:, None]})[1]
        allowed = [float(v) for v, e in zip(values, excess, strict=True) if e <= 1]
        constants[p] = allowed[0] if allowed and constants[p] not in allowed else constants[p]
        alike[p] = tuple(v for v in allowed if v != constants[p])
    idle = (p for p in constants if p in SWITCHED_OFF and measured("", reading, trace, {**constants, p: 0.0}).reproduces)
    return replace(measured(found.name, reading, trace, constants), alike={p: v for p, v in alike.items() if v}, idle=tuple(idle))


def refitted(found: Fit, reading: Reading, trace: Trace) -> Fit:
    """The fit to a part of the run carried over to the whole."""
    whole = measured(found.name, reading, trace, found.constants)
    if whole.reproduces or not found.constants or not found.reproduces:
        return whole
    return min(whole, _refined(found.name, reading, trace, found.constants), key=lambda f: f.excess)


def _usual(name: str, reading: Reading, trace: Trace) -> Fit:
    """The best of all combinations of usual values, run at once; of several that reproduce the run, the most usual."""
    free = [p for p in reading.parameters if p not in given(trace)]
    tried = list(product(*(USUAL.get(p, (0.5,)) for p in free)))
    columns = {p: np.array([values[i] for values in tried])[:, None] for i, p in enumerate(free)}
    distances, excess = (np.atleast_1d(m) for m in _misses(reading, trace, columns))
    best = int(np.argmax(excess <= 1)) if np.any(excess <= 1) else int(np.argmin(excess))
    return Fit(name, dict(zip(free, tried[best], strict=True)), float(distances[best]), float(excess[best]))


def _refined(name: str, reading: Reading, trace: Trace, start: Mapping[str, float]) -> Fit:
    free, size, known = list(start), trace.covered, given(trace)

    def constants(rows: NDArray) -> dict[str, NDArray]:
        """From all real numbers, one row a guess, to the range of each constant, as columns."""
        return {p: (np.exp(np.minimum(x, 3.0)) if p in POSITIVE else 1 / (1 + np.exp(-x)))[:, None]
                for p, x in zip(free, np.atleast_2d(rows).T, strict=True)}  # fmt: skip

    def misses(rows: NDArray) -> NDArray:
        gap = (follow(reading, trace, {**known, **constants(rows)}) - trace.x[:, None, :]) / size
        gap = np.nan_to_num(gap, nan=1e6, posinf=1e6, neginf=-1e6).clip(-1e6, 1e6)
        return np.moveaxis(gap, 1, 0).reshape(gap.shape[1], -1)

    def slopes(u: NDArray) -> NDArray:
        rows = misses(np.vstack([u, u + STEP * np.eye(len(u))]))
        return ((rows[1:] - rows[0]) / STEP).T

    u: Any = [np.log(max(s, 1e-30)) if p in POSITIVE else _logit(s) for p, s in start.items()]
    for evaluations in (12, 40):
        u = least_squares(lambda u: misses(u)[0], u, slopes, xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=evaluations).x
        found = measured(name, reading, trace, {p: float(v[0, 0]) for p, v in constants(u).items()})
        if found.reproduces or found.distance > PROMISING:
            break
    return found


def _logit(share: float) -> float:
    share = min(max(share, 1e-12), 1 - 1e-12)
    return float(np.log(share / (1 - share)))


def _misses(reading: Reading, trace: Trace, constants: Mapping[str, Any]) -> tuple[NDArray, NDArray]:
    """The largest distance to the run, relative to what it covers and in units of what rounding allows; one for each row of
    constants given as columns."""
    path = follow(reading, trace, {**given(trace), **constants})
    gap = np.abs(path - (trace.x if path.ndim == 2 else trace.x[:, None, :])).max(axis=0)
    gap = np.where(np.isfinite(gap), gap, np.inf)
    allowed = np.maximum(FITTED * trace.covered, trace.blur)
    seen = allowed < SEEN * trace.covered
    return (gap / trace.covered)[..., seen].max(axis=-1), (gap / allowed).max(axis=-1)
