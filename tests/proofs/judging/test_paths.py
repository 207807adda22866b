"""Code that branches on values is the rule only where it took the branch that was read; limit cases leave nothing out."""

import numpy as np
import pytest

from qedescent.proofs import assert_implements, book
from qedescent.proofs.judging.paths import left
from qedescent.proofs.lifting.function_target import FunctionTarget


def largest_moment(theta, g, s=0, r=0, top=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    top = np.where(r > top, r, top)
    return theta - lr * s / (1 - rho1**t) / (np.sqrt(top / (1 - rho2**t)) + delta), s, r, top


def clipped(theta, g, *, lr):
    return theta - lr * np.where(abs(g) > 1, g / abs(g), g)


def restarted(theta, g, v=0, *, lr, momentum):
    v = np.where(v * g <= 0, momentum * v - lr * g, -lr * g)
    return theta + v, v


def guarded(theta, g, r=0, *, lr):
    r = r + g * g
    return theta - lr * np.where(r > 0, g / np.sqrt(r), 0), r


@pytest.mark.parametrize("code", [largest_moment, clipped, restarted])
def test_a_branch_that_a_run_leaves_is_a_part_of_the_algorithm(code):
    reading = FunctionTarget(code).read()
    assert left(reading) == reading.conditions != ()


def test_a_guard_against_dividing_by_zero_leaves_nothing_out():
    reading = FunctionTarget(guarded).read()
    assert reading.conditions and left(reading) == ()
    assert_implements(guarded, book.adagrad, lr="eps")


def test_one_branch_of_the_code_is_not_asserted_to_be_the_rule():
    words = {"lr": "eps", "rho1": "rho1", "rho2": "rho2", "delta": "delta"}
    with pytest.raises(AssertionError, match="only where top <"):
        assert_implements(largest_moment, book.adam, **words)
    with pytest.raises(AssertionError, match=r"only where abs\(g\) ≤ 1"):
        assert_implements(clipped, book.sgd, lr="eps")
