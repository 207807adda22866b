"""An author's functions mean the same of numbers, arrays, recorded scalars and SymPy expressions."""

import numpy as np
import pytest
from sympy import Symbol

from qedescent.proofs import absolute, maximum, minimum, sign, sqrt
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.recording import Path, Recorded

CALLS = {
    "abs": (lambda a, b: absolute(a), 2),
    "sign": (lambda a, b: sign(a), -1),
    "max": (lambda a, b: maximum(a, b), 3),
    "min": (lambda a, b: minimum(b, a), -2),
}
each = pytest.mark.parametrize("name", CALLS)


@each
def test_numbers_have_their_values(name):
    call, value = CALLS[name]
    assert call(-2.0, 3.0) == value
    assert call(np.array([-2.0, -2.0]), np.array([3.0, 3.0])).tolist() == [value, value]


@each
def test_recorded_scalars_and_expressions_have_the_same_term(name):
    call, value = CALLS[name]
    recorded = call(Recorded("x", -2.0, Path()), Recorded("y", 3.0, Path()))
    assert recorded.term[:2] == ["apply", name] and recorded.value == value
    assert term(call(Symbol("x", real=True), Symbol("y", real=True)))[0] == recorded.term


def test_arrays_of_recorded_scalars_are_taken_one_by_one():
    found = maximum(np.array([Recorded("x"), Recorded("y")], dtype=object), 1)
    assert [x.term for x in found] == [["apply", "max", "x", 1], ["apply", "max", "y", 1]]


def test_roots_are_the_kernels_own():
    assert sqrt(9.0) == 3 and sqrt(np.array([4.0])).tolist() == [2]
    assert sqrt(Recorded("x")).term == term(sqrt(Symbol("x", real=True)))[0] == ["sqrt", "x"]
    assert [x.term for x in sqrt(np.array([Recorded("x")], dtype=object))] == [["sqrt", "x"]]
