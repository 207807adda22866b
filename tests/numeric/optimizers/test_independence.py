"""Runs that lie side by side must not feel each other; code that couples them is found out."""

import numpy as np
import pytest

from qedescent.numeric import optimizers
from qedescent.numeric.optimizers import AdaDelta, Adam, Momentum, RMSPropNesterov
from qedescent.numeric.optimizers.from_function import FromFunction
from qedescent.numeric.optimizers.independence import Coupled, refuse_coupled


@pytest.mark.parametrize("coordinates", [(), (3,)])
@pytest.mark.parametrize("optimizer", [Momentum(0.1), Adam(0.1), AdaDelta(), RMSPropNesterov(0.1), optimizers.AdaGrad(0.1)])
def test_the_book_s_rules_leave_other_runs_alone(optimizer, coordinates):
    refuse_coupled(optimizer, coordinates)


def test_a_norm_of_each_run_is_no_coupling():
    refuse_coupled(FromFunction(lambda theta, g: theta - g / np.linalg.norm(g, axis=0)), (3,))


def clipped_by_the_norm(theta, g):
    return theta - g / max(1.0, float(np.linalg.norm(g)))


def stopped_by_one(theta, g):
    return theta - g if np.all(np.abs(theta) < 1e4) else theta


def centred(theta, g):
    return theta - (g - g.mean())


def over_the_length(theta, g):
    return theta - g / len(theta)


def refusing_nan(theta, g):
    assert not np.isnan(g).any()
    return theta - g


@pytest.mark.parametrize("rule", [clipped_by_the_norm, stopped_by_one, centred, over_the_length, refusing_nan])
def test_a_rule_that_looks_at_all_runs_together_is_refused(rule):
    with pytest.raises(Coupled, match=r"another run|fewer runs|all runs fail"):
        refuse_coupled(FromFunction(rule))


def test_a_rule_that_draws_its_own_noise_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(Coupled, match="two different runs"):
        refuse_coupled(FromFunction(lambda theta, g: theta - g + rng.standard_normal(theta.shape)))
