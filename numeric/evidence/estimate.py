"""A measured value with its interval, and how intervals are read."""

from __future__ import annotations

from dataclasses import dataclass

Band = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """A measured value with its interval; low = high = value when nothing random was measured."""

    value: float
    low: float
    high: float
    runs: int = 1
    steps: int = 1

    def scaled(self, factor: float) -> Estimate:
        """The same estimate in another unit."""
        low, high = sorted((factor * self.low, factor * self.high))
        return Estimate(factor * self.value, low, high, self.runs, self.steps)


def exactly(value: float, steps: int = 1) -> Estimate:
    """A deterministic measurement."""
    return Estimate(float(value), float(value), float(value), 1, steps)


def inside(estimate: Estimate, band: Band) -> bool:
    """Whether the whole interval lies in the band; no, where the interval is not known."""
    return band[0] <= estimate.low and estimate.high <= band[1]


def outside(estimate: Estimate, band: Band) -> bool:
    """Whether the whole interval lies off the band; no, where the interval is not known."""
    return estimate.high < band[0] or band[1] < estimate.low


def equivalent(estimate: Estimate, target: float, margin: float) -> bool:
    """Equivalence test: the whole interval lies within the margin of the target."""
    return inside(estimate, (target - margin, target + margin))
