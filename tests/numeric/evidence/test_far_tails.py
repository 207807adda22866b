"""At the level of a report the corrected interval still errs as it says, where Student's errs many times as often."""

import pytest
from far_tails import SLOPE, by_student, corrected, exponent, misses

from qedescent.numeric.evidence import LEVEL, mean_interval
from qedescent.numeric.evidence.power import FEWEST


@pytest.mark.parametrize("side", [1, -1])
def test_the_fewest_runs_of_a_plan_keep_the_level_of_a_report_to_a_factor_of_two(side):
    found, error = misses(corrected, side, FEWEST, LEVEL, 1200)
    assert 0.5 < found < 2 and error < 0.3


@pytest.mark.parametrize("side", [1, -1])
def test_so_does_the_interval_of_an_exponent(side):
    found, error = misses(exponent, side, FEWEST, LEVEL, 1200, 0.0, SLOPE)
    assert 0.5 < found < 2 and error < 0.3


def test_students_interval_lies_below_a_skewed_mean_far_too_often_and_above_it_too_seldom():
    (below, error), (above, _) = (misses(by_student, side, FEWEST, LEVEL, 1200) for side in (-1, 1))
    assert below - 3 * error > 5 and above < 0.2


def test_weighted_data_sets_give_the_rate_that_plain_ones_give():
    """Of 4,000 plain data sets at the level 0.95 about 190 lie above or below."""
    from data_sets import squares, streams

    plain = [mean_interval(squares(rng, 1.0, 200), level=0.95) for rng in streams(9, 4000)]
    assert sum(x.low > 1 for x in plain) / 100 == pytest.approx(misses(corrected, 1, 200, 0.95, 1200)[0], abs=0.4)
    assert sum(x.high < 1 for x in plain) / 100 == pytest.approx(misses(corrected, -1, 200, 0.95, 1200)[0], abs=0.4)
