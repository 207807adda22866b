"""The evaluator that judges the checker knows the plain facts of its language."""

import random
from fractions import Fraction

import pytest
from evaluator import NotEvaluable, World, true, value
from judging import judge
from worlds import Maker

HALF = Fraction(1, 2)
COIN = World(
    weights=(HALF, HALF),
    meaning={"X": [Fraction(1), Fraction(-1)], "a": [Fraction(3)], "n": [Fraction(2)], "u": [(Fraction(1), Fraction(2))],
             "f": lambda point, k: k * k, "xi": lambda point, k: Fraction(point)},
    ranges={"nat": ([Fraction(0)], [Fraction(1)]), "real": ([Fraction(0)], [HALF])},
)  # fmt: skip


@pytest.mark.parametrize(("term", "result"), [
    (["/", 1, 0], 0),
    (["^", 0, 0], 1),
    (["sqrt", -4], 0),
    (["sqrt", ["/", 9, 4]], Fraction(3, 2)),
    (["-", ["+", "a", 1], ["*", 2, "a", "n"]], -8),
    (["sum", "j", 1, "n", ["apply", "f", "j"]], 5),
    (["sum", "j", 0, 0, "j"], 0),
    (["E", "X"], 0),
    (["E", ["^", "X", 2]], 1),
    (["dot", "u", ["*", 2, "u"]], 10),
])  # fmt: skip
def test_terms_have_their_values(term, result):
    assert value(term, COIN) == [result]


@pytest.mark.parametrize(("formula", "verdict"), [
    ([">=", ["^", "X", 2], 1], True),
    ([">", "X", 0], False),
    (["=", ["-", "u", "u"], 0], True),
    (["forall", [["k", "nat"]], [], [">=", "k", 0]], True),
    (["forall", [["k", "nat"]], [], [">", "k", 0]], False),
    (["forall", [], [[">", "X", 0]], ["=", "X", 1]], True),
    (["forall", [], [[">", "X", 0]], ["=", ["E", "X"], 1]], False),
    (["roots", 0, ["/", -1, 4], "<", ["/", 1, 2]], False),
    (["roots", 0, ["/", -1, 4], "<=", ["/", 1, 2]], True),
    (["roots", 0, ["/", 1, 4], "<=", ["/", 1, 2]], True),
    (["roots", -3, 2, "<", 2], False),
    (["roots", -3, 2, "<=", 2], True),
    (["roots", 0, 0, "<", 0], False),
    (["limit", "k", ["/", 1, ["+", "k", 1]], 0], True),
    (["limit", "k", ["/", "k", ["+", "k", 1]], ["/", 9, 10]], False),
    (["limit", "k", ["^", ["/", 1, 2], "k"], 0], True),
    (["derivative", "x", ["^", "x", 3], ["*", 3, ["^", "x", 2]]], True),
    (["derivative", "x", ["^", "x", 3], ["*", 2, ["^", "x", 2]]], False),
    (["independent", "xi", []], False),
])  # fmt: skip
def test_formulas_are_true_or_false(formula, verdict):
    assert true(formula, COIN) == verdict


def test_what_has_no_exact_value_is_said_to_have_none():
    for term in (["sqrt", 2], ["^", "a", ["/", 1, 2]], ["sum", "j", 0, 1000, "j"]):
        with pytest.raises(NotEvaluable):
            value(term, COIN)


def test_worlds_with_noise_have_independent_noise():
    noise = {"xi": ["random", "nat"], "th": ["random", "nat"]}
    after = ["+", ["apply", "th", "k"], ["apply", "xi", "k"]]
    recursion = ["forall", [["k", "nat"]], [], ["=", ["apply", "th", ["+", "k", 1]], after]]
    for seed in range(10):
        world = Maker(noise, [["independent", "xi", ["th"]], recursion], random.Random(seed)).world()
        assert world is not None and not true(["independent", "th", ["th"]], world)


def test_assumptions_come_true_by_definition():
    doubling = ["forall", [["k", "nat"]], [], ["=", ["apply", "f", ["+", "k", 1]], ["*", 2, ["apply", "f", "k"]]]]
    given = [[">", "x", ["+", "y", 1]], doubling, ["derivative", "t", ["apply", "h", "t"], ["apply", "g", "t"]]]
    variables = {"x": "real", "y": "real", "f": ["real", "nat"], "g": ["real", "real"], "h": ["real", "real"]}
    theorem = {"variables": variables, "assume": given, "steps": []}
    known = judge(theorem, [["=", ["apply", "f", 3], ["*", 8, ["apply", "f", 0]]]], random.Random(1), 50)
    assert known.worlds == 50 and known.held == 50
    false = judge(theorem, [["=", ["apply", "f", 3], ["*", 6, ["apply", "f", 0]]]], random.Random(1), 50)
    assert false.violated and false.witness["x"]
