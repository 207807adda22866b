"""The line search takes steps and looks at nothing but the cost."""

import pytest

from qedescent.numeric.measure.best_step import best_step, largest_decrease
from qedescent.numeric.measure.cost_change import quadratic_cost_change


def test_on_equal_curvatures_the_best_step_reaches_the_minimum():
    assert best_step(1.0).value == pytest.approx(1.0, rel=1e-7)
    assert largest_decrease(1.0).value == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("curvature", [3.0, 40.0])
def test_steps_beside_the_best_lower_the_cost_less(curvature):
    best = best_step(curvature).value
    lowest = quadratic_cost_change(best, curvature).value
    assert all(quadratic_cost_change(best * f, curvature).value > lowest for f in (0.99, 1.01))


def test_where_the_cost_falls_for_ever_the_longest_step_is_best():
    assert best_step(-4.0, longest=7.0).value == pytest.approx(7.0, rel=1e-6)
