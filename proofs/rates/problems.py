"""The problems that a rate can be asked for: how each is made from numbers, and what is true of it, for the theorems.

A theorem about the worst case over a class is measured on the function that is hard for each horizon, so a problem may be
another function for every number of steps.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np

from qedescent.numeric.hyperparameters import not_negative, positive
from qedescent.numeric.noise.laws import Gaussian, Law
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.problems.last_iterate import GrowingMaximum
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic
from qedescent.numeric.problems.sharp import Kink
from qedescent.proofs.rates.facts import Facts, Kind, Many, Problem
from qedescent.proofs.rates.specification import Specification, specification, unknown

HARDEST = 0.75179  # √K d/σ of the pair of sgd-convex-lower-sqrt at which its bound is largest


def problem(text: str, law: Law | None = None) -> Problem:
    """Read name:key=number,...; ValueError where it names no problem. `law` is of scale 1 and replaces Gaussian noise."""
    given: Specification = specification(text)
    if given.name not in PROBLEMS:
        raise unknown("problem", given.name, PROBLEMS)
    kind = PROBLEMS[given.name]
    numbers = given.only(kind.defaults)
    lists = [x for x, values in numbers.items() if len(values) > 1 and x != "curvatures"]
    if lists:
        raise ValueError(f"{lists[0]} of {given.name} is one number")
    return kind.make(numbers, law)


def _quadratic(numbers: dict[str, Many], law: Law | None) -> Problem:
    curvatures, first = numbers["curvatures"], numbers["curvatures"][0]
    σ, start, centre, radius = (numbers[x][0] for x in ("noise", "start", "centre", "radius"))
    for λ in curvatures:
        positive("a curvature", λ)
    not_negative("noise", σ)
    _inside(start, centre, radius)
    if len(curvatures) > 1 or law:
        if radius < inf:
            raise ValueError("a radius is for one curvature and Gaussian noise")
        function = Quadratic(np.diag(curvatures), σ**2, start, centre, law or Gaussian())
    else:
        function = NoisyQuadratic(first, σ, start, centre, radius)
    steepest = max(curvatures) * (radius + abs(centre))
    facts = Facts(σ, sqrt(steepest**2 + σ**2), start - centre, abs(start - centre) * sqrt(len(curvatures)),
                  radius + abs(centre), min(curvatures), max(curvatures), curvatures, gaussian=law is None,
                  moments=getattr(law, "freedom", inf))  # fmt: skip
    words = f"Σ λθ²/2, λ = {', '.join(f'{λ:g}' for λ in curvatures)}" if len(curvatures) > 1 else _times(first, "θ²/2")
    where = f" on [-{radius:g}, {radius:g}]" if radius < inf else ""
    return Problem("quadratic", f"{words}{where}, noise {σ:g}, from {start:g}", lambda K: (function,), lambda K: facts)


def _sharp(numbers: dict[str, Many], law: Law | None) -> Problem:
    (left,), (right,), (σ,), (start,) = numbers.values()
    positive("left", left)
    positive("right", right)
    not_negative("noise", σ)
    _finite("start", start)
    _gaussian_only("sharp", law)
    function = Kink(left, right, σ, start)
    facts = Facts(σ, sqrt(max(left, right) ** 2 + σ**2), start, abs(start), slopes=(left, right))
    words = "|θ|" if left == right == 1 else f"max({_times(right, 'θ')}, -{_times(left, 'θ')})"
    return Problem("sharp", f"{words}, noise {σ:g}, from {start:g}", lambda K: (function,), lambda K: facts)


def _box(numbers: dict[str, Many], law: Law | None) -> Problem:
    ((start,),) = numbers.values()
    if not 0 <= start <= 1:
        raise ValueError(f"start must lie in [0, 1], not {start}")
    _gaussian_only("box", law)
    facts = Facts(sqrt(4 / 3), sqrt(16 / 3), start, start, 1.0, 1.0, gaussian=False)
    words = f"θ + θ²/2 on [0, 1], noise U[-1, 3] - 1, from {start:g}"
    return Problem("box", words, lambda K: (BoxedQuadratic(start),), lambda K: facts)


def _pair(numbers: dict[str, Many], law: Law | None) -> Problem:
    (hardness,), (radius,), (σ,) = numbers.values()
    for name, value in (("hardness", hardness), ("radius", radius), ("noise", σ)):
        positive(name, value)
    _gaussian_only("linear-pair", law)

    def slope(K: int) -> float:
        return hardness * σ / sqrt(K)

    return Problem(
        "linear-pair",
        f"±dθ on [-{radius:g}, {radius:g}], d = {hardness:g} σ/√K, noise σ = {σ:g}",
        lambda K: tuple(LinearPair(slope(K), sign, radius, σ) for sign in (1, -1)),
        lambda K: Facts(σ, sqrt(σ**2 + slope(K) ** 2), R=radius, D=2 * radius, d=slope(K)),
        by_horizon=True,
    )


def _last_iterate(numbers: dict[str, Many], law: Law | None) -> Problem:
    _gaussian_only("last-iterate", law)
    words = "the largest of K + 1 linear functions on the unit ball in K dimensions, without noise, from 0"
    facts = Facts(0.0, 1.0, R=1.0, D=2.0, from_minimum=False)
    return Problem("last-iterate", words, lambda K: (GrowingMaximum(K),), lambda K: facts, by_horizon=True, most_steps=2048)


def _times(factor: float, of: str) -> str:
    return of if factor == 1 else f"{factor:g} {of}"


def _inside(start: float, centre: float, radius: float) -> None:
    if not radius > 0:
        raise ValueError(f"the radius must be above 0, not {radius}")
    for name, value in (("start", start), ("centre", centre)):
        _finite(name, value)
        if abs(value) > radius:
            raise ValueError(f"{name} {value:g} lies farther than {radius:g} from 0")


def _finite(name: str, value: float) -> None:
    if not abs(value) < inf:
        raise ValueError(f"{name} must be a finite number, not {value}")


def _gaussian_only(name: str, law: Law | None) -> None:
    if law:
        raise ValueError(f"the noise of {name} is part of the problem: --noise is for quadratic")


PROBLEMS = {
    "quadratic": Kind(
        "Σ λ(θ - centre)²/2, one coordinate for each curvature λ, projected onto [-radius, radius]",
        {"curvatures": (1.0,), "noise": 1, "start": 0, "centre": 0, "radius": inf},
        _quadratic,
    ),
    "sharp": Kind("max(right θ, -left θ), a kink at 0; |θ| unless told", {"left": 1, "right": 1, "noise": 1, "start": 0}, _sharp),
    "box": Kind("θ + θ²/2 on [0, 1] with noise U[-1, 3] - 1: the minimum lies on the boundary", {"start": 1}, _box),
    "linear-pair": Kind(
        "±dθ on [-radius, radius] with d = hardness σ/√K, the pair that is hardest for K steps, half of the runs on each",
        {"hardness": HARDEST, "radius": 1, "noise": 1},
        _pair,
    ),
    "last-iterate": Kind(
        "the functions of Harvey et al. 2019, one for each K, on which the last iterate keeps a logarithm", {}, _last_iterate
    ),
}
