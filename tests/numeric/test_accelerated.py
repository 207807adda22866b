"""Compiled noise is NumPy's noise to the last bit, and is not needed."""

import pickle
import sys

import numpy as np
import pytest
from numpy.random import MT19937, PCG64, SFC64, Generator

from qedescent.numeric.accelerated import WORTH_COMPILING, CompiledGaussian, gaussian
from qedescent.numeric.ensemble import run
from qedescent.numeric.noise.draw import filled
from qedescent.numeric.noise.laws import Gaussian
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic


@pytest.fixture
def without_numba(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr("qedescent.numeric.accelerated.find_spec", lambda name: None)


def rows(law, shape, steps, generator=SFC64, seed=1):
    return filled(law.fill, Generator(generator(seed)), np.empty(shape))(steps)


@pytest.mark.parametrize("scale", [1.0, 0.3, 0.0])
@pytest.mark.parametrize("shape", [(3,), (2, 5), (4096,)], ids=str)
@pytest.mark.parametrize("generator", [SFC64, PCG64, MT19937], ids=lambda g: g.__name__)
def test_the_samples_are_those_of_numpy(shape, scale, generator):
    found, wanted = (rows(law(scale), shape, 16, generator) for law in (CompiledGaussian, Gaussian))
    assert np.array_equal(found, wanted)


def test_so_are_the_rare_ones_of_the_tail():
    """Of ten million samples some two thousand lie beyond 3.65, where the algorithm goes another way."""
    pytest.importorskip("numba")
    found, wanted = (rows(law(), (10_000,), 1000) for law in (CompiledGaussian, Gaussian))
    assert np.array_equal(found, wanted) and 2000 < np.count_nonzero(np.abs(wanted) > 3.6541528853610088) < 3500


def test_and_the_generator_is_left_in_the_same_state():
    one, other = Generator(SFC64(0)), Generator(SFC64(0))
    CompiledGaussian().fill(one, np.empty((3, 7)))
    Gaussian().fill(other, np.empty((3, 7)))
    assert one.random() == other.random()


@pytest.mark.parametrize("law", [CompiledGaussian, Gaussian])
def test_rows_that_are_no_whole_array_are_refused_and_not_silently_left(law):
    with pytest.raises(ValueError, match="contiguous"):
        law().fill(Generator(SFC64(0)), np.zeros((4, 6))[:, ::2])


def test_an_ensemble_is_the_same_ensemble():
    found, wanted = (
        run(NoisyQuadratic(0.5, 2.0, law=law), Momentum(0.1), runs=9000, steps=40).points["last"]
        for law in (CompiledGaussian, Gaussian)
    )
    assert np.array_equal(found, wanted)


def test_nothing_is_missed_without_numba(without_numba):
    assert np.array_equal(rows(CompiledGaussian(2.0), (9,), 5), rows(Gaussian(2.0), (9,), 5))
    assert gaussian(10 * WORTH_COMPILING) is Gaussian


def test_it_is_chosen_where_it_pays():
    pytest.importorskip("numba")
    assert (gaussian(WORTH_COMPILING - 1), gaussian(WORTH_COMPILING)) == (Gaussian, CompiledGaussian)


def test_it_goes_to_other_processes_and_refuses_what_gaussian_refuses():
    assert pickle.loads(pickle.dumps(CompiledGaussian(2.0))) == CompiledGaussian(2.0) != Gaussian(2.0)
    with pytest.raises(ValueError):
        CompiledGaussian(-1.0)
