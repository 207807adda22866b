"""One run, many runs, many runs of many coordinates: every entry of the array is a run of its own."""

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

ALL = [
    SGD(0.1), Momentum(0.1, 0.5), Nesterov(0.1, 0.5), AdaGrad(0.1), RMSProp(0.1), RMSPropNesterov(0.1), Adam(0.1), AdaDelta(),
]  # fmt: skip
each = pytest.mark.parametrize("optimizer", ALL, ids=lambda o: type(o).__name__)
STEPS = 5


def gradients(shape):
    return np.random.default_rng(7).normal(size=(STEPS, *shape))


def followed(optimizer, start, noise):
    """The end of a run on a quadratic whose gradient is disturbed by given noise."""
    theta = np.array(start, float)
    state = optimizer.start(theta)
    for k in range(1, STEPS + 1):
        optimizer.step(theta, state, lambda point, k=k: 2 * point + noise[k - 1], k)
    return theta


@each
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 4)])
def test_the_shape_of_the_points_is_kept(optimizer, shape):
    assert followed(optimizer, np.ones(shape), gradients(shape)).shape == shape


@each
def test_every_entry_moves_as_it_would_alone(optimizer):
    start, noise = np.linspace(-1, 1, 12).reshape(3, 4), gradients((3, 4))
    together = followed(optimizer, start, noise)
    for at in np.ndindex(3, 4):
        alone = followed(optimizer, start[at], noise[(slice(None), *at)])
        assert float(alone) == pytest.approx(together[at], rel=1e-14, abs=1e-300)


@each
def test_the_points_move_in_place_and_share_nothing_with_the_state(optimizer):
    theta = np.ones(3)
    state = optimizer.start(theta)
    assert all(not np.shares_memory(theta, kept) and kept.shape == (3,) and not kept.any() for kept in state.values())
    before = theta
    optimizer.step(theta, state, lambda point: np.ones_like(point), 1)
    assert before is theta and not np.array_equal(theta, np.ones(3))


@each
def test_one_optimizer_serves_many_runs(optimizer):
    noise = gradients((4,))
    assert np.array_equal(followed(optimizer, np.ones(4), noise), followed(optimizer, np.ones(4), noise))
