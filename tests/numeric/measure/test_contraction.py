"""The factor by which steps shrink an error, observed on the running code."""

import numpy as np
import pytest

from qedescent.numeric.measure.contraction import contraction, observed_matrix, spectral_radius
from qedescent.numeric.optimizers import SGD, Momentum


def test_the_observed_matrix_is_the_step_column_by_column():
    assert observed_matrix(Momentum(0.25, 0.5), 2.0).tolist() == [[0.5, 0.5], [-0.5, 0.5]]


@pytest.mark.parametrize(("step_size", "factor"), [(0.25, 0.75), (1.5, 0.5), (2.5, 1.5)])
def test_a_single_curvature_contracts_by_one_factor(step_size, factor):
    assert contraction(SGD(step_size), 1.0).value == pytest.approx(factor, rel=1e-12)
    assert spectral_radius(SGD(step_size), 1.0).value == pytest.approx(factor, rel=1e-12)


def test_the_worst_curvature_counts():
    assert contraction(SGD(0.1), [1.0, 5.0, 19.0]).value == pytest.approx(0.9, rel=1e-12)


def test_an_error_that_is_gone_after_two_steps_contracts_by_nothing():
    assert contraction(Momentum(1.0, 0.0), 1.0).value == 0.0


def test_a_double_root_shows_as_a_logarithm_of_the_steps():
    """ε = α = 1/4 on curvature 1: the double root 1/2; after k steps ln(k)/k more."""
    steps = 2**12
    found = contraction(Momentum(0.25, 0.25), 1.0, steps).value
    assert 0.5 < found < 0.5 * np.exp(1.1 * np.log(steps) / steps)


def test_less_than_one_step_is_refused():
    with pytest.raises(ValueError, match="at least one step"):
        contraction(SGD(0.1), 1.0, steps=0)
