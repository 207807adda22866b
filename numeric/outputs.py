"""Which point a run hands out at a checkpoint: its last iterate, or an average of the iterates before it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

OUTPUTS = ("last", "uniform", "weighted", "half")
WITH_NUMBER = ("suffix:0.25 (a part of the iterates, in (0, 1])", "exponential:0.9 (a decay, in [0, 1))")


def refuse_unknown(outputs: Sequence[str]) -> None:
    """Raise ValueError unless every output is the name of a rule, with its number where it has one."""
    wrong = [repr(o) for o in outputs if not _known(o)]
    if wrong or not outputs or isinstance(outputs, str):
        known = ", ".join((*OUTPUTS, *WITH_NUMBER))
        raise ValueError(f"outputs are a tuple of {known}; not {', '.join(wrong) or repr(outputs)}")


def _known(output: object) -> bool:
    name, _, number = str(output).partition(":")
    try:
        value = Fraction(number or "-1")
    except (ValueError, ZeroDivisionError):
        return False
    return output in OUTPUTS or (name == "suffix" and 0 < value <= 1) or (name == "exponential" and 0 <= value < 1)


def left_out(output: str, k: int, marks: Collection[int]) -> int | None:
    """How many of x_1, ..., x_k the mean of the last ones leaves out; None where "half" has no value."""
    if output == "half":
        return k // 2 if k % 2 == 0 and k // 2 in marks else None
    return k - math.ceil(_number(output) * k)


def _number(output: str) -> Fraction:
    return Fraction(output.partition(":")[2])  # exact: a tenth of 30 iterates is 3 of them


class Averages:
    """The running averages of one block. `add` takes in x_k, for k = 1, 2, ...; nothing is allocated there but the plain
    sum's copies at the few steps where a suffix begins, which are dropped when no later checkpoint asks for them."""

    def __init__(self, outputs: Sequence[str], marks: Sequence[int], points: NDArray):
        self._outputs, self._marks = tuple(outputs), frozenset(marks)
        self._plain = [np.zeros_like(points)] if {"uniform", *self._suffixes()} & set(outputs) else []
        self._weighted = [(np.zeros_like(points), np.empty_like(points))] if "weighted" in outputs else []
        self._moving = {o: points.copy() for o in outputs if o.startswith("exponential")}
        self._decays = [(float(_number(o)), mean) for o, mean in self._moving.items()]
        cuts = {(left_out(o, k, self._marks) or 0, k) for o in self._suffixes() for k in marks}
        self._last_use = {cut: k for cut, k in sorted(cuts) if cut}
        self._used_up: dict[int, list[int]] = defaultdict(list)
        for cut, k in self._last_use.items():
            self._used_up[k].append(cut)
        self._past: dict[int, NDArray] = {}  # the plain sum after so many iterates
        self.wanted = bool(self._plain or self._weighted or self._moving)

    def _suffixes(self) -> list[str]:
        return [o for o in self._outputs if o == "half" or o.startswith("suffix")]

    def add(self, points: NDArray, k: int) -> None:
        for total in self._plain:
            total += points
            if k in self._last_use:
                self._past[k] = total.copy()
        for total, term in self._weighted:
            np.multiply(points, k, out=term)
            total += term
        for decay, mean in self._decays:  # decay · mean + (1 - decay) x_k, beginning with x_1
            mean -= points
            mean *= decay
            mean += points

    def values(self, points: NDArray, k: int) -> Iterator[tuple[str, NDArray]]:
        """After step k, with x_{k+1}: each output rule and its point, which is not to be kept without a copy."""
        for output in self._outputs:
            yield output, self._value(output, points, k)
        for cut in self._used_up.pop(k, ()):
            del self._past[cut]

    def _value(self, output: str, points: NDArray, k: int) -> NDArray:
        match output.partition(":")[0]:
            case "last":
                return points
            case "uniform":
                return self._plain[0] / k
            case "weighted":
                return self._weighted[0][0] / (k * (k + 1) / 2)
            case "exponential":
                return self._moving[output]
        cut = left_out(output, k, self._marks)
        if cut is None:
            return np.full_like(points, np.nan)
        return (self._plain[0] - self._past[cut]) / (k - cut) if cut else self._plain[0] / k
