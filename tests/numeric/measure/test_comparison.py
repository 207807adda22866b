"""Methods are compared on the same noise."""

import numpy as np
import pytest

from qedescent.numeric.evidence import paired_ratio
from qedescent.numeric.measure.comparison import ratio
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic

PROBLEM, MOMENTUM, PLAIN = NoisyQuadratic(), Momentum(0.05, 0.5), SGD(0.1)


def beside(first, second):
    return ratio(PROBLEM, first, second, runs=4000, steps=200, seed=4)


def test_a_method_beside_itself_differs_by_nothing():
    same = beside(PLAIN, SGD(0.1))
    assert (same.value, same.low, same.high) == pytest.approx((1.0, 1.0, 1.0), abs=1e-7)


def test_the_same_noise_narrows_the_interval_many_times():
    paired = beside(MOMENTUM, PLAIN)
    first, second = (excess_errors(PROBLEM, o, runs=4000, checkpoints=(200,), seed=s)["last"][0]
                     for o, s in ((MOMENTUM, 4), (PLAIN, 5)))  # fmt: skip
    apart = paired_ratio(first, second)
    assert (apart.high - apart.low) / (paired.high - paired.low) > 3
    assert paired.high < 1 < apart.high


def test_the_ratio_is_that_of_the_means():
    first, second = (excess_errors(PROBLEM, o, runs=4000, checkpoints=(200,), seed=4)["last"] for o in (MOMENTUM, PLAIN))
    assert beside(MOMENTUM, PLAIN).value == pytest.approx(np.mean(first) / np.mean(second))
