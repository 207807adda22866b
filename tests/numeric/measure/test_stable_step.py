"""The longest stable step is found by running, from both sides."""

import pytest

from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.optimizers import SGD, Momentum


@pytest.mark.parametrize("curvature", [0.3, 7.0])
def test_gradient_descents_bound_is_bracketed_closely(curvature):
    found = largest_stable_step(SGD, curvature, steps=500)
    assert found.low <= 2 / curvature * (1 + 1e-12) and 2 / curvature <= found.high
    assert found.high - found.low <= 1.01e-3 * found.high


def test_the_lower_end_was_seen_to_shrink_and_the_upper_to_grow():
    found = largest_stable_step(lambda e: Momentum(e, 0.5), 1.0, steps=3000, resolution=1e-2)
    assert found.low < 3.0 <= found.high < 3.03
