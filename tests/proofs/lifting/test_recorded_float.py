"""A float that carries its term computes as a float does, and says what was done to it."""

import copy
import math
import operator

import numpy as np
import pytest

from qedescent.proofs.lifting.recorded_float import RecordedFloat, math_watched, number
from qedescent.proofs.lifting.recording import Path, Unreadable


@pytest.fixture
def path():
    return Path()


@pytest.fixture
def x(path):
    return RecordedFloat("x", 0.25, path)


def told(result):
    return result.term, number(result)


def test_arithmetic_has_both_a_value_and_a_term(x):
    assert told(1 - x * 2) == (["-", 1, ["*", "x", 2]], 0.5)
    assert told(-x / 0.5) == (["/", ["-", "x"], ["/", 1, 2]], -0.5)
    assert told(2**x) == (["^", 2, "x"], 2**0.25)
    assert told(x**0.5) == (["^", "x", ["/", 1, 2]], 0.5)
    assert told(x * True) == (["*", "x", 1], 0.25)
    assert told(abs(x)) == (["apply", "abs", "x"], 0.25)


def test_it_is_a_float_to_whoever_asks(x):
    assert isinstance(x, float) and f"{x:.1f}" == "0.2" and {x: "value"}[x] == "value"
    assert copy.deepcopy(x) is x


def test_comparisons_are_noted_on_the_path_and_those_with_other_things_are_none(x, path):
    assert x > 0 and not x >= 1 and x != 0 and max(x, 1) == 1
    assert path.conditions == [[">", "x", 0], [">", 1, "x"], ["!=", "x", 0]]
    assert (x == "x") is False and (x == None) is False  # noqa: E711
    assert path.conditions[3:] == []


def test_functions_of_math_and_numpy_are_followed_while_watched(x):
    plain = math.sqrt
    with math_watched():
        assert told(math.sqrt(x)) == (["sqrt", "x"], 0.5)
        assert told(math.log(x)) == (["apply", "log", "x"], math.log(0.25))
        assert math.sqrt(4.0) == 2.0
    assert math.sqrt is plain and type(math.sqrt(x)) is float
    assert told(np.sqrt(x)) == (["sqrt", "x"], 0.5)
    assert told(np.power(x, 2)) == (["^", "x", 2], 0.0625)


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (float, "float"), (int, "int"), (round, "round"), (math.floor, "floor"), (math.ceil, "ceil"),
        (lambda x: x % 2, "remainder"), (lambda x: 2 % x, "remainder"), (lambda x: x // 2, "whole quotient"),
        (np.sin, "numpy.sin"), (lambda x: (x - 1) ** 0.5, "complex"), (lambda x: x * float("inf"), "inf"),
    ],
)  # fmt: skip
def test_what_would_lose_the_symbol_is_refused(x, act, named):
    with pytest.raises(Unreadable, match=named):
        act(x)


def test_what_it_does_not_know_it_leaves_to_the_other_operand(x):
    class Tensor:
        def __rmul__(self, other):
            return "the tensor's"

        def __lt__(self, other):
            return "the tensor's"

    assert x * Tensor() == "the tensor's" and (x > Tensor()) == "the tensor's"
    with pytest.raises(TypeError):
        operator.mul(x, "a word")
