"""Functions of several means of the same runs: slopes, detectors, pairs, and the bootstrap that they are compared with."""

import numpy as np
import pytest
from data_sets import MARKS, pairs, squares, streams, walks
from scipy import stats

from qedescent.numeric.evidence import (
    bootstrap_interval,
    log_detector,
    mean_interval,
    paired_difference,
    paired_ratio,
    slope,
    statistic_interval,
)
from qedescent.numeric.evidence.slopes import slope_of_logs

SKEWED = squares(streams(7, 1)[0], 1.0, 400)


@pytest.fixture
def rng():
    (found,) = streams(7, 1)
    return found


def test_the_interval_of_the_mean_is_halls():
    """Hall 1992, "On the removal of skewness by transformation", written out for a mean."""
    x, n, quantile = SKEWED, len(SKEWED), stats.t.isf(0.0005, 399)
    skewness = np.mean((x - x.mean()) ** 3) / x.std() ** 3
    ends = [3 / skewness * (np.cbrt(1 + skewness * (q / n**0.5 - skewness / (6 * n))) - 1) for q in (quantile, -quantile)]
    found = mean_interval(x, level=0.999)
    assert [found.low, found.high] == pytest.approx([x.mean() - x.std(ddof=1) * e for e in ends], rel=1e-5)


def test_a_skewed_mean_has_more_room_above_than_below():
    found = mean_interval(SKEWED, level=0.999)
    assert found.high - found.value > 1.3 * (found.value - found.low)


def test_the_interval_of_a_logarithm_is_the_logarithm_of_the_interval():
    mean = mean_interval(SKEWED, level=0.999)
    logarithm = statistic_interval(lambda means: np.log(means[0]), SKEWED[None], level=0.999)
    error = (mean.high - mean.low) / (2 * mean.value)
    assert logarithm.low == pytest.approx(np.log(mean.low), abs=0.03 * error)
    assert logarithm.high == pytest.approx(np.log(mean.high), abs=0.03 * error)


def test_without_curvature_and_skewness_taken_out_the_logarithm_would_be_off_by_more():
    mean, plain = mean_interval(SKEWED, level=0.999), SKEWED.std(ddof=1) / 20 * stats.t.isf(0.0005, 399)
    error = (mean.high - mean.low) / (2 * mean.value)
    assert abs(np.log(1 + plain) - np.log(mean.high / mean.value)) > 0.1 * error


def test_resampling_whole_runs_gives_nearly_the_same_interval(rng):
    rows, statistic = walks(rng, -1.0, 500), slope_of_logs(MARKS)
    without, resampled = slope(rows, MARKS, 0.99), bootstrap_interval(statistic, rows, level=0.99, resamples=20_000)
    width = without.high - without.low
    assert resampled.value == pytest.approx(without.value)
    assert [resampled.low, resampled.high] == pytest.approx([without.low, without.high], abs=0.04 * width)


def test_checkpoints_of_one_run_depend_on_each_other_so_that_the_run_is_the_unit(rng):
    rows = pairs(rng, 0.1, 2000)
    torn = np.stack([rng.permutation(row) for row in rows])
    whole, apart = (slope(x, (2, 4), 0.99) for x in (rows, torn))
    assert (apart.high - apart.low) / (whole.high - whole.low) > 2


def test_more_resamples_are_asked_for_than_a_level_can_be_seen_with(rng):
    with pytest.raises(ValueError, match="3000000 resamples"):
        bootstrap_interval(slope_of_logs(MARKS), walks(rng, -1.0, 50), level=1 - 1 / 150_000, resamples=400)


def test_the_log_detector_flags_a_logarithm_and_nothing_flat(rng):
    flat, rising = (log_detector(walks(rng, -1.0, 20_000, size), MARKS, 1.0) for size in (0.0, 0.5))
    assert flat.low <= 0 <= flat.high
    assert rising.low > 0 and rising.low <= 0.5 <= rising.high


def test_the_relative_log_detector_knows_that_its_unit_is_random_too(rng):
    rows = walks(rng, -1.0, 5000, 0.5)
    mean = np.mean(np.array(MARKS) * rows.mean(axis=1))
    plain, relative = (log_detector(rows, MARKS, 1.0, relative=r) for r in (False, True))
    assert relative.value == pytest.approx(plain.value / mean)
    assert relative.high - relative.low < 0.97 * (plain.high - plain.low) / mean  # slope and size rise together


def test_a_slope_alone_takes_log_k_over_k_for_nearly_one_over_k(rng):
    rising = slope(walks(rng, -1.0, 20_000, 1.0), MARKS)
    assert -0.9 < rising.value < -0.7 and rising.high < -0.6  # why there is a log detector


def test_common_random_numbers_find_a_difference_that_runs_of_their_own_hide(rng):
    first, second = pairs(rng, 0.1, 2000)
    together, apart = paired_difference(first, second), paired_difference(first, rng.permutation(second))
    assert together.low > 0 > apart.low
    ratio = paired_ratio(first, second)
    assert ratio.low > 1 and ratio.low < 1.1 < ratio.high


def test_a_ratio_to_what_may_be_nothing_has_no_ends():
    found = paired_ratio(np.array([1.0, 2.0, 1.0, 2.0]), np.array([-3.0, 4.0, -2.0, 3.0]))
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_runs_that_are_no_pairs_are_refused():
    with pytest.raises(ValueError, match="paired"):
        paired_difference(np.ones(3), np.ones(4))


def test_a_statistic_that_may_be_undefined_has_an_interval_without_end():
    found = slope(np.array([[1.0, -0.9, 0.1, 0.2], [1.0, 2.0, 1.0, 2.0]]), (1, 2))
    assert found.low == -np.inf and found.high == np.inf


def test_samples_that_do_not_vary_have_an_interval_without_width():
    found = mean_interval(np.full(10, 0.1))
    assert found.high - found.low < 1e-12 and found.value == pytest.approx(0.1)
    exact = slope(np.array([[1.0, 1.0, 1.0], [0.5, 0.5, 0.5]]), (2, 4))
    assert (exact.low, exact.high) == pytest.approx((-1.0, -1.0), abs=1e-9)


def test_a_run_that_was_lost_at_any_checkpoint_gives_no_slope(rng):
    lost = walks(rng, -1.0, 20)
    lost[-1, 3] = np.inf
    with pytest.raises(ValueError, match="finite"):
        slope(lost, MARKS)


def test_one_checkpoint_has_no_slope(rng):
    with pytest.raises(ValueError, match="two checkpoints"):
        slope(walks(rng, -1.0, 20)[:1], MARKS[:1])
