"""Runs in the eigenbasis, turned, are the runs in the original coordinates for rules that do not see coordinates only."""

import numpy as np
import pytest

from qedescent.numeric.measure.eigenbasis import (
    RULES,
    SPECTRUM,
    gap,
    gap_by_hand,
    paths_in_the_plane,
    refused,
    rotated,
)
from qedescent.numeric.optimizers import SGD, AdaGrad, Momentum

LINEAR, BY_COORDINATE = RULES[:3], RULES[3:]


def test_the_hessian_has_the_spectrum_and_is_turned():
    hessian = rotated(3).matrix
    assert np.linalg.eigvalsh(hessian) == pytest.approx(SPECTRUM)
    assert np.abs(hessian - np.diag(np.diag(hessian))).max() > 1
    assert not np.allclose(hessian, rotated(4).matrix)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("rule", LINEAR, ids=lambda o: type(o).__name__)
def test_linear_rules_agree_to_rounding_both_by_the_ensemble_and_by_hand(rule, seed):
    assert max(gap(rule, seed).value, gap_by_hand(rule, seed).value) < 1e-12
    assert gap_by_hand(rule, seed, back=True).value > 0.1


@pytest.mark.parametrize("rule", BY_COORDINATE, ids=lambda o: type(o).__name__)
def test_rules_that_see_coordinates_run_elsewhere_and_are_refused(rule):
    assert gap_by_hand(rule, 0).value > 0.1
    with pytest.raises(ValueError, match="coordinates"):
        gap(rule, 0)


def test_refusals_are_counted():
    assert (refused(0).value, refused(0, in_eigenbasis=False).value) == (len(BY_COORDINATE), 0)


def test_the_figures_paths_are_one_for_sgd_and_two_for_adagrad():
    for rule, same in ((SGD(0.05), True), (Momentum(0.05), True), (AdaGrad(0.5), False)):
        plain, turned = paths_in_the_plane(rule)
        assert plain.shape == (40, 2) and np.allclose(plain, turned, rtol=0, atol=1e-12) == same
