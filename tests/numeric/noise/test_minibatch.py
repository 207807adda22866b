"""Minibatches see the examples that their order promises, every run in an order of its own."""

from itertools import permutations

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy import stats

from qedescent.numeric.noise.minibatch import Minibatches

RUNS = 40


def seen(batches, steps, runs=RUNS, seed=0, at_once=None):
    """Indices of shape (steps, size, runs)."""
    draw = batches.noise(Generator(SFC64(seed)), runs)
    return np.concatenate([draw(at_once or steps).copy() for _ in range(steps // (at_once or steps))])


def passes(batches, count, runs=RUNS, seed=0):
    """Indices of shape (passes, examples, runs)."""
    found = seen(batches, count * batches.examples // batches.size, runs, seed)
    return found.reshape(count, batches.examples, runs)


def complete(indices):
    """Whether every pass of every run holds every example once."""
    return bool(np.all(np.sort(indices, axis=1) == np.arange(indices.shape[1])[:, None]))


@pytest.mark.parametrize("examples", [12, 300])
@pytest.mark.parametrize("size", [1, 4, 12])
def test_a_pass_sees_every_example_once_unless_they_are_replaced(examples, size):
    for order in ("reshuffled", "fixed"):
        assert complete(passes(Minibatches(examples, size, order), 3))
    assert not complete(passes(Minibatches(examples, size, "with replacement"), 3))


def test_a_fixed_shuffle_repeats_its_order_and_reshuffling_does_not():
    fixed, anew = (passes(Minibatches(12, 3, order), 5) for order in ("fixed", "reshuffled"))
    assert all(np.array_equal(fixed[0], later) for later in fixed[1:])
    assert not any(np.array_equal(anew[0, :, r], later[:, r]) for later in anew[1:] for r in range(RUNS))


@pytest.mark.parametrize("order", ["with replacement", "reshuffled", "fixed"])
def test_every_run_has_an_order_of_its_own(order):
    first = passes(Minibatches(12, 3, order), 1)[0]
    assert len({tuple(column) for column in first.T}) == RUNS


def p_value_of_equal_shares(outcomes, kinds):
    counts = np.array([np.count_nonzero(outcomes == kind) for kind in range(kinds)])
    return stats.chisquare(counts).pvalue


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("order", ["reshuffled", "fixed"])
def test_all_orders_are_equally_likely_in_every_pass(order, after):
    found = passes(Minibatches(4, 2, order), after + 1, runs=48_000)[after]
    number = {p: i for i, p in enumerate(permutations(range(4)))}
    kinds = np.array([number[tuple(column)] for column in found.T])
    assert p_value_of_equal_shares(kinds, 24) > 1e-6
    assert p_value_of_equal_shares(np.maximum(kinds, 1), 24) < 1e-6


def test_an_order_tells_nothing_of_the_next_when_reshuffled():
    first, second = passes(Minibatches(4, 1, "reshuffled"), 2, runs=48_000)[:, 0]
    assert p_value_of_equal_shares(4 * first + second, 16) > 1e-6
    first, second = passes(Minibatches(4, 1, "fixed"), 2, runs=48_000)[:, 0]
    assert p_value_of_equal_shares(4 * first + second, 16) < 1e-6


def test_replaced_examples_are_uniform_and_independent_from_step_to_step_and_in_a_batch():
    found = seen(Minibatches(4, 2, "with replacement"), 2, runs=48_000)
    pairs = (4 * found[0, 0] + found[0, 1], 4 * found[0, 0] + found[1, 0], 4 * found[0, 0, :-1] + found[0, 0, 1:])
    assert all(p_value_of_equal_shares(pair, 16) > 1e-6 for pair in pairs)
    without = seen(Minibatches(4, 2, "reshuffled"), 2, runs=48_000)
    assert p_value_of_equal_shares(4 * without[0, 0] + without[0, 1], 16) < 1e-6


@pytest.mark.parametrize("allowed", [1, 3])
@pytest.mark.parametrize("order", ["reshuffled", "fixed"])
def test_the_data_ends_after_the_passes_that_are_allowed(order, allowed):
    batches = Minibatches(12, 4, order, passes=allowed)
    draw = batches.noise(Generator(SFC64(0)), RUNS)
    assert draw(3 * allowed).shape == (3 * allowed, 4, RUNS)
    with pytest.raises(ValueError, match=f"ends after {3 * allowed} steps"):
        draw(1)
    assert np.array_equal(seen(batches, 3 * allowed), seen(Minibatches(12, 4, order), 3 * allowed))


@pytest.mark.parametrize("order", ["with replacement", "reshuffled", "fixed"])
def test_how_many_steps_are_drawn_at_once_changes_no_index(order):
    one, many = (seen(Minibatches(12, 3, order), 40, at_once=n) for n in (1, 10))
    assert np.array_equal(one, many)


@pytest.mark.parametrize(
    "wrong",
    [(0,), (12, 0), (12, 5), (12, 13), (12, 3, "shuffled"), (12, 3, "fixed", 0), (12, 3, "with replacement", 1)],
    ids=str,
)
def test_what_is_no_way_to_see_the_data_is_refused(wrong):
    with pytest.raises(ValueError):
        Minibatches(*wrong)
