"""A hyperparameter that makes no sense is refused when the optimizer is made, by its name."""

from math import inf, nan

import numpy as np
import pytest

from qedescent.numeric.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    Momentum,
    Nesterov,
    RMSProp,
    RMSPropNesterov,
)

WITH_STEP_SIZE = (SGD, Momentum, Nesterov, AdaGrad, RMSProp, RMSPropNesterov, Adam)
FRACTIONS = [
    (Momentum, "momentum"), (Nesterov, "momentum"), (RMSProp, "decay"), (RMSPropNesterov, "decay"), (AdaDelta, "decay"),
    (RMSPropNesterov, "momentum"), (Adam, "first_decay"), (Adam, "second_decay"),
]  # fmt: skip
SMALL_CONSTANTS = [AdaGrad, RMSProp, Adam, AdaDelta]


def made(kind, **values):
    return kind(**({} if kind is AdaDelta else {"step_size": 0.1}) | values)


@pytest.mark.parametrize("kind", WITH_STEP_SIZE)
@pytest.mark.parametrize("value", [0, 0.0, -0.1, nan, inf, -inf, np.float64(nan)])
def test_a_step_size_is_finite_and_above_zero(kind, value):
    with pytest.raises(ValueError, match="step_size"):
        made(kind, step_size=value)


@pytest.mark.parametrize(("kind", "name"), FRACTIONS)
@pytest.mark.parametrize("value", [1, 1.0, 1.5, -0.1, nan, inf])
def test_a_momentum_or_decay_lies_below_one(kind, name, value):
    with pytest.raises(ValueError, match=name):
        made(kind, **{name: value})


@pytest.mark.parametrize(("kind", "name"), FRACTIONS)
def test_a_momentum_or_decay_may_be_zero(kind, name):
    assert getattr(made(kind, **{name: 0.0}), name) == 0


@pytest.mark.parametrize("kind", SMALL_CONSTANTS)
@pytest.mark.parametrize("value", [-1e-8, nan, inf])
def test_a_small_constant_is_finite_and_not_negative(kind, value):
    with pytest.raises(ValueError, match="small_constant"):
        made(kind, small_constant=value)


def test_adadelta_could_never_begin_without_its_small_constant():
    with pytest.raises(ValueError, match="small_constant"):
        AdaDelta(small_constant=0)


@pytest.mark.parametrize("kind", WITH_STEP_SIZE)
def test_a_schedule_stands_in_for_a_step_size(kind):
    assert callable(made(kind, step_size=lambda k: 1 / k).step_size)


def test_an_optimizer_cannot_be_changed_afterwards():
    with pytest.raises(AttributeError):
        SGD(0.1).step_size = 0.2  # pyright: ignore[reportAttributeAccessIssue]
