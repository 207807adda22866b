"""A run that is replayed alone is to the bit the run that was in the ensemble."""

import numpy as np
import pytest

from qedescent.numeric import planning
from qedescent.numeric.ensemble import run
from qedescent.numeric.optimizers import SGD, Adam, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic
from qedescent.numeric.schedules import inverse
from qedescent.numeric.single_run import replay

SCALAR = NoisyQuadratic(curvature=0.5, noise_scale=2.0, start=1.0)
ROTATED = Quadratic(np.array([[2.0, 0.5], [0.5, 1.0]]), start=1.0)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


@pytest.mark.parametrize("number", [0, 63, 64, 128, 149])
@pytest.mark.parametrize("optimizer", [SGD(inverse(1.0)), Momentum(0.1), Adam(0.1)], ids=lambda o: type(o).__name__)
def test_a_run_alone_is_the_run_in_the_ensemble(number, optimizer):
    path = replay(SCALAR, optimizer, run=number, runs=150, steps=100, seed=5)
    points = run(SCALAR, optimizer, runs=150, steps=100, seed=5, checkpoints=range(1, 101)).points["last"]
    assert path.shape == (101,) and path[0] == SCALAR.start
    assert np.array_equal(path[1:], points[:, number])
    assert not np.array_equal(path[1:], points[:, (number + 1) % 150])


def test_its_averages_are_those_of_the_ensemble():
    path = replay(SCALAR, SGD(0.2), run=7, runs=150, steps=64)
    mean = run(SCALAR, SGD(0.2), runs=150, steps=64, outputs=("uniform",)).points["uniform"][-1, 7]
    assert path[:64].mean() == pytest.approx(mean, rel=1e-13)


def test_a_shorter_replay_is_the_beginning_of_a_longer_one():
    short, long = (replay(SCALAR, SGD(0.2), run=7, runs=150, steps=k) for k in (10, 3000))
    assert np.array_equal(short, long[:11])


def test_coordinates_are_those_that_users_see():
    path = replay(ROTATED, SGD(0.1), run=70, runs=90, steps=9, seed=1)
    points = run(ROTATED, SGD(0.1), runs=90, steps=9, seed=1, checkpoints=range(1, 10)).points["last"]
    assert path.shape == (10, 2) and np.array_equal(path[1:], points[:, :, 70])
    np.testing.assert_allclose(path[0], [1.0, 1.0], rtol=1e-14)


@pytest.mark.parametrize("number", [-1, 150, 0.5])
def test_a_run_that_was_not_there_is_refused(number):
    with pytest.raises(ValueError, match="the runs have the numbers 0 to 149"):
        replay(SCALAR, SGD(0.2), run=number, runs=150, steps=4)
