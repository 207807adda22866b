"""Compiled noise is NumPy's noise to the last bit, and is not needed."""

import sys

import numpy as np
import pytest
from numpy.random import MT19937, PCG64, SFC64, Generator

from qedescent.numeric import accelerated
from qedescent.numeric.accelerated import WORTH_COMPILING, agrees, compiled, normals, prepare
from qedescent.numeric.ensemble import run
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic


@pytest.fixture(autouse=True)
def nothing_compiled():
    compiled.cache_clear()
    yield
    compiled.cache_clear()


@pytest.fixture
def with_numba():
    pytest.importorskip("numba")
    compiled()


@pytest.fixture
def without_numba(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr(accelerated, "find_spec", lambda name: None)


def drawn(fill, shape, generator=SFC64):
    rows = np.empty(shape)
    fill(Generator(generator(1)), rows)
    return rows


def numpys(rng, rows):
    rng.standard_normal(out=rows)


@pytest.mark.parametrize("shape", [(3,), (16, 2, 5), (1000, 10_000)], ids=str)
@pytest.mark.parametrize("generator", [SFC64, PCG64, MT19937], ids=lambda g: g.__name__)
def test_the_samples_are_those_of_numpy(with_numba, shape, generator):
    """Of the largest array's ten million some 2,600 lie in the tail, where the algorithm goes another way."""
    assert compiled() is not None
    assert np.array_equal(drawn(normals, shape, generator), drawn(numpys, shape, generator))


def test_an_ensemble_is_the_same_ensemble(monkeypatch):
    pytest.importorskip("numba")
    plain = run(NoisyQuadratic(0.5, 2.0), Momentum(0.1), runs=9000, steps=40).points["last"]
    assert not compiled.cache_info().currsize
    monkeypatch.setattr(accelerated, "WORTH_COMPILING", 1000)
    quick = run(NoisyQuadratic(0.5, 2.0), Momentum(0.1), runs=9000, steps=40).points["last"]
    assert compiled.cache_info().currsize and compiled() and np.array_equal(plain, quick)


def test_little_work_is_not_worth_compiling():
    prepare(WORTH_COMPILING - 1)
    assert not compiled.cache_info().currsize
    prepare(WORTH_COMPILING)
    assert compiled.cache_info().currsize


def test_nothing_is_missed_without_numba(without_numba):
    prepare(WORTH_COMPILING)
    assert compiled() is None and np.array_equal(drawn(normals, (5, 9)), drawn(numpys, (5, 9)))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda rng, rows: rng.random(out=rows),
        lambda rng, rows: np.clip(rng.standard_normal(out=rows), -4, 4, out=rows),  # a wrong tail
        lambda rng, rows: numpys(rng, rows) or rows.__setitem__(-1, np.nextafter(rows[-1], 9)),  # a bit
        lambda rng, rows: numpys(rng, rows) or rng.random(),  # one number too many
    ],
)
def test_samples_that_are_not_numpys_are_not_used(wrong):
    assert agrees(numpys) and not agrees(wrong)


def test_a_compiled_loop_that_does_not_agree_is_left_alone(monkeypatch):
    monkeypatch.setattr(accelerated, "agrees", lambda fill: False)
    prepare(WORTH_COMPILING)
    assert compiled() is None and np.array_equal(drawn(normals, (5, 9)), drawn(numpys, (5, 9)))


def test_rows_that_are_no_whole_array_are_refused_and_not_silently_left(with_numba):
    with pytest.raises(ValueError, match="contiguous"):
        normals(Generator(SFC64(0)), np.zeros((4, 6))[:, ::2])
