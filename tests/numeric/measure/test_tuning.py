"""The search for a tuning runs the optimizer and believes nothing else."""

import numpy as np
import pytest

from qedescent.numeric.measure.contraction import spectral_radius
from qedescent.numeric.measure.tuning import best_tuning, spectral_radii
from qedescent.numeric.optimizers import Momentum, Nesterov


@pytest.mark.parametrize("optimizer", [Momentum, Nesterov])
def test_the_radius_of_many_tunings_is_that_of_each(optimizer):
    steps, momenta, curvatures = np.array([0.1, 0.2, 0.3]), np.array([0.0, 0.4, 0.9]), (1.0, 3.0, 7.0)
    one_by_one = [spectral_radius(optimizer(*pair), curvatures).value for pair in zip(steps, momenta, strict=True)]
    assert spectral_radii(optimizer, steps, momenta, curvatures) == pytest.approx(one_by_one, rel=1e-12)


def test_the_radius_without_momentum_is_gradient_descents():
    assert spectral_radii(Momentum, np.array(0.1), np.array(0.0), (1.0, 15.0)) == pytest.approx(0.9, rel=1e-12)


def test_on_one_curvature_the_error_is_gone_after_two_steps():
    found = best_tuning(Momentum, (4.0,))
    assert found.radius < 1e-3 and (found.step_size, found.momentum) == pytest.approx((0.25, 0.0), abs=1e-5)


def test_no_tuning_beats_the_one_found_by_more_than_the_grid_allows():
    found = best_tuning(Momentum, (1.0, 9.0))
    rng = np.random.default_rng(0)
    tried = spectral_radii(Momentum, rng.uniform(0, 4 / 9, 4000), rng.uniform(-1, 1, 4000), (1.0, 9.0))
    assert found.radius <= tried.min() and tried.min() < 1.2 * found.radius


def test_the_search_counts_what_it_tried():
    assert best_tuning(Momentum, (1.0, 2.0), grid=5, levels=3).tried == 75
