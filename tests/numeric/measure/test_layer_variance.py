"""The variance of activations and of gradients through layers with uniform random weights."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from qedescent.numeric.measure.layer_variance import mean_squares, ratio_through, variance_ratio


@pytest.mark.parametrize(("backward", "expected"), [(False, 12.0), (True, 4.0)])
def test_a_layer_multiplies_by_its_width_times_the_variance(backward, expected):
    found = variance_ratio(1.0, inputs=36, outputs=12, backward=backward, runs=3000)
    assert found.low <= expected <= found.high and found.high - found.low < 0.2 * expected


def test_the_half_width_scales_the_weights():
    one, two = (variance_ratio(a, 5, 3, runs=100).value for a in (1.0, 2.0))
    assert two == pytest.approx(4 * one)


def test_a_net_of_no_layers_hands_on_its_input():
    (found,) = mean_squares(1.0, 50, 0, Generator(SFC64(0)), samples=400)
    assert found == pytest.approx(1, abs=0.05)


def test_layer_after_layer_the_mean_square_is_multiplied():
    assert ratio_through((3 * 2 / 64) ** 0.5, 64, 3, seed=1).low > 4
    assert ratio_through((3 * 2 / 64) ** 0.5, 64, 3, seed=1).high < 16
    assert ratio_through((3 * 2 / 64) ** 0.5, 64, 3, seed=1, unit=np.tanh).high < 1


@pytest.mark.parametrize("wrong", [{"inputs": 0}, {"outputs": 0}, {"runs": 0}, {"half_width": 0.0}])
def test_a_layer_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="at least one unit"):
        variance_ratio(**{"half_width": 1.0, "inputs": 2, "outputs": 2, "runs": 4, **wrong})
