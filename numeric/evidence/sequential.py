"""A test that looks at growing samples and stops as soon as claim and rivals are separated.

The error of the whole is spent over the looks in equal parts, so it holds whatever the rule of stopping, the law of the samples
and the dependence of the looks, wherever the interval of one look holds. With looks that double, five of them at a level of
1 - 1e-5 cost 15 % more runs than one look would, and save all the runs after the one that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.evidence.budget import LEVEL
from qedescent.numeric.evidence.estimate import Band, Estimate, outside

Draw = Callable[[int, int], NDArray]  # (look, runs): so many new runs along the last axis, independent of those before


class Separation(StrEnum):
    """What the samples leave standing."""

    CLAIM = "the rivals are excluded"
    RIVAL = "the claim is excluded"
    NEITHER = "claim and rivals are excluded"
    OPEN = "nothing is excluded yet"


@dataclass(frozen=True)
class Settled:
    """The last look: what it leaves standing, its estimate with an interval that holds at every look, and how many there were."""

    separation: Separation
    estimate: Estimate
    looks: int


def doubling(first: int, most: int) -> tuple[int, ...]:
    """Numbers of runs that double from the first on, ending with the most."""
    if not 2 <= first <= most:
        raise ValueError(f"looks go from 2 runs or more upwards, not from {first} to {most}")
    found = [first]
    while found[-1] < most:
        found.append(min(2 * found[-1], most))
    return tuple(found)


def around(target: float, margin: float) -> tuple[Band, Band, Band]:
    """The band within the margin of a target, and what lies below and above it: a claim and its two rivals."""
    low, high = target - margin, target + margin
    return (low, high), (-np.inf, low), (high, np.inf)


def settle(
    draw: Draw, interval: Callable[..., Estimate], claim: Band, *rivals: Band, looks: Sequence[int], level: float = LEVEL
) -> Settled:
    """Draw until the interval at a look is off the claim, or off every rival; `looks` are the total numbers of runs.

    The probability that the interval misses the truth at any look, so that a true claim or a true rival is ever excluded, is at
    most 1 - level. `interval(samples, level=...)` is one of the intervals of this package.
    """
    if not looks or sorted(set(looks)) != list(looks):
        raise ValueError(f"the numbers of runs grow from look to look, unlike {looks}")
    each, samples, found = 1 - (1 - level) / len(looks), None, None
    for look, runs in enumerate(looks):
        new = draw(look, runs - (0 if samples is None else samples.shape[-1]))
        samples = new if samples is None else np.concatenate([samples, new], axis=-1)
        estimate = interval(samples, level=each)
        found = Settled(_separated(estimate, claim, rivals), estimate, look + 1)
        if found.separation != Separation.OPEN:
            break
    assert found is not None
    return found


def _separated(estimate: Estimate, claim: Band, rivals: Sequence[Band]) -> Separation:
    match outside(estimate, claim), bool(rivals) and all(outside(estimate, r) for r in rivals):
        case False, True:
            return Separation.CLAIM
        case True, False:
            return Separation.RIVAL
        case True, True:
            return Separation.NEITHER
    return Separation.OPEN
