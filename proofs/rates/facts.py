"""What is true of a problem, for theorems to ask, and how it is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from qedescent.numeric.noise.laws import Law

Many = tuple[float, ...]


@dataclass(frozen=True)
class Facts:
    """What theorems ask of a problem; every one here is convex, with unbiased gradients, and has its minimum at c."""

    σ: float  # standard deviation of a coordinate's noise
    G: float = inf  # E‖g‖² <= G² wherever an iterate may be
    start: float = 0.0  # less c, in each coordinate
    R: float = 0.0  # from the start to c
    D: float = inf  # from any iterate to c
    μ: float = 0.0  # strong convexity
    M: float = inf  # f(x) - f(c) <= M/2 ‖x - c‖²
    curvatures: Many = ()  # of a quadratic's coordinates, whose noise is independent
    slopes: Many = ()  # of a kink, left and right of it
    d: float = 0.0  # the slope of a pair
    gaussian: bool = True
    moments: float = inf  # of the noise, that are finite
    from_minimum: bool = True  # whether the excess error is counted from the minimum



@dataclass(frozen=True)
class Problem:
    """`functions(horizon)` are what the ensemble runs, an equal part of the runs on each; `facts(horizon)` holds of all."""

    kind: str
    words: str
    functions: Callable[[int], tuple[Any, ...]]
    facts: Callable[[int], Facts]
    by_horizon: bool = False
    most_steps: float = inf


@dataclass(frozen=True)
class Kind:
    """An entry of the table; `make(numbers, law)` raises ValueError for numbers that make no problem."""

    says: str
    defaults: Mapping[str, float | Many]
    make: Callable[[dict[str, Many], Law | None], Problem]
