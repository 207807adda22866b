"""The sequential test stops when claim and rival are apart, and its error holds although it chooses when to stop."""

import numpy as np
import pytest
from data_sets import squares, streams
from scipy import stats

from qedescent.numeric.evidence import Separation, mean_interval, outside, settle
from qedescent.numeric.evidence.sequential import around, doubling

CLAIM, NEAR, FAR = (1.0, 1.0), (1.2, 1.2), (3.0, 3.0)
LOOKS = doubling(200, 1600)


def settled(rng, mean, *rivals, looks=LOOKS, level=0.9):
    return settle(lambda look, runs: squares(rng, mean, runs), mean_interval, CLAIM, *rivals, looks=looks, level=level)


def test_a_far_rival_is_settled_at_the_first_look_and_a_near_one_later():
    (rng,) = streams(0, 1)
    far, near = settled(rng, 1.0, FAR), settled(rng, 1.0, NEAR)
    assert far.separation == near.separation == Separation.CLAIM
    assert (far.looks, far.estimate.runs) == (1, 200) and near.looks > 1


def test_where_the_rival_is_true_the_claim_is_excluded_and_where_neither_is_both_are():
    first, second = streams(1, 2)
    assert settled(first, 1.2, NEAR).separation == Separation.RIVAL
    assert settled(second, 0.3, NEAR).separation == Separation.NEITHER


def test_a_margin_is_a_claim_with_a_rival_on_either_side():
    first, second, third = streams(2, 3)
    band, below, above = around(1.0, 0.2)
    on, off = (settle(lambda look, runs, rng=rng, m=m: squares(rng, m, runs), mean_interval, band, below, above, looks=LOOKS,
                      level=0.9) for rng, m in ((first, 1.0), (second, 1.6)))  # fmt: skip
    assert on.separation == Separation.CLAIM and off.separation == Separation.RIVAL
    one_look = settle(lambda look, runs: squares(third, 1.0, runs), mean_interval, band, below, above, looks=(50,))
    assert one_look.separation == Separation.OPEN  # an interval that straddles an end says nothing


def ever_excluded(rng, level, share):
    """Whether a claim that is true is off the interval at any of six looks, each at this share of the error."""
    looks, samples = doubling(50, 1600), squares(rng, 1.0, 1600)
    return any(outside(mean_interval(samples[:n], level=1 - (1 - level) * share), CLAIM) for n in looks)


def test_looking_often_costs_nothing_only_because_the_error_is_shared_out():
    sets, level = 600, 0.95
    shared, whole = (sum(ever_excluded(rng, level, share) for rng in streams(3, sets)) for share in (1 / 6, 1))
    assert shared <= stats.binom.isf(1e-6, sets, 1 - level) < whole


def test_new_runs_are_added_to_those_before():
    asked = []

    def draw(look, runs):
        asked.append((look, runs))
        return np.linspace(0.0, 2.0, runs)

    found = settle(draw, mean_interval, CLAIM, NEAR, looks=(10, 20, 35), level=1 - 1e-9)
    assert asked == [(0, 10), (1, 10), (2, 15)]
    assert found.separation == Separation.OPEN and found.estimate.runs == 35


def test_without_a_rival_a_claim_can_only_fall():
    (rng,) = streams(4, 1)
    assert settled(rng, 1.0).separation == Separation.OPEN


@pytest.mark.parametrize("looks", [(), (20, 20), (20, 10)])
def test_looks_that_do_not_grow_are_refused(looks):
    with pytest.raises(ValueError, match="grow"):
        settled(None, 1.0, NEAR, looks=looks)


def test_doubling_ends_with_the_most_and_refuses_less_than_the_first():
    assert doubling(100, 700) == (100, 200, 400, 700)
    with pytest.raises(ValueError, match="upwards"):
        doubling(100, 50)
