"""Minibatch gradients of least squares are those of their examples, and add up to the whole gradient over a pass."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator

from qedescent.numeric.ensemble import run
from qedescent.numeric.noise.minibatch import Order
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.least_squares import LeastSquares

RUNS = 30
DATA = np.random.default_rng(0)
INPUTS, TARGETS = DATA.integers(-4, 5, (24, 3)).astype(float), DATA.integers(-4, 5, 24).astype(float)


def problem(size=4, order: Order = "reshuffled", **more):
    return LeastSquares(INPUTS, TARGETS, size, order, **more)


def gradients(p, points, steps):
    """The stochastic gradients at the points, of shape (steps, d, runs)."""
    draw = p.noise(Generator(SFC64(0)), points)
    return np.stack([p.gradient(points, draw(1)[0]) for _ in range(steps)])


def test_every_run_has_the_gradient_of_its_own_examples():
    p, points = problem(), DATA.normal(size=(3, RUNS))
    row = p.noise(Generator(SFC64(0)), points)(1)[0]
    for r, found in enumerate(p.gradient(points, row.copy()).T):
        examples = row[:, r]
        errors = INPUTS[examples] @ points[:, r] - TARGETS[examples]
        assert found == pytest.approx(INPUTS[examples].T @ errors / 4)


def test_the_gradients_of_one_pass_add_up_exactly_and_replaced_ones_do_not():
    """All numbers are small integers and quarters, so that no sum is rounded."""
    points = DATA.integers(-3, 4, (3, RUNS)).astype(float)
    whole = INPUTS.T @ (INPUTS @ points - TARGETS[:, None])
    for order in ("reshuffled", "fixed"):
        assert np.array_equal(4 * gradients(problem(4, order), points, 6).sum(axis=0), whole)
    assert not np.any(np.all(4 * gradients(problem(4, "with replacement"), points, 6).sum(axis=0) == whole, axis=0))


def test_the_whole_gradient_is_the_slope_of_the_excess_error():
    points = DATA.normal(size=(3, RUNS))
    found = gradients(problem(24), points, 1)[0]
    for i, move in enumerate(1e-6 * np.eye(3)[:, :, None]):
        slope = (problem().excess(points + move) - problem().excess(points - move)) / 2e-6
        assert found[i] == pytest.approx(slope, abs=1e-6)


def test_the_excess_error_is_the_cost_above_its_least():
    p, points = problem(), DATA.normal(size=(3, RUNS))
    cost = ((INPUTS @ points - TARGETS[:, None]) ** 2).mean(axis=0) / 2
    least = np.linalg.lstsq(INPUTS, TARGETS)[1][0] / len(TARGETS) / 2
    assert p.excess(points) == pytest.approx(cost - least)
    assert p.excess(p.minimum[:, None]) == pytest.approx([0]) and np.all(p.excess(points) > 0)


@pytest.mark.parametrize(("order", "factor"), [("with replacement", 1.0), ("reshuffled", 20 / 23)])
def test_the_variance_of_a_batch_is_that_of_its_examples_over_their_number(order, factor):
    """Without replacement it is smaller by (examples - size)/(examples - 1); the wrong factor is 13 % off and noticed."""
    points = np.zeros((3, 40_000))
    single = -INPUTS[:, 0] * TARGETS
    found = gradients(problem(4, order), points, 1)[0, 0].var()
    assert found == pytest.approx(factor * single.var() / 4, rel=0.04)


def test_runs_see_the_data_as_often_as_is_allowed():
    p = problem(passes=2)
    assert run(p, SGD(0.01), runs=5, steps=12).points["last"].shape == (5, 3, 5)
    with pytest.raises(ValueError, match="ends after 12 steps"):
        run(p, SGD(0.01), runs=5, steps=13)


def test_full_batches_are_gradient_descent():
    theta = np.zeros(3)
    for _ in range(20):
        theta -= 0.05 * INPUTS.T @ (INPUTS @ theta - TARGETS) / 24
    last = run(problem(24), SGD(0.05), runs=2, steps=20).points["last"][-1]
    assert last == pytest.approx(np.stack([theta, theta], axis=1))


def test_reshuffling_beats_replacement():
    """Near the minimum of data with large errors, reshuffled SGD stays closer: its errors over a pass cancel."""
    found = [
        run(problem(1, order), SGD(0.005), runs=400, steps=2400, checkpoints=(2400,)).excess(problem()).mean()
        for order in ("with replacement", "reshuffled")
    ]
    assert found[1] < found[0] / 3


@pytest.mark.parametrize(
    "wrong",
    [(INPUTS, TARGETS[:5]), (INPUTS[0], TARGETS), (INPUTS[:0], TARGETS[:0]), (np.full((2, 1), np.nan), np.zeros(2))],
    ids=["lengths", "shape", "empty", "nan"],
)
def test_what_is_no_data_is_refused(wrong):
    with pytest.raises(ValueError):
        LeastSquares(*wrong)
