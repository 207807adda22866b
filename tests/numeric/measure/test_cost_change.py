"""What one step does to a cost is measured by taking it."""

import pytest

from qedescent.numeric.measure.cost_change import (
    break_even,
    cubic_remainder,
    network_cost_change,
    quadratic_cost_change,
    remainder_order,
)


def test_a_step_of_one_half_is_worked_out_by_hand():
    """From (1, 1/4) to (1/2, -1/4) on (x² + 4y²)/2: from 5/8 to 1/4."""
    assert quadratic_cost_change(0.5, 4.0).value == -0.375


def test_the_step_that_changes_nothing_lies_between_one_that_lowers_and_one_that_raises_the_cost():
    found = break_even(25.0).value
    assert quadratic_cost_change(0.999 * found, 25.0).value < 0 < quadratic_cost_change(1.001 * found, 25.0).value


def test_a_step_on_the_cubic_is_worked_out_by_hand():
    """One step of 1/9 from 3 leads to 2: the cost falls by 19/3, the expansion says 9 - 3."""
    assert cubic_remainder(1 / 9).value == pytest.approx(-1 / 3, rel=1e-12)


def test_a_step_along_the_gradient_lowers_the_networks_cost():
    change, square, bend = network_cost_change(1e-3)
    assert change == pytest.approx(-1e-3 * square + 5e-7 * bend, rel=1e-5) and change < 0


@pytest.mark.parametrize(("half", "order"), [(0.5, 3), (1.0, 2), (0.0, 2), (0.49, 2)])
def test_the_order_tells_a_wrong_second_order_term(half, order):
    assert remainder_order(1e-6, half).value == pytest.approx(order, abs=0.01)
