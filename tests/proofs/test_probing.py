"""Numeric probes: at most CONSISTENT, REFUTED with the numbers, and readings that are wrong are noticed."""

from dataclasses import replace

import numpy as np
import pytest

from qedescent.proofs import assert_implements, book, explain
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.lifting.cross_check import ReadingDisagrees
from qedescent.proofs.lifting.targets import target_of
from qedescent.proofs.outcome import Verdict
from qedescent.proofs.probing import QUERIES, Probe, look_over, probe
from qedescent.proofs.questions import OnlyProbed, answer


def opaque(function):
    """The same step, through an operation that cannot be read."""

    def step(theta, g, v=0, *, lr, momentum):
        numbers = [np.array([float(x) for x in np.ravel(a)]) for a in (theta, g, v)]
        return function(*numbers, float(lr), float(momentum))

    return step


inside = opaque(lambda θ, g, v, ε, α: (θ + α * v - ε * g, α * v - ε * g))
outside = opaque(lambda θ, g, v, ε, α: (θ - ε * (α * v + g), α * v + g))
ahead = opaque(lambda θ, g, v, ε, α: (θ - ε * (g + α * (α * v + g)), α * v + g))
drifting = opaque(lambda θ, g, v, ε, α: (θ + α * v - ε * g, (α * v - ε * g) * (1 + 1e-5)))
NAMES = {"lr": "eps", "momentum": "alpha"}
LEAVE = {**NAMES, "up_to": "change of variables", "level": "consistent"}


def probed(code, rule):
    return probe(target_of(code, **NAMES), reading_of(rule), rule.name)


@pytest.mark.parametrize(
    ("code", "rule", "held", "notion"),
    [
        (inside, book.momentum, (), "the same iterates"),
        (outside, book.momentum, ("ε",), "the same iterates"),
        (ahead, book.nesterov, ("ε", "α"), QUERIES),
    ],
)
def test_what_must_be_held_is_found_by_moving_it(code, rule, held, notion):
    found = probed(code, rule)
    assert (found.verdict, set(found.held), found.notion) == (Verdict.CONSISTENT, set(held), notion)
    assert found.gap < 1e-14


@pytest.mark.parametrize(("code", "rule"), [(drifting, book.momentum), (inside, book.nesterov), (ahead, book.momentum)])
def test_a_difference_is_refuted_with_its_numbers(code, rule):
    found = probed(code, rule)
    assert found.verdict == Verdict.REFUTED and "after g = (" in found.case and "the rule" in found.case


def test_numbers_are_no_proof_and_pass_only_where_they_are_accepted():
    with pytest.raises(OnlyProbed, match="CONSISTENT"):
        explain(inside, book.momentum, **NAMES)
    with pytest.raises(AssertionError, match="numbers prove nothing"):
        assert_implements(inside, book.momentum, **NAMES)
    assert assert_implements(inside, book.momentum, level="consistent", **NAMES)
    with pytest.raises(AssertionError, match="only when ε"):
        assert_implements(outside, book.momentum, **LEAVE)
    assert assert_implements(outside, book.momentum, when="eps constant", **LEAVE)
    with pytest.raises(AssertionError, match="only up_to"):
        assert_implements(ahead, book.nesterov, level="consistent", when="eps and alpha constant", **NAMES)
    assert assert_implements(ahead, book.nesterov, when="eps and alpha constant", **LEAVE)
    with pytest.raises(AssertionError, match="it was asserted to be"):
        assert_implements(drifting, book.sgd, **LEAVE)


def test_a_rule_whose_letters_are_not_there_says_nothing():
    found = answer(inside, book.adam, **NAMES)
    assert isinstance(found, Probe) and found.verdict == Verdict.UNKNOWN and "nothing was said to be its ρ1, ρ2, δ" in str(found)


def test_a_level_that_there_is_not_is_an_error():
    with pytest.raises(ValueError, match="'proved' or 'consistent'"):
        assert_implements(inside, book.momentum, level="believed", **NAMES)


def clipped(theta, g, *, lr):
    """Another rule for gradients that the narrow probes of the readers never see."""
    return theta - lr * np.where(np.abs(g) > 7, 0.5 * g, g)


def test_a_reading_that_is_wrong_far_out_is_noticed():
    """Without the condition that was read with it, the formula is wrong for large gradients alone."""
    target = target_of(clipped, lr="eps")
    reading = target.read()
    look_over(target, reading)
    with pytest.raises(ReadingDisagrees, match="does not do what was read"):
        look_over(target, replace(reading, conditions=()))


def test_a_constant_that_only_small_gradients_show_is_noticed():
    def guarded(theta, g, r=0, *, lr):
        r = r + g * g
        return theta - lr * g / (np.sqrt(r) + 1e-9), r

    target = target_of(guarded, lr="eps")
    reading = target.read()
    bare = replace(reading, after={**reading.after, "θ": ["-", "θ", ["/", ["*", "ε", "g"], ["sqrt", ["+", "r", ["*", "g", "g"]]]]]})
    look_over(target, reading)
    with pytest.raises(ReadingDisagrees):
        look_over(target, bare)
