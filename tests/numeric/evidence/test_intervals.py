"""Intervals cover as often as they say, tests raise false alarms as seldom as they say, and both can say no."""

import numpy as np
import pytest
from scipy import stats

from qedescent.numeric.evidence import (
    Estimate,
    bounded_mean_interval,
    equivalent,
    exactly,
    inside,
    mean_interval,
    outside,
    proportion_interval,
    scaled_constants,
    second_moment_interval,
    variance_interval,
)

LEVEL, DATA_SETS, RUNS = 0.9, 2000, 5  # so few runs that every degree of freedom counts


def holds_its_level(hits, tries=DATA_SETS, level=LEVEL):
    """Whether that many hits are what a probability of `level` gives, but for one case in a million on either side."""
    low, high = stats.binom.ppf([1e-6, 1 - 1e-6], tries, level)
    return bool(low <= hits <= high)


def misses(interval, truth, law):
    """In how many data sets the interval lies below and above the truth; every data set has a stream of its own."""
    found = [interval(law(np.random.default_rng(i)), level=LEVEL) for i in range(DATA_SETS)]
    return sum(x.high < truth for x in found), sum(x.low > truth for x in found)


def is_exact(missed):
    """Whether the interval misses as often as it says, in all and on either side."""
    either = all(holds_its_level(DATA_SETS - m, level=(1 + LEVEL) / 2) for m in missed)
    return either and holds_its_level(DATA_SETS - sum(missed))


def gaussian(rng):
    return rng.normal(3.0, 2.0, RUNS)


def test_the_interval_of_a_gaussian_variance_is_exact():
    assert is_exact(misses(variance_interval, 4.0, gaussian))


def test_the_interval_of_a_gaussian_second_moment_is_exact():
    assert is_exact(misses(second_moment_interval, 4.0, lambda rng: rng.normal(0.0, 2.0, RUNS)))


def test_the_interval_of_a_mean_holds_for_five_gaussians_on_either_side():
    assert is_exact(misses(mean_interval, 3.0, gaussian))


def test_the_interval_of_a_mean_holds_for_laws_that_are_not_gaussian():
    missed = misses(mean_interval, 1.0, lambda rng: rng.exponential(1.0, 1000))
    assert holds_its_level(DATA_SETS - sum(missed))


def test_the_check_notices_a_wrong_law_a_wrong_mean_and_dependent_samples():
    assert not is_exact(misses(variance_interval, 2.0, lambda rng: rng.laplace(0.0, 1.0, 30)))
    assert not is_exact(misses(second_moment_interval, 4.0, lambda rng: rng.normal(1.0, 2.0, 30)))
    assert not is_exact(misses(mean_interval, 0.0, lambda rng: rng.normal(0.0, 1.0, 30).cumsum()))


def test_a_wider_level_gives_a_wider_interval():
    samples = gaussian(np.random.default_rng(0))
    for interval in (variance_interval, second_moment_interval, mean_interval):
        narrow, wide = interval(samples, level=0.5), interval(samples)
        assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


@pytest.mark.parametrize("runs", [1, 7, 40])
@pytest.mark.parametrize("p", [0.001, 0.1, 0.5, 0.9])
def test_the_interval_of_a_proportion_covers_at_least_as_often_as_it_says(runs, p):
    found = [proportion_interval(n, runs, LEVEL) for n in range(runs + 1)]
    covered = sum(stats.binom.pmf(n, runs, p) for n, x in enumerate(found) if x.low <= p <= x.high)
    assert covered >= LEVEL


def test_a_proportion_of_none_or_all_still_has_an_interval():
    none, every = proportion_interval(0, 20, LEVEL), proportion_interval(20, 20, LEVEL)
    assert (none.low, every.high) == (0.0, 1.0)
    assert none.high == pytest.approx(1 - 0.05 ** (1 / 20)) and every.low == pytest.approx(0.05 ** (1 / 20))


