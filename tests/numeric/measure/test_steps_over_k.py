"""Steps p/k on a parabola, where the first few steps are worked out by hand."""

import numpy as np
import pytest

from qedescent.numeric.measure.steps_over_k import (
    exact_moment,
    excess,
    least_scaled,
    mean_left,
    moment_over_mean,
    scaled_moment,
)


def test_two_steps_leave_their_two_factors():
    assert mean_left(0.5, 2).value == 0.5 * 0.75
    assert mean_left(2.0, 2).value == 0 == mean_left(1.0, 1).value


def test_two_steps_of_noise_are_worked_out_by_hand():
    """θ₁ = -ξ₁/2, θ₂ = 3θ₁/4 - ξ₂/4."""
    assert exact_moment(0.5, 2).value == pytest.approx(2 * (9 / 64 + 1 / 16))
    assert moment_over_mean(0.5, 2).value == pytest.approx((9 / 64 + 1 / 16) / (3 / 8) ** 2)


def test_sampled_and_exact_moments_agree():
    found = scaled_moment(0.75, 50, seed=3)
    assert found.low <= exact_moment(0.75, 50).value <= found.high and found.high / found.low < 1.15


def test_the_least_scaled_iterate_is_not_the_first():
    assert least_scaled(0.2, 1).value == pytest.approx(0.8 * 2**0.2)
    assert least_scaled(0.2, 500).value < 0.87


def test_errors_have_a_row_for_each_checkpoint():
    found = excess(1.0, (1, 4), 100, seed=0)
    assert found.shape == (2, 100) and found[0].mean() == pytest.approx(0.5, abs=0.25)
    assert np.array_equal(found, excess(1.0, (1, 4), 100, seed=0))
