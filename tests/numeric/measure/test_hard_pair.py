"""Averaged SGD on the hard pair: one function for each horizon."""

import numpy as np
import pytest

from qedescent.numeric.evidence import equivalent
from qedescent.numeric.measure.hard_pair import by_horizon, excess_errors, exponent, logarithm, scaled_excess


def test_after_one_step_the_mean_is_the_start_and_the_error_half_the_range():
    assert excess_errors(0.5, 1, 100, 0, None, 0.0).tolist() == [0.5] * 100


def test_a_steep_pair_is_solved_in_few_steps():
    assert scaled_excess(50.0, 100, runs=200).value < 0.05 * 50.0


def test_without_bias_the_error_falls_with_the_horizon_and_with_bias_it_stays():
    fair, biased = ([excess_errors(0.25, K, 2000, 0, 1.0, b).mean() for K in (64, 1024)] for b in (0.0, 0.5))
    assert fair[1] < 0.4 * fair[0] and biased[1] > 0.9 * biased[0]


def test_the_exponent_is_minus_one_half_and_the_detector_flat():
    horizons = (16, 64, 256)
    assert equivalent(exponent(0.75, horizons, runs=20_000), -0.5, 0.03)
    assert equivalent(logarithm(0.75, horizons, runs=20_000), 0.0, 0.03)


def test_a_run_with_the_same_seed_meets_the_same_noise_at_every_horizon():
    short, long = (excess_errors(0.1, K, 400, 5, 1.0, 0.0) for K in (32, 64))
    assert np.corrcoef(short, long)[0, 1] > 0.5


def test_the_exponent_is_read_from_horizons_with_noise_of_their_own():
    short, long = by_horizon(0.8, (64, 128), 2000, seed=3)
    assert abs(np.corrcoef(short, long)[0, 1]) < 0.1


def test_seeds_tell_runs_apart():
    assert scaled_excess(0.5, 8, 400, seed=1) == scaled_excess(0.5, 8, 400, seed=1) != scaled_excess(0.5, 8, 400, seed=2)


def test_the_last_iterate_is_another_output():
    assert scaled_excess(0.75, 64, 2000, output="last").value != pytest.approx(scaled_excess(0.75, 64, 2000).value, rel=1e-3)
