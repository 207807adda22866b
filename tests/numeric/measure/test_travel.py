"""How far AdaGrad travels, with the root and without."""

import pytest

from qedescent.numeric.measure.travel import (
    Rootless,
    constant_gradient,
    distance,
    relative_position,
    steps_to_cross,
)
from qedescent.numeric.optimizers import SGD, AdaGrad


def test_without_the_root_the_steps_are_harmonic():
    assert constant_gradient(Rootless(2.0), 4.0, 3).tolist() == pytest.approx([0, -1 / 2, -3 / 4, -11 / 12])


def test_with_the_root_two_steps_are_one_and_one_over_root_two():
    assert distance(AdaGrad(1.0, 0.0), 5.0, 2).value == pytest.approx(1 + 0.5**0.5)


def test_the_crossing_is_the_first_step_at_or_below_zero():
    assert steps_to_cross(SGD(0.25), 1.0).value == 4 and steps_to_cross(SGD(0.3), 1.0).value == 4
    assert steps_to_cross(SGD(1e-9), 1.0, most=7).value == 7


def test_a_scale_leaves_adagrad_alone_and_shortens_the_steps_without_a_root():
    assert relative_position(AdaGrad(0.1, 0.0), 1000).value == pytest.approx(1, rel=1e-12)
    assert relative_position(Rootless(0.1), 1000).value == pytest.approx(0.001, rel=1e-12)
    assert relative_position(SGD(0.1), 1000).value == pytest.approx(1000)
