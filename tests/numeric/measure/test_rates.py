"""Rates of all output rules come from one ensemble, and a logarithm is told from none."""

import numpy as np
import pytest

from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.last_iterate import logarithm as last_logarithm
from qedescent.numeric.measure.last_iterate import scaled_excess
from qedescent.numeric.measure.rates import exponent, logarithm, scaled_constant
from qedescent.numeric.measure.stationary_mean import mean_excess, mean_position
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.box import BoxedQuadratic
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

STEPS = SGD(inverse(1.0))
OF = {"runs": 4000, "checkpoints": (64, 128, 256, 512), "seed": 1}


def test_reversed_weights_are_worked_out_by_hand():
    """Without noise steps of 1/2 on θ²/2 from 1 visit 1, 1/2, 1/4, whose mean with weights 3, 2, 1 is 17/24."""
    problem = NoisyQuadratic(noise_scale=0.0, start=1.0)
    found = excess_errors(problem, SGD(0.5), runs=2, checkpoints=(3,), outputs=("reversed", "weighted"))
    assert found["reversed"] == pytest.approx(np.full((1, 2), (17 / 24) ** 2 / 2))
    assert found["weighted"] == pytest.approx(np.full((1, 2), (11 / 24) ** 2 / 2))
    assert set(found) == {"reversed", "weighted"}


def test_steps_one_over_k_have_the_exponent_minus_one_and_the_constant_one_half():
    found = exponent(NoisyQuadratic(), STEPS, "last", **OF)
    assert found.low <= -1 <= found.high and found.high - found.low < 0.15
    scaled = scaled_constant(NoisyQuadratic(), STEPS, "last", power=1, step=512, **OF)
    assert scaled.low <= 0.5 <= scaled.high


def test_the_detector_sees_the_logarithm_of_the_plain_mean_and_none_of_the_weighted():
    seen, none = (logarithm(BoxedQuadratic(), STEPS, output, power=1, **OF) for output in ("uniform", "weighted"))
    assert seen.low > 0.05 and none.high < 0.02


def test_the_mean_of_the_last_half_starts_at_the_second_checkpoint():
    found = logarithm(BoxedQuadratic(), STEPS, "half", power=1, **OF)
    assert np.isfinite(found.value) and found.steps == 512


def test_the_exponent_is_the_least_squares_slope_of_the_means():
    errors = excess_errors(BoxedQuadratic(), STEPS, **OF)["last"]
    direct = np.polyfit(np.log(OF["checkpoints"]), np.log(errors.mean(axis=1)), 1)[0]
    assert exponent(BoxedQuadratic(), STEPS, "last", **OF).value == pytest.approx(direct)


def test_a_logarithm_in_its_own_unit_is_that_of_the_scaled_constants():
    errors = excess_errors(BoxedQuadratic(), STEPS, outputs=("uniform",), **OF)["uniform"]
    direct = np.polyfit(np.log(OF["checkpoints"]), np.array(OF["checkpoints"]) * errors.mean(axis=1), 1)[0]
    assert logarithm(BoxedQuadratic(), STEPS, "uniform", power=1, relative=False, **OF).value == pytest.approx(direct)


def test_the_last_iterate_keeps_a_logarithm_that_its_mean_has_not():
    last, mean = (last_logarithm((16, 32, 64, 128), output).value for output in ("last", "uniform"))
    assert last > 0.12 and mean < 0.1
    assert scaled_excess(64).value == pytest.approx(0.24275, abs=1e-4)


def test_a_run_at_rest_is_at_its_start():
    at = {"runs": 50, "steps": 3, "seed": 0}
    still = NoisyQuadratic(noise_scale=0.0, start=2.0, centre=2.0)
    assert mean_position(still, SGD(0.5), **at).value == 2.0 and mean_excess(still, SGD(0.5), **at).value == 0.0


def test_the_mean_excess_error_is_half_the_stationary_variance():
    found = mean_excess(NoisyQuadratic(), SGD(0.5), runs=20_000, steps=50, seed=2)
    assert found.low <= 1 / 6 <= found.high and found.high / found.low < 1.15