@pytest.mark.parametrize(("successes", "runs"), [(-1, 5), (6, 5), (0, 0)])
def test_more_successes_than_runs_are_refused(successes, runs):
    with pytest.raises(ValueError, match="successes"):
        proportion_interval(successes, runs)


def test_scaled_constants_undo_the_power():
    found = scaled_constants(np.array([[1.0, 1.0, 1.0], [0.25, 0.25, 0.25]]), (4, 16), 0.5)
    assert [(c.value, c.low, c.high) for c in found] == [(2.0, 2.0, 2.0), (1.0, 1.0, 1.0)]


def test_equivalence_asks_for_the_whole_interval():
    x = Estimate(1.0, 0.9, 1.1)
    assert equivalent(x, 1.0, 0.11) and not equivalent(x, 1.0, 0.09)
    assert not equivalent(x, 1.05, 0.1) and not equivalent(x, 0.95, 0.1)
    assert not equivalent(Estimate(float("nan"), float("nan"), float("nan")), 1.0, 10.0)


def test_units_scale_an_interval_and_a_negative_one_turns_it_over():
    x = Estimate(2.0, 1.0, 4.0, runs=5, steps=7)
    assert x.scaled(0.5) == Estimate(1.0, 0.5, 2.0, 5, 7)
    assert x.scaled(-1) == Estimate(-2.0, -4.0, -1.0, 5, 7)


def test_what_is_not_random_has_no_width():
    assert exactly(3, steps=2) == Estimate(3.0, 3.0, 3.0, 1, 2)


@pytest.mark.parametrize("interval", [variance_interval, second_moment_interval, mean_interval])
@pytest.mark.parametrize("samples", [[], [1.0], [1.0, float("nan")], [1.0, float("inf")]])
def test_too_few_samples_or_lost_ones_give_no_interval(interval, samples):
    with pytest.raises(ValueError, match="two finite samples"):
        interval(np.array(samples))


@pytest.mark.parametrize("law", ["ends", "mostly_zero", "constant"])
def test_bernstein_covers_more_often_than_it_says_with_few_runs_and_extreme_laws(law):
    mean, draw = {
        "ends": (0.3, lambda rng: (rng.random(20) < 0.3).astype(float)),
        "mostly_zero": (0.02, lambda rng: (rng.random(20) < 0.02).astype(float)),
        "constant": (0.5, lambda rng: np.full(20, 0.5)),
    }[law]
    found = [bounded_mean_interval(draw(np.random.default_rng(i)), 0.0, 1.0, level=LEVEL) for i in range(DATA_SETS)]
    assert sum(x.low <= mean <= x.high for x in found) >= LEVEL * DATA_SETS
    assert all(0 <= x.low and x.high <= 1 for x in found)


def test_bernstein_is_a_third_wider_at_most_than_the_normal_interval_at_the_level_and_runs_of_a_report():
    samples = np.random.default_rng(0).random(20_000)
    bernstein, normal = bounded_mean_interval(samples, 0.0, 1.0), mean_interval(samples)
    assert 1 < (bernstein.high - bernstein.low) / (normal.high - normal.low) < 1.35


def test_a_sample_out_of_its_bounds_is_refused():
    with pytest.raises(ValueError, match="between 0"):
        bounded_mean_interval(np.array([0.5, 1.5]), 0, 1)


@pytest.mark.parametrize("level", [0.0, 1.0, 1.5, float("nan")])
def test_a_level_that_is_no_probability_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        mean_interval(np.arange(5.0), level=level)


def test_inside_and_outside_are_both_no_where_an_interval_straddles_an_end_or_is_not_known():
    for x in (Estimate(1.0, 0.9, 1.1), Estimate(1.0, -np.inf, np.inf), Estimate(np.nan, np.nan, np.nan)):
        assert not inside(x, (1.0, 2.0)) and not outside(x, (1.0, 2.0))
    assert inside(Estimate(1.0, 0.9, 1.1), (0.9, 1.1)) and outside(Estimate(1.0, 0.9, 1.1), (1.2, 1.3))
