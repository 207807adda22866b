"""Asking about an optimizer: what it computes, whether it is the rule, and words that explain where it is not."""

import numpy as np
import pytest

from qedescent.numeric.optimizers import Adam, Momentum
from qedescent.proofs import assert_implements, book, describe, explain, rule, sign
from qedescent.proofs.judging.judgment import Relation
from qedescent.proofs.lifting.recording import Unreadable


def outside(theta, g, b=0, *, lr, momentum):
    b = momentum * b + g
    return theta - lr * b, b


@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1 * m + (1 - b1) * g) + wd * theta
    return theta - lr * step, b2 * m + (1 - b2) * g


def lion_again(theta, g, m=0, *, lr, b1, b2, wd):
    decayed = theta - lr * wd * theta
    return decayed - lr * sign(g - b1 * (g - m)), m + (1 - b2) * (g - m)


def lion_drifted(theta, g, m=0, *, lr, b1, b2, wd):
    m = b2 * m + (1 - b2) * g
    return theta - lr * (sign(b1 * m + (1 - b1) * g) + wd * theta), m


LION = {"lr": "lr", "b1": "b1", "b2": "b2", "wd": "wd"}


def test_an_optimizer_that_is_the_rule_passes():
    found = assert_implements(
        Adam, book.adam, step_size="eps", first_decay="rho1", second_decay="rho2", small_constant="delta"
    )
    assert found.judgment.relation == Relation.IDENTICAL


def test_an_authors_rule_is_a_rule_and_its_drift_is_told():
    assert_implements(lion_again, lion, **LION)
    with pytest.raises(AssertionError, match="is not lion"):
        assert_implements(lion_drifted, lion, **LION)


def test_an_equivalent_rule_needs_leave_and_its_condition():
    names = {"lr": "eps", "momentum": "alpha"}
    with pytest.raises(AssertionError, match="only up_to='change of variables'"):
        assert_implements(outside, book.momentum, **names)
    with pytest.raises(AssertionError, match="only when ε is constant"):
        assert_implements(outside, book.momentum, up_to="change of variables", **names)
    assert_implements(outside, book.momentum, up_to="change of variables", when="eps constant", **names)


def averaging(theta, g, m=0, *, lr, momentum):
    m = momentum * m + (1 - momentum) * g
    return theta - lr * m, m


def test_other_constants_are_accepted_only_where_that_is_said():
    names, held = {"lr": "eps", "momentum": "alpha"}, "eps and alpha constant"
    for up_to in ("", "change of variables"):
        with pytest.raises(AssertionError, match="only up_to='change of variables and constants'"):
            assert_implements(averaging, book.momentum, up_to=up_to, when=held, **names)
    assert_implements(averaging, book.momentum, up_to="change of variables and constants", when=held, **names)


def folded(theta, g, s=0, r=0, *, eps, rho1, rho2, delta, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    return theta - eps * np.sqrt(1 - rho2**t) / (1 - rho1**t) * s / (np.sqrt(r) + delta), s, r


def test_a_constant_that_must_change_from_step_to_step_is_granted_by_name():
    names = {x: x for x in ("eps", "rho1", "rho2", "delta")}
    for when in ("", "eps constant", "delta constant", "eps varies"):
        with pytest.raises(AssertionError, match="changes from step to step"):
            assert_implements(folded, book.adam, up_to="change of variables", when=when, **names)
    assert_implements(folded, book.adam, up_to="change of variables", when="delta varies", **names)


def test_a_condition_that_cannot_be_read_is_an_error():
    with pytest.raises(ValueError, match="reads like"):
        assert_implements(outside, book.momentum, up_to="change of variables", when="often", lr="eps", momentum="alpha")


def test_without_a_rule_the_closest_of_the_book_is_found():
    assert explain(Momentum, step_size="eps", momentum="alpha").judgment.book == "8.2 momentum"


def test_what_cannot_be_read_says_what_stands_in_the_way():
    def norm(theta, g, *, lr):
        return theta - lr * g / np.sqrt((g * g).sum())

    with pytest.raises(Unreadable):
        explain(norm, book.sgd, lr="eps")


def test_what_follows_from_a_rule_is_described_and_what_does_not_is_said():
    rows = dict(describe(book.momentum).rows)
    assert rows["characteristic polynomial"] == "z² + z·(ε·λ - α - 1) + α"
    assert rows["under a constant gradient"] == "each step tends to (g·ε)/(α - 1), for α within (-1, 1)"
    assert "factor (√(L) - √(μ))/(√(L) + √(μ)) a step" in rows["best on [μ, L]"]
    rows = dict(describe(book.adagrad).rows)
    assert rows["on a quadratic"].startswith("not linear on a quadratic")
    assert "does not settle" in rows["under a constant gradient"]
    assert "with δ = 0 alone" in rows["gradients times c"]
