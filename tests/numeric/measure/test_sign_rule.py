"""The rule that goes against the sum of all gradients seen."""

import pytest
from scipy import stats

from qedescent.numeric.measure.sign_rule import scaled_excess


def test_a_steep_pair_is_told_apart_without_error():
    assert scaled_excess(20.0, steps=9, runs=200).value == 0


@pytest.mark.parametrize("steps", [1, 63, 64, 65, 200])
def test_the_rule_errs_as_often_as_the_normal_law_says(steps):
    found = scaled_excess(0.75, steps, runs=20_000, seed=3)
    assert found.low <= 2 * 0.75 * stats.norm.cdf(-0.75) <= found.high
    assert found.high < 2 * 0.75 * stats.norm.cdf(-0.65), "an interval that sees a tenth of a standard deviation"


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    assert scaled_excess(0.5, 10, 1000, seed=1) == scaled_excess(0.5, 10, 1000, seed=1)
    assert scaled_excess(0.5, 10, 1000, seed=1) != scaled_excess(0.5, 10, 1000, seed=2)
