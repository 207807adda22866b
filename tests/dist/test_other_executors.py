"""Executors that others have written need no code of ours."""

from typing import Any

import numpy as np
import pytest

from qedescent.numeric import planning
from qedescent.numeric.ensemble import run
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

PROBLEM = NoisyQuadratic(curvature=0.5, start=1.0)
ASKED: dict[str, Any] = {"runs": 1000, "steps": 40, "seed": 2, "outputs": ("last", "weighted")}


def same_as_one_thread(optimizer, executor):
    one, other = run(PROBLEM, optimizer, **ASKED, threads=1), run(PROBLEM, optimizer, **ASKED, executor=executor)
    return all(np.array_equal(one.points[o], other.points[o]) for o in ASKED["outputs"])


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


def test_loky_changes_no_bit_and_takes_a_lambda():
    loky = pytest.importorskip("loky")
    with loky.ProcessPoolExecutor(2) as pool:
        assert same_as_one_thread(Momentum(inverse(0.5)), pool)
        assert same_as_one_thread(SGD(lambda k: 0.1 / k), pool)


def test_mpi_changes_no_bit():
    futures = pytest.importorskip("mpi4py.futures")
    with futures.MPIPoolExecutor(1) as pool:
        assert same_as_one_thread(Momentum(inverse(0.5)), pool)
