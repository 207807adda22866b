"""What an adaptive optimizer remembers of past gradients."""

import pytest

from qedescent.numeric.measure.memory import mean_age, one_gradient, step_after
from qedescent.numeric.optimizers import AdaGrad, RMSProp


def test_rmsprop_forgets_by_its_decay_and_adagrad_does_not():
    assert one_gradient(RMSProp(0.1, 0.5), 3).value == 0.5**4
    assert one_gradient(AdaGrad(0.1), 3).value == 1


def test_the_mean_age_is_worked_out_by_hand():
    assert mean_age(RMSProp(0.1, 0.5), 2).value == pytest.approx((1 * 0.5 + 2 * 0.25) / 0.75)
    assert mean_age(AdaGrad(0.1), 3).value == pytest.approx(2)


def test_a_step_after_zeros_has_the_newest_square_alone_under_the_root():
    assert step_after(RMSProp(0.1, 0.75, 0.0), zeros=4, step_size=0.1).value == pytest.approx(2)
    assert step_after(AdaGrad(0.1, 0.0), zeros=4, step_size=0.1).value == pytest.approx(1)
