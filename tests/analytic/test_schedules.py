"""Schedules at exact steps, with their tails."""

from __future__ import annotations

import pytest
from sympy import Rational, sqrt

from qedescent.analytic.notation import k
from qedescent.analytic.schedules import inverse, inverse_root, linear_decay, linear_part, strongly_convex

first, last, until = Rational(1), Rational(1, 100), Rational(100)


@pytest.mark.parametrize(("step", "value"), [(0, "1"), (50, "101/200"), (100, "1/100"), (101, "1/100"), (200, "1/100")])
def test_linear_decay_falls_to_its_last_value_and_stays(step, value):
    assert linear_decay(first, last, until, k).subs(k, step) == Rational(value)


def test_without_its_tail_the_step_size_turns_negative():
    assert linear_part(first, last, until, k).subs(k, 102) < 0 < linear_decay(first, last, until, k).subs(k, 102)


def test_the_inverse_schedules_differ_from_the_second_step_on():
    assert inverse(first, k).subs(k, 4) == Rational(1, 4)
    assert inverse_root(first, k).subs(k, 4) == Rational(1, 2)
    assert inverse_root(first, k).subs(k, 2) == 1 / sqrt(2)


def test_the_strongly_convex_schedule_begins_at_one_over_the_curvature():
    assert strongly_convex(Rational(4), k).subs(k, 1) == Rational(1, 4)
    assert strongly_convex(Rational(4), k).subs(k, 2) == Rational(1, 6) != inverse(Rational(1, 4), k).subs(k, 2)
