"""Blocks hold all runs once, fit into the first caches, and begin at a cache line."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from qedescent.numeric import alignment
from qedescent.numeric.iterates import iterates
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.planning import BLOCK, planned
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic


@pytest.mark.parametrize(("coordinates", "runs_a_block"), [(2, 2048), (10, 409), (100, 64)])
def test_blocks_of_points_with_coordinates_have_fewer_runs(coordinates, runs_a_block):
    blocks = planned(Quadratic(np.eye(coordinates)), SGD(0.1), 5000, 8, 0, None, ("last",))
    assert {b.runs for b in blocks[:-1]} == {runs_a_block} and sum(b.runs for b in blocks) == 5000


def test_blocks_of_numbers_are_whole_but_for_the_last():
    blocks = planned(NoisyQuadratic(), SGD(0.1), 2 * BLOCK + 1, 8, 0, None, ("last",))
    assert [(b.index, b.runs) for b in blocks] == [(0, BLOCK), (1, BLOCK), (2, 1)]


@pytest.mark.parametrize("shape", [(4096,), (3, 5), (1,), (0, 7)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_arrays_begin_at_a_cache_line(shape, dtype):
    made = [alignment.empty(shape, dtype) for _ in range(20)]
    assert all(x.shape == shape and x.dtype == dtype and x.flags.writeable for x in made)
    assert all(x.ctypes.data % 64 == 0 or not x.size for x in made)


def test_a_copy_is_equal_and_apart():
    given = np.arange(5.0)
    copy = alignment.copied(given)
    copy += 1
    assert np.array_equal(copy, given + 1) and given[0] == 0


def test_the_points_of_a_run_begin_at_a_cache_line():
    paths = [iterates(NoisyQuadratic(), SGD(0.1), Generator(SFC64(0)), 100 + n, 3) for n in range(20)]
    assert all(next(path).ctypes.data % 64 == 0 for path in paths)
