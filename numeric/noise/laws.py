"""Laws of a single sample of noise, of mean zero: Gaussian, Rademacher, uniform and Student's.

`scale` is the standard deviation, but for Student's law, which may have none. A row never borrows random bits from the
next one, so that how many rows are drawn at once changes no sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from qedescent.numeric.accelerated import normals
from qedescent.numeric.hyperparameters import not_negative, positive


class Law(Protocol):
    """Fills rows of any shape with independent samples."""

    def fill(self, rng: Generator, rows: NDArray) -> None: ...


@dataclass(frozen=True)
class Gaussian:
    """N(0, scale²)."""

    scale: float = 1.0

    def __post_init__(self) -> None:
        not_negative("scale", self.scale)

    def fill(self, rng: Generator, rows: NDArray) -> None:
        normals(rng, rows)
        if self.scale != 1:
            rows *= self.scale


@dataclass(frozen=True)
class Uniform:
    """Uniform on [-√3 scale, √3 scale)."""

    scale: float = 1.0

    def __post_init__(self) -> None:
        not_negative("scale", self.scale)

    def fill(self, rng: Generator, rows: NDArray) -> None:
        rng.random(out=rows)
        rows -= 0.5
        rows *= sqrt(12) * self.scale


@dataclass(frozen=True)
class Rademacher:
    """scale or -scale, each with probability 1/2, at the price of one random bit: enough where a theorem asks for no more
    of the noise than mean and variance."""

    scale: float = 1.0

    def __post_init__(self) -> None:
        not_negative("scale", self.scale)

    def fill(self, rng: Generator, rows: NDArray) -> None:
        samples = rows[0].size if len(rows) else 0
        words = rng.integers(0, 2**64 - 1, endpoint=True, dtype=np.uint64, size=(len(rows), -(-samples // 64)))
        bytes_ = words.astype("<u8", copy=False).view(np.uint8)  # in this order on every machine
        if samples % 64 == 0 and rows.flags.c_contiguous:
            np.take(self.of_a_byte, bytes_, axis=0, out=rows.reshape(len(rows), -1, 8), mode="clip")  # without a copy
        else:
            rows[...] = self.of_a_byte[bytes_].reshape(len(rows), -1)[:, :samples].reshape(rows.shape)

    @cached_property
    def of_a_byte(self) -> NDArray:
        """The eight samples of every byte, its lowest bit first."""
        return np.where((np.arange(256)[:, None] >> np.arange(8)) & 1, self.scale, -self.scale)


@dataclass(frozen=True)
class Student:
    """scale times Student's t with `freedom` degrees of freedom; its tails fall like |x|^-freedom, moments of that order and
    higher do not exist."""

    freedom: float
    scale: float = 1.0

    def __post_init__(self) -> None:
        positive("freedom", self.freedom)
        not_negative("scale", self.scale)

    def fill(self, rng: Generator, rows: NDArray) -> None:
        rows[...] = rng.standard_t(self.freedom, size=rows.shape)
        rows *= self.scale


def student_of_variance(freedom: float, variance: float) -> Student:
    """Student's law scaled to a variance; ValueError for two degrees of freedom or fewer, where there is none."""
    not_negative("variance", variance)
    if not freedom > 2:  # refuses NaN as well
        raise ValueError(f"Student's law with {freedom} degrees of freedom has no variance: more than 2 are needed")
    return Student(freedom, sqrt(variance * (freedom - 2) / freedom))
