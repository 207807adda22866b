"""Step-size schedules count from step 1 and refuse what is no schedule."""

from math import inf, nan

import pytest

from qedescent.numeric.schedules import at, inverse, inverse_root, linear_decay, step_decay, strongly_convex


def test_a_number_is_a_schedule_that_stands_still():
    assert [at(0.1, k) for k in (1, 2, 100)] == [0.1] * 3


def test_the_first_values_of_each_schedule():
    assert [at(inverse(3), k) for k in (1, 2, 3)] == [3, 1.5, 1]
    assert [at(inverse_root(2), k) for k in (1, 4, 16)] == [2, 1, 0.5]
    assert [at(strongly_convex(0.5), k) for k in (1, 3, 7)] == [2, 1, 0.5]


def test_linear_decay_goes_straight_and_then_stays():
    schedule = linear_decay(1.0, 0.2, 4)
    assert [at(schedule, k) for k in (0, 1, 2, 3)] == pytest.approx([1.0, 0.8, 0.6, 0.4], rel=1e-15)
    assert [at(schedule, k) for k in (4, 5, 10**9)] == [0.2] * 3


def test_linear_decay_may_end_at_its_first_step_or_at_zero():
    assert [at(linear_decay(1.0, 0.0, 1), k) for k in (1, 2)] == [0.0, 0.0]


@pytest.mark.parametrize("until", [0, -3, nan])
def test_a_decay_that_never_ends_or_never_begins_is_refused(until):
    with pytest.raises(ValueError, match="decay must end"):
        linear_decay(1.0, 0.1, until)


@pytest.mark.parametrize("make", [inverse, inverse_root, strongly_convex, lambda c: linear_decay(c, 0.1, 5)])
@pytest.mark.parametrize("value", [0, -1.0, nan, inf])
def test_a_schedule_of_no_positive_scale_is_refused(make, value):
    with pytest.raises(ValueError, match="must be a finite number above 0"):
        make(value)


@pytest.mark.parametrize("last", [-0.1, nan, inf])
def test_a_decay_to_no_step_size_is_refused(last):
    with pytest.raises(ValueError, match="last"):
        linear_decay(1.0, last, 5)


def test_a_step_decay_stands_still_and_falls_by_its_factor():
    schedule = step_decay(0.8, 0.5, 3)
    assert [at(schedule, k) for k in range(1, 8)] == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]


@pytest.mark.parametrize(
    "first, factor, every",
    [(nan, 0.5, 3), (1, 0, 3), (1, 1.5, 3), (1, nan, 3), (1, 0.5, 0), (1, 0.5, 2.5), (1, 0.5, inf)],
)
def test_a_step_decay_with_numbers_that_make_none_is_refused(first, factor, every):
    with pytest.raises(ValueError):
        step_decay(first, factor, every)
