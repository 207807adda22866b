"""The moments that an adaptive optimizer divides by, read off its steps."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from qedescent.numeric.measure.moments import (
    even,
    first_moment,
    lopsided,
    mean_first_direction,
    mean_of,
    normal,
    second_moment,
    uncorrected_first_moment,
    uncorrected_second_moment,
)

GRADIENTS = [3.0, -1.0, 2.0]


def test_what_is_read_off_the_step_is_what_the_optimizer_stores_over_its_correction():
    stored = 0.5 * (0.25 * 3 - 0.5 * 1 + 2)
    assert uncorrected_first_moment(GRADIENTS, 0.5).item() == pytest.approx(stored)
    assert first_moment(GRADIENTS, 0.5).item() == pytest.approx(stored / (1 - 0.125), rel=1e-10)


def test_the_second_moment_of_rmsprop_lacks_the_correction():
    stored = 0.5 * (0.25 * 9 + 0.5 * 1 + 4)
    assert uncorrected_second_moment(GRADIENTS, 0.5).item() == pytest.approx(stored)
    assert second_moment(GRADIENTS, 0.5).item() == pytest.approx(stored / (1 - 0.125))


@pytest.mark.parametrize(("law", "mean", "square"), [(normal, 1, 2), (even, 0, 1), (lopsided, 0, 1)])
def test_the_laws_have_the_moments_they_are_said_to_have(law, mean, square):
    drawn = law(Generator(SFC64(0)), 200_000)
    assert np.mean(drawn) == pytest.approx(mean, abs=0.01) and np.mean(drawn**2) == pytest.approx(square, abs=0.02)


def test_the_first_direction_is_the_sign_of_the_gradient():
    assert mean_first_direction(lambda generator, runs: np.linspace(1, 2, runs), seed=0, runs=10).value == pytest.approx(1)


def test_the_same_seed_gives_the_same_mean_and_another_seed_another():
    assert mean_of(second_moment, 3, 0.9, seed=1, runs=50) == mean_of(second_moment, 3, 0.9, seed=1, runs=50)
    assert mean_of(second_moment, 3, 0.9, seed=1, runs=50) != mean_of(second_moment, 3, 0.9, seed=2, runs=50)
