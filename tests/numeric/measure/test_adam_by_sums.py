"""Adam beside its definition by sums of all past gradients."""

import numpy as np
import pytest

from qedescent.numeric.measure.adam_by_sums import gap_to_weighted_sums, paths, share_of_numbers


def test_only_a_clock_that_starts_at_one_follows_the_definition():
    assert gap_to_weighted_sums(50).value < 1e-12
    assert all(gap_to_weighted_sums(50, first_time=t).value > 0.1 for t in (2, 3))


def test_a_clock_that_starts_at_zero_leads_to_no_number():
    assert share_of_numbers(5, first_time=0).value == 0 and share_of_numbers(5).value == 1


def test_without_the_corrections_the_first_step_is_longer():
    corrected, bare = paths(3)
    assert np.abs(corrected[1]) == pytest.approx(1) and np.abs(bare[1]) == pytest.approx(0.1 / 0.001**0.5, rel=1e-6)
