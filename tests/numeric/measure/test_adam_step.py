"""How long Adam's steps become."""

import pytest

from qedescent.numeric.measure.adam_step import extremal_step, largest_random_step, step_after_zeros


@pytest.mark.parametrize("decays", [(0.9, 0.999), (0.0, 0.5), (0.5, 0.3)])
def test_the_first_step_is_as_long_as_the_step_size(decays):
    assert step_after_zeros(1, *decays, zeros=0).value == pytest.approx(1, abs=1e-12)
    assert largest_random_step(1, *decays, seed=0, runs=10).value == pytest.approx(1, abs=1e-12)


def test_equal_gradients_from_the_start_keep_that_length():
    assert step_after_zeros(50, 0.9, 0.999, zeros=0).value == pytest.approx(1, abs=1e-12)


def test_one_gradient_after_zeros_is_worked_out_by_hand():
    # t = 2: first moment 1/2 over 1 - 1/4, second moment 1/4 over 1 - 9/16
    assert step_after_zeros(1, 0.5, 0.75, zeros=1).value == pytest.approx((2 / 3) / (4 / 7) ** 0.5, rel=1e-12)


def test_growing_gradients_make_the_longest_of_these_steps():
    steps = 200
    longest = extremal_step(steps, 0.9, 0.999).value
    others = [step_after_zeros(i, 0.9, 0.999, zeros=steps - i).value for i in (1, 5, 10, 20)]
    assert longest > max(others) > largest_random_step(steps, 0.9, 0.999, seed=0).value


def test_the_same_seed_gives_the_same_steps():
    assert largest_random_step(20, 0.9, 0.999, seed=4) == largest_random_step(20, 0.9, 0.999, seed=4)
