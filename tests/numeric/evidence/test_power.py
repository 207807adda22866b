"""Planned runs are the least with which the rival is rejected as surely as is asked."""

import numpy as np
import pytest
from data_sets import streams
from scipy import stats

from qedescent.numeric.evidence import proportion_interval
from qedescent.numeric.evidence.power import (
    proportion_power,
    runs_for_margin,
    runs_for_mean,
    runs_for_proportion,
    runs_for_variance,
    spread_of_slope,
    variance_power,
)

AT = {"level": 0.99, "power": 0.95}


@pytest.mark.parametrize("ratio", [0.5, 0.9, 1.1, 3.0])
def test_the_runs_for_a_variance_are_the_least(ratio):
    runs = runs_for_variance(ratio, **AT)
    assert variance_power(ratio, runs, level=0.99) >= 0.95 > variance_power(ratio, runs - 1, level=0.99)


@pytest.mark.parametrize("ratio", [0.8, 1.3])
def test_the_power_for_a_variance_is_that_of_its_interval(ratio):
    """The interval of S² excludes the rival exactly where (R - 1)S² is beyond its quantile under the rival."""
    runs = 100
    found = np.array([rng.chisquare(runs - 1) for rng in streams(3, 20_000)])
    low, high = found / stats.chi2.isf(0.005, runs - 1), found / stats.chi2.ppf(0.005, runs - 1)
    excluded = np.mean((ratio < low) | (high < ratio))
    assert excluded == pytest.approx(variance_power(ratio, runs, level=0.99), abs=0.02)


@pytest.mark.parametrize(("true", "rival"), [(0.3, 0.4), (0.4, 0.3), (0.0, 0.1), (0.9, 1.0)])
def test_the_power_for_a_probability_adds_up_the_counts_whose_interval_excludes_the_rival(true, rival):
    runs = 60
    found = [proportion_interval(n, runs, 0.9) for n in range(runs + 1)]
    excludes = [n for n, x in enumerate(found) if (x.high < rival if true < rival else x.low > rival)]
    assert proportion_power(true, rival, runs, level=0.9) == pytest.approx(stats.binom.pmf(excludes, runs, true).sum())


def test_the_runs_for_a_probability_have_the_power():
    runs = runs_for_proportion(0.3, 0.36, **AT)
    assert proportion_power(0.3, 0.36, runs, level=0.99) >= 0.95 > proportion_power(0.3, 0.36, runs // 2, level=0.99)


def test_the_runs_for_a_mean_are_worked_out_by_hand():
    assert runs_for_mean(0.1, 2.0, level=0.95, power=0.5) == 1537  # (20 · 1.95996)²
    assert runs_for_mean(0.1, 2.0, level=0.95, power=0.975) == 4 * 1537 - 1  # (20 · 2 · 1.95996)²
    assert runs_for_mean(100.0, 1.0) == 2


def test_a_margin_has_two_sides_and_needs_more():
    assert runs_for_margin(0.1, 1.0, **AT) == runs_for_mean(0.1, 1.0, level=0.99, power=0.975)


def test_a_slope_over_more_and_wider_horizons_needs_fewer_runs():
    assert spread_of_slope((1, 4)) == pytest.approx(2**0.5 / np.log(4))
    assert spread_of_slope((64, 65_536)) < spread_of_slope((64, 4096))
    assert spread_of_slope((64, 512, 4096)) <= spread_of_slope((64, 4096))
    assert spread_of_slope((1, 4), 3.0) == pytest.approx(3 * spread_of_slope((1, 4)))


@pytest.mark.parametrize("call", [
    lambda: runs_for_mean(0.0, 1.0), lambda: runs_for_mean(float("nan"), 1.0), lambda: runs_for_margin(0.1, -1.0),
    lambda: runs_for_variance(1.0), lambda: runs_for_variance(-1.0), lambda: runs_for_proportion(0.5, 0.5),
    lambda: runs_for_proportion(0.5, 1.5),
])  # fmt: skip
def test_a_rival_at_no_distance_or_no_value_is_refused(call):
    with pytest.raises(ValueError, match="unlike"):
        call()


def test_a_rival_too_near_is_refused_before_it_costs_a_day():
    with pytest.raises(ValueError, match="so near"):
        runs_for_variance(1 + 1e-6)
