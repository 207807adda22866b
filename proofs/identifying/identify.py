"""The rules that reproduce a run, and for each pair of them what would have told them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qedescent.proofs.identifying.catalogue import catalogue
from qedescent.proofs.identifying.fitting import FITTED, Fit, fits, given, refitted, settled
from qedescent.proofs.identifying.following import follow
from qedescent.proofs.identifying.trace import Trace
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.notebook import table

STEPS, COORDINATES = 80, 6  # of the sample to which constants are fitted
VISIBLE = 1e-6  # of the longer path
SINGLE = 1e-6  # of the run's length: what single precision in some intermediate number does
FADING = 0.7  # a step
SCALES = (1e-2, 1e-4, 1e-6, 1e-8, 1e2, 1e4)
RATES = (1.0, 2.0, 0.5, 3.0)  # repeated: up and down


@dataclass(frozen=True)
class Identification:
    """All fits, the closest first, (one, other, what would tell them apart) for those that reproduce the run, and what
    counts as rounding, relative to the length of the run."""

    fits: tuple[Fit, ...]
    alike: tuple[tuple[str, str, str], ...]
    blur: float

    @property
    def reproducing(self) -> tuple[Fit, ...]:
        return tuple(f for f in self.fits if f.reproduces)

    @property
    def plain(self) -> tuple[Fit, ...]:
        """Those that are no simpler rule in other words; all, where that leaves none."""
        return tuple(f for f in self.reproducing if not f.degenerate) or self.reproducing

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        title, *rows = self.lines()
        return table(title, [("", row.strip()) for row in rows])

    def lines(self) -> Iterator[str]:
        if not self.reproducing:
            yield f"no known rule reproduces the run to rounding ({self.blur:.1e} of its length); the closest ones:"
            yield from (f"  {_told(f)}" for f in self.fits[:3])
            if self.fits[0].distance <= SINGLE:
                yield f"if part of its arithmetic was in single precision, it is {self.fits[0].name}"
            return
        yield f"reproduced to rounding ({self.blur:.1e} of its length) by"
        yield from (f"  {_told(f)}" for f in self.plain)
        for one, other, how in self.alike:
            yield f"this run cannot tell {one} from {other}; {how}"

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        rows = [{"rule": f.name, "constants": dict(f.constants), "undecided": {p: list(v) for p, v in f.alike.items()},
                 "distance": f.distance if np.isfinite(f.distance) else None, "reproduces": f.reproduces}
                for f in self.fits]  # fmt: skip
        alike = [{"rules": [a, b], "told_apart_by": how} for a, b, how in self.alike]
        return {"rounding": self.blur, "fits": rows, "alike": alike}


def _told(f: Fit) -> str:
    also = {p: f" (so do {', '.join(f'{v:.6g}' for v in values)})" for p, values in f.alike.items()}
    constants = ", ".join(f"{p} = {v:.6g}{also.get(p, '')}" for p, v in f.constants.items())
    return f"{f.name}{' with ' + constants if constants else ''} (distance {f.distance:.1e})"


def identify(trace: Trace) -> Identification:
    """Fit every rule of the catalogue to a sample of the run, and follow those that reproduce it along the whole."""
    readings, sample = catalogue(), trace.sample(STEPS, COORDINATES)
    whole = [_carried_over(f, readings[f.name], sample, trace) if f.reproduces else f for f in fits(readings, sample)]
    found = Identification(tuple(sorted(whole, key=lambda f: f.distance)), (), _blur(trace))
    plain = min(found.plain, key=lambda f: len(f.constants), default=None)
    if plain is None:
        return found
    alike = tuple((plain.name, f.name, _told_apart(sample, (readings[plain.name], plain), (readings[f.name], f)))
                  for f in found.plain if f is not plain)  # fmt: skip
    return Identification(found.fits, alike, found.blur)


def _carried_over(found: Fit, reading: Reading, sample: Trace, trace: Trace) -> Fit:
    """A fit to the sample on the whole run: with usual constants, where these do as well."""
    usual = settled(found, reading, sample)
    whole = refitted(usual, reading, trace)
    return replace(whole, alike=usual.alike, idle=usual.idle) if whole.reproduces else refitted(found, reading, trace)


def _blur(trace: Trace) -> float:
    """What a rule may be off by, relative to the length of the run, in the coordinate that is seen best."""
    return float(max(FITTED, (trace.blur / trace.covered).min()))


def _told_apart(trace: Trace, one: tuple[Reading, Fit], other: tuple[Reading, Fit]) -> str:
    """The smallest change of the run with which the two, as fitted, would part."""
    if one[0].query != other[0].query:
        return "they ask for their gradients at different points, which a run does not record"
    visible = max(VISIBLE, 30 * _blur(trace))
    for what, changed in _changes(trace, np.resize(RATES, len(trace.g))):
        if _gap(changed, one, other) > visible:
            return f"{what} would"
    return "no change of scale or schedule that was tried would"


def _changes(trace: Trace, rates: Any) -> Iterator[tuple[str, Trace]]:
    yield "a rate that goes up and down", trace.scaled(rates=rates)
    for scale in SCALES:
        yield f"gradients {scale:g} times as large", trace.scaled(scale)
    yield "gradients that fade from step to step", trace.scaled(FADING ** np.arange(len(trace.g))[:, None])
    for scale in SCALES:
        yield f"gradients {scale:g} times as large and a rate that goes up and down", trace.scaled(scale, rates)


def _gap(trace: Trace, *pair: tuple[Reading, Fit]) -> float:
    paths = [follow(reading, trace, {**given(trace), **f.constants}) - trace.x[0] for reading, f in pair]
    if not all(np.all(np.isfinite(p)) for p in paths):
        return 0.0
    size = np.maximum(*(np.abs(p).max(axis=0) for p in paths))
    return float((np.abs(paths[0] - paths[1]).max(axis=0) / np.where(size > 0, size, 1.0)).max())
