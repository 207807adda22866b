"""A linear program only points to columns; the weights are solved for exactly, and a solution in floats alone is none."""

from fractions import Fraction

import numpy as np
import pytest

from qedescent.proofs.finders import linear_programs
from qedescent.proofs.finders.linear_programs import combination

ONE, X, Y = (), ((0, 1),), ((1, 1),)


def weighted(weights, columns):
    total = {}
    for w, p in zip(weights, columns, strict=True):
        for m, c in p.items():
            total[m] = total.get(m, 0) + w * c
    return {m: c for m, c in total.items() if c}


def test_weights_are_exact_and_not_negative():
    columns = [{X: Fraction(1, 3), Y: 1}, {X: 1, Y: Fraction(-1, 7)}, {ONE: 1}]
    target = {X: Fraction(22, 9), Y: Fraction(5, 3), ONE: Fraction(1, 11)}
    weights = combination(target, columns, [])
    assert weights is not None and all(type(w) is Fraction and w >= 0 for w in weights)
    assert weighted(weights, columns) == target


def test_equations_may_have_negative_weights_and_hypotheses_may_not():
    assert combination({X: -1}, [], [{X: 2}]) == [Fraction(-1, 2)]
    assert combination({X: -1}, [{X: 2}], []) is None


def test_a_weight_too_small_for_a_float_is_found():
    tiny = Fraction(1, 10**15)
    assert combination({X: 1}, [{ONE: 1}, {X: 1, ONE: -tiny}], []) == [tiny, 1]


def test_numbers_beyond_floats_are_no_obstacle():
    huge = Fraction(10**400)
    assert combination({X: huge, ONE: 1}, [{X: 1}, {ONE: huge}], []) == [huge, 1 / huge]


def test_a_solution_in_floats_alone_is_none(monkeypatch):
    class Spurious:
        status, x = 0, np.array([1.0, 1.0])

    monkeypatch.setattr(linear_programs, "linprog", lambda *_, **__: Spurious())
    columns = [{X: 1}, {ONE: 1}]
    assert combination({X: 1, ONE: -Fraction(1, 10**20)}, columns, []) is None
    assert combination({X: 1, Y: 1}, columns, []) is None
    assert combination({X: 1, ONE: Fraction(1, 10**20)}, columns, []) == [1, Fraction(1, 10**20)]


def test_preferred_columns_are_used_where_that_is_possible():
    columns = [{X: 1}, {X: 1, ONE: 1}, {ONE: 1}]
    weights = combination({X: 1, ONE: 1}, columns, [], prefer=[2])
    assert weights is not None and weights[2] > 0
    assert combination({X: 1}, columns, [], prefer=[2]) == [1, 0, 0]


def test_a_program_that_would_take_minutes_is_not_begun(monkeypatch):
    monkeypatch.setattr(linear_programs, "linprog", lambda *_, **__: pytest.fail("begun"))
    assert combination({X: 1}, [{((i, 1),): 1} for i in range(2000)], []) is None


def test_nothing_adds_up_to_nothing():
    assert combination({X: 1}, [], []) is None
