"""Count, mean and sum of squared deviations of many values, merged part by part (Chan, Golub and LeVeque 1979)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Summary:
    """Of `count` values at each place of the arrays: their mean, and `m2`, the sum of squared deviations from it."""

    count: int
    mean: NDArray
    m2: NDArray

    @property
    def variance(self) -> NDArray:
        """Without bias; NaN for a single value."""
        return self.m2 / (self.count - 1) if self.count > 1 else np.full_like(self.m2, np.nan)

    @property
    def standard_error(self) -> NDArray:
        """Of the mean."""
        return np.sqrt(self.variance / self.count)

    @staticmethod
    def stack(parts: Sequence[Summary]) -> Summary:
        """Of equally many values each, one after the other along a new first axis."""
        return Summary(parts[0].count, np.stack([p.mean for p in parts]), np.stack([p.m2 for p in parts]))


def summary(values: NDArray) -> Summary:
    """Along the last axis."""
    mean = values.mean(axis=-1)
    return Summary(values.shape[-1], mean, ((values - mean[..., None]) ** 2).sum(axis=-1))


def merged(first: Summary, second: Summary) -> Summary:
    """The summary of both sets of values; of values that are no finite numbers, none either and no warning."""
    count = first.count + second.count
    with np.errstate(all="ignore"):
        gap = second.mean - first.mean
        m2 = first.m2 + second.m2 + gap * gap * (first.count * second.count / count)
        return Summary(count, first.mean + gap * (second.count / count), m2)
