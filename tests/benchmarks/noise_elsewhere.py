"""Other ways to draw independent samples, each filling a buffer of half a MiB over and over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy.special import ndtri
from works import HALF_A_MIB, compiled_normals  # pyright: ignore[reportMissingImports]

from qedescent.numeric.noise.laws import Rademacher, Student, Uniform

Work = Callable[[], Any]
Fill = Callable[[Generator, Any], Any]


def repeated(fill: Fill, samples: int, dtype: Any = float) -> Work:
    def draw() -> None:
        rng, rows = Generator(SFC64(0)), np.empty((16, HALF_A_MIB // 16), dtype)
        for _ in range(samples // HALF_A_MIB):
            fill(rng, rows)

    return draw


def box_muller(rng: Generator, rows: Any) -> None:
    """A pair of normals from a pair of uniforms; its last bits are those of the processor's logarithm and cosine."""
    radius, angle = rows[:8], rows[8:]
    rng.random(out=rows)
    np.subtract(1, radius, out=radius)
    np.log(radius, out=radius)
    radius *= -2
    np.sqrt(radius, out=radius)
    angle *= 2 * np.pi
    sine = np.sin(angle)
    np.cos(angle, out=angle)
    angle *= radius
    radius *= sine


def inverse_law(rng: Generator, rows: Any) -> None:
    rng.random(out=rows)
    ndtri(rows, out=rows)


def single_precision(rng: Generator, rows: Any) -> None:
    rng.standard_normal(out=rows, dtype=np.float32)


def compiled_student() -> Fill:
    numba = pytest.importorskip("numba")

    @numba.njit(nogil=True)
    def fill(rng: Any, samples: Any) -> None:
        for i in range(samples.size):
            samples[i] = rng.standard_t(5.0)

    return lambda rng, rows: fill(rng, rows.reshape(-1))


def torch_normals(precision: str, samples: int) -> Work:
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)

    def draw() -> None:
        rng, buffer = torch.Generator().manual_seed(0), torch.empty(HALF_A_MIB, dtype=getattr(torch, precision))
        for _ in range(samples // HALF_A_MIB):
            buffer.normal_(generator=rng)

    return draw


FILLS: dict[str, Callable[[int], Work]] = {
    "normals by Numba": lambda n: repeated(compiled_normals(), n),
    "normals by Box and Muller in NumPy": lambda n: repeated(box_muller, n),
    "normals by the inverse law": lambda n: repeated(inverse_law, n),
    "normals in float32, NumPy": lambda n: repeated(single_precision, n, np.float32),
    "normals in float32, PyTorch": lambda n: torch_normals("float32", n),
    "normals in float64, PyTorch": lambda n: torch_normals("float64", n),
    "Rademacher bits": lambda n: repeated(Rademacher().fill, n),
    "uniform": lambda n: repeated(Uniform().fill, n),
    "Student's t": lambda n: repeated(Student(5.0).fill, n),
    "Student's t by Numba": lambda n: repeated(compiled_student(), n),
}
