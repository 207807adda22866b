"""Rules that see coordinates are told from those that do not."""

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
from qedescent.numeric.problems.rotation import commutes
from qedescent.numeric.schedules import inverse

Q = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 4)))[0]
LINEAR = [SGD(0.1), SGD(inverse(1.0)), SGD(1e3), Momentum(0.1), Momentum(1e-6, 0.0), Nesterov(0.1), Nesterov(0.1, 0.99)]
BY_COORDINATE = [AdaGrad(0.1), AdaGrad(0.1, 10.0), RMSProp(0.1), RMSPropNesterov(0.1), Adam(), Adam(1e-9), AdaDelta()]


class Stateless:
    """A rule given by its step alone."""

    def __init__(self, move):
        self.move = move

    def start(self, theta):
        return {}

    def step(self, theta, state, gradient, k):
        theta -= self.move(gradient(theta), theta)


def clipped(g, theta):
    return g * np.minimum(1, 1 / np.linalg.norm(g, axis=0))


@pytest.mark.parametrize("rule", [*LINEAR, Stateless(clipped), Stateless(lambda g, θ: g + 0.1 * θ)])
def test_rules_that_know_vectors_only_commute_with_rotations(rule):
    assert commutes(rule, Q)


@pytest.mark.parametrize(
    "rule",
    [
        *BY_COORDINATE,
        Stateless(lambda g, θ: np.clip(g, -1, 1)),  # only large gradients show it
        Stateless(lambda g, θ: np.where(np.abs(g) < 1e-5, 0, g)),  # only small ones
        Stateless(lambda g, θ: g + 1.0),  # a direction of its own
        Stateless(lambda g, θ: g / 0.0),  # nothing that is a number
        Stateless(lambda g, θ: g * (1 + 1e-6 * np.arange(4)[:, None])),
    ],
)  # fmt: skip
def test_rules_that_see_coordinates_do_not(rule):
    assert not commutes(rule, Q)


def test_rounding_is_forgiven_and_a_millionth_part_of_the_millionth_is_not_looked_for():
    assert commutes(Stateless(lambda g, θ: g * (1 + 1e-12 * np.arange(4)[:, None])), Q)


def test_changing_the_order_of_the_coordinates_is_seen_by_no_rule_of_the_chapter():
    order = np.eye(4)[[2, 0, 3, 1]]
    assert all(commutes(rule, order) for rule in (*LINEAR, *BY_COORDINATE))


def test_the_probe_leaves_no_trace():
    rule = Adam(0.1)
    assert [commutes(rule, np.eye(3)), commutes(rule, Q[:3, :3])] == [True, False] and rule == Adam(0.1)
