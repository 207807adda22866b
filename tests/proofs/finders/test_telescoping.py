"""Sums in closed form, with the side conditions that Gosper's algorithm forgets."""

import pytest
from sympy import Rational, Sum

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.finders import telescoping as finder
from qedescent.proofs.finders.antidifferences import antidifference
from qedescent.proofs.finders.counterexamples import value
from qedescent.proofs.finders.telescoping import closed_form, telescoping
from qedescent.proofs.language.formulas import eq, forall, ge, gt, ne, term
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.language.symbols import natural, real, sequence

α, β, g = real("α β g")
j, k, n, N = natural("j k n N")
s = sequence("s")


def up_to(body, last=n - 1, first=0):
    return Sum(body, (j, first, last))


CLOSED = [
    ([α < 1], up_to(α**j)),
    ([ne(α, 1)], up_to(α**j)),
    ([gt(α, 1)], up_to(α**j, n)),
    ([α < 1], up_to(α**j, n + 2, 2)),
    ([α < 1], up_to(α**j, 2 * n + 3)),
    ([α < 1, α >= 0], up_to(α ** (2 * j))),
    ([α < 1], up_to(g * α**j)),
    ([], up_to((1 - α) * α**j)),
    ([gt(1, α * β)], up_to((α * β) ** j)),
    ([], up_to(2**j)),
    ([], up_to(1)),
    ([], up_to(j)),
    ([], up_to(j**2)),
    ([], up_to(j**5)),
    ([α < 1], up_to(j * α**j)),
    ([α < 1], up_to((j + 1) * α**j)),
    ([α < 1], up_to(α**j + j)),
    ([], up_to(1 / ((j + 1) * (j + 2)))),
    ([], up_to(1 / ((j + 1) * (j + 3)))),
    ([], up_to(1 / (j + 1) - 1 / (j + 2))),
    ([], up_to(1 / ((j + N + 1) * (j + N + 2)))),
]


@pytest.mark.parametrize(("given", "series"), CLOSED, ids=str)
def test_a_closed_form_is_found_proved_and_right(given, series):
    p = Prover(given, mentions=[eq(series, 0)])
    closed = closed_form(p, series)
    assert not closed.has(Sum)
    answer = checked(certificate_bytes(p.certificate("id", "title", [eq(series, closed)])))
    assert answer["verdict"] == "PROVED", answer["why"]
    for length in range(4):
        point = {"n": length, "N": 2, "α": Rational(1, 3) if given != [gt(α, 1)] else 3, "β": Rational(2, 5), "g": 7}
        assert value(term(series)[0], point) == value(term(closed)[0], point)


OPEN = [
    ([], up_to(α**j)),  # α may be 1: the case that Gosper's algorithm forgets
    ([α <= 1], up_to(α**j)),
    ([α >= 0], up_to(j * α**j)),
    ([α < 1], up_to(α ** (2 * j))),  # α may be -1
    ([], up_to(1 / (j + 1))),
    ([], up_to(1 / (j + 1) ** 2)),
    ([], up_to(1 / (j * (j + 1)))),  # undefined at 0
    ([], up_to(1 / ((j + N) * (j + N + 1)))),  # N may be 0
    ([], up_to(s(j))),
    ([], up_to((j + 1) ** j)),
    ([], up_to(j**60)),  # it has one, after minutes
    ([], up_to(1 / ((j + 1) * (j + 1000)))),
]


@pytest.mark.parametrize(("given", "series"), OPEN, ids=str)
def test_where_there_is_none_or_a_side_condition_is_missing_none_is_given(given, series):
    p = Prover(given, mentions=[eq(series, 0)])
    before = len(p.facts)
    with pytest.raises(NotFound):
        closed_form(p, series)
    assert p.steps == [] and len(p.facts) == before


geometric = (1 - α**n) / (1 - α)
LINES = [
    ([α < 1], eq(up_to(α**j), geometric)),
    ([α < 1], eq(g + up_to(α**j), g + geometric)),
    ([α < 1], forall(n, eq(up_to(α**j), geometric))),
    ([α < 1, forall(k, eq(s(k), α**k))], eq(up_to(s(j)), geometric)),
    ([], eq(up_to(s(j + 1) - s(j)), s(n) - s(0))),
    ([], eq(up_to(j, 2 * n), n * (2 * n + 1))),  # the length is no letter: by Gosper's guess
    ([], eq(up_to(j) + up_to(j, N), n * (n - 1) / 2 + N * (N + 1) / 2)),
    ([], eq(up_to(1), n)),
]


@pytest.mark.parametrize(("given", "goal"), LINES, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_line_with_sums_is_shown(found, given, goal):
    p = found(given, goal, telescoping)
    assert any("telescop" in str(step) or "induction over" in str(step) for step in p.steps)


WRONG = [
    ([α <= 1], eq(up_to(α**j), geometric)),
    ([], eq(up_to(α**j), geometric)),
    ([α < 1], eq(up_to(α**j), (1 - α ** (n + 1)) / (1 - α))),
    ([α < 1], eq(up_to(α**j, n), geometric)),
    ([], eq(up_to(j), n * (n + 1) / 2)),
    ([], eq(up_to(j), n)),
    ([], eq(up_to(1 / (j + 1)), n)),
    ([], eq(up_to(s(j + 1) - s(j)), s(n))),
    ([eq(n, 2)], eq(up_to(j), n)),  # no use is made of what is known of one length
    ([], ge(up_to(j), 0)),
    ([], eq(s(n), n)),
]


@pytest.mark.parametrize(("given", "goal"), WRONG, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_wrong_line_is_not_shown(not_found, given, goal):
    not_found(given, goal, telescoping)


def test_the_missing_condition_is_named(not_found):
    assert not_found([], eq(up_to(α**j), geometric), telescoping) == "not known to be nonzero: ['-', 1, 'α']"


def test_it_is_a_link_of_a_calculation():
    p = Prover([α < 1], mentions=[eq(up_to(α**j), 0)])
    p.calc(g * up_to(α**j)).equals(g * geometric, by=telescoping.saying("a geometric sum")).done()
    assert p.steps[-1]["say"] == "a geometric sum"


def test_a_wrong_guess_of_gospers_algorithm_is_not_believed(monkeypatch):
    def wrong(body, index):
        return [(1 + rational, power) for rational, power in antidifference(body, index)]

    monkeypatch.setattr(finder, "antidifference", wrong)
    p = Prover([α < 1], mentions=[eq(up_to(α**j), 0)])
    with pytest.raises(NotFound):
        closed_form(p, up_to(α**j))
    assert p.steps == []
