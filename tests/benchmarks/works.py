"""The work that is compared: many runs of SGD with momentum on θ²/2 with Gaussian noise, float64, and its bare noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from qedescent.numeric import accelerated
from qedescent.numeric.ensemble import run
from qedescent.numeric.noise import laws
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic

STEP_SIZE, MOMENTUM = 0.01, 0.9
RUNS, STEPS = 16_384, 500
HALF_A_MIB = 1 << 16  # numbers: what the ensemble draws at once
Work = Callable[[], Any]


def ensemble(
    runs: int = RUNS, steps: int = STEPS, problem: Any = None, rule: Any = None, threads: int = 1, dimension: int = 0,
    compiled: bool = False, checkpoints: Any = None, outputs: Any = ("last",),
) -> Work:
    """Ours: the optimizer's own code on all runs, the last iterate recorded at the end; normals drawn by NumPy itself, or by
    what Numba compiles."""
    problem = problem or (quadratic(dimension) if dimension else NoisyQuadratic())
    rule = rule or Momentum(STEP_SIZE, MOMENTUM)
    normals = compiled_normals() if compiled else numpys_normals

    def work() -> Any:
        with patch.object(laws, "normals", normals):
            return run(
                problem, rule, runs=runs, steps=steps, checkpoints=checkpoints or (steps,), outputs=outputs, threads=threads
            )

    return work


def numpys_normals(rng: Generator, rows: Any) -> None:
    rng.standard_normal(out=rows)


def compiled_normals() -> Callable[[Generator, Any], None]:
    pytest.importorskip("numba")
    assert accelerated.compiled()
    return accelerated.normals


def bare_normals(samples: int = RUNS * STEPS, bit_generator: Any = SFC64, **dtype: Any) -> Work:
    """So many standard normals, drawn into a buffer that stays in cache."""

    def draw() -> None:
        rng, buffer = Generator(bit_generator(0)), np.empty(HALF_A_MIB, **dtype)
        for first in range(0, samples, HALF_A_MIB):
            rng.standard_normal(out=buffer[: samples - first], **dtype)

    return draw


def quadratic(dimension: int) -> Quadratic:
    """A Hessian with spectrum 0.1 ... 10, turned, with isotropic noise: it is run in its eigenbasis."""
    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((dimension, dimension)))[0]
    hessian = turn * np.geomspace(0.1, 10, dimension) @ turn.T
    return Quadratic((hessian + hessian.T) / 2)
