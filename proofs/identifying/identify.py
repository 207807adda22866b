"""The rules that reproduce a run, and for each pair of them what would have told them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from qedescent.proofs.identifying.catalogue import catalogue
from qedescent.proofs.identifying.fitting import Fit, fit, follow
from qedescent.proofs.identifying.trace import Trace
from qedescent.proofs.lifting.reading import Reading

VISIBLE = 1e-6  # of the longer path
SCALES = (1e-2, 1e-4, 1e-6, 1e-8, 1e2, 1e4)
RATES = (1.0, 2.0, 0.5, 3.0)  # repeated: up and down


@dataclass(frozen=True)
class Identification:
    """All fits, the closest first, and (one, other, what would tell them apart) for those that reproduce the run."""

    fits: tuple[Fit, ...]
    alike: tuple[tuple[str, str, str], ...]

    @property
    def reproducing(self) -> tuple[Fit, ...]:
        return tuple(f for f in self.fits if f.reproduces)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        if not self.reproducing:
            yield "no known rule reproduces the run; the closest ones:"
            yield from (f"  {_told(f)}" for f in self.fits[:3])
            return
        yield "reproduced to rounding by"
        yield from (f"  {_told(f)}" for f in self.reproducing if not f.degenerate)
        for one, other, how in self.alike:
            yield f"this run cannot tell {one} from {other}; {how}"

    def as_data(self) -> dict[str, Any]:
        rows = [{"rule": f.name, "constants": dict(f.constants), "distance": f.distance, "reproduces": f.reproduces}
                for f in self.fits]  # fmt: skip
        return {"fits": rows, "alike": [{"rules": [a, b], "told_apart_by": how} for a, b, how in self.alike]}


def _told(f: Fit) -> str:
    constants = ", ".join(f"{p} = {v:.6g}" for p, v in f.constants.items())
    return f"{f.name}{' with ' + constants if constants else ''} (distance {f.distance:.1e})"


def identify(trace: Trace) -> Identification:
    """Fit every rule of the catalogue to the run."""
    readings = catalogue()
    fits = sorted((fit(name, reading, trace) for name, reading in readings.items()), key=lambda f: f.distance)
    plain = sorted((f for f in fits if f.reproduces and not f.degenerate), key=lambda f: len(f.constants))[:1]
    others = [(a, b) for a in plain for b in fits if b.reproduces and b is not a and not b.degenerate]
    alike = tuple((a.name, b.name, _told_apart(trace, (readings[a.name], a), (readings[b.name], b))) for a, b in others)
    return Identification(tuple(fits), alike)


def _told_apart(trace: Trace, one: tuple[Reading, Fit], other: tuple[Reading, Fit]) -> str:
    """The smallest change of the run with which the two, as fitted, would part."""
    if one[0].query != other[0].query:
        return "they ask for their gradients at different points, which a run does not record"
    rates = np.resize(RATES, len(trace.g))
    for what, changed in _changes(trace, rates):
        if _gap(changed, one, other) > VISIBLE:
            return f"{what} would"
    return "no change of scale or schedule that was tried would"


def _changes(trace: Trace, rates: Any) -> Iterator[tuple[str, Trace]]:
    yield "a rate that goes up and down", trace.scaled(rates=rates)
    for scale in SCALES:
        yield f"gradients {scale:g} times as large", trace.scaled(scale)
    for scale in SCALES:
        yield f"gradients {scale:g} times as large and a rate that goes up and down", trace.scaled(scale, rates)


def _gap(trace: Trace, *pair: tuple[Reading, Fit]) -> float:
    known = {"ε": trace.lr} | ({"α": trace.momentum} if trace.momentum is not None else {})
    paths = [follow(reading, trace, {**known, **f.constants}) - trace.x[0] for reading, f in pair]
    if not all(np.all(np.isfinite(p)) for p in paths):
        return 0.0
    size = np.maximum(*(np.abs(p).max(axis=0) for p in paths))
    return float((np.abs(paths[0] - paths[1]).max(axis=0) / np.where(size > 0, size, 1.0)).max())
