"""Limits with a bound, signs of powers, distances from a limit: what is claimed for every k is shown for every k."""

import pytest

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.finders.distances import alternates_within, stays_below
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import (
    alternating_sign,
    line_below_power,
    powers_not_negative,
    slower_powers_win,
)
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, formula, ge, tends_to
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.language.symbols import natural, real

a, b, c, x = real("a b c x")
k, n = natural("k n")


def accepted(p, goal):
    answer = checked(certificate_bytes(p.certificate("id", "title", [formula(goal)])))
    assert answer["verdict"] == "PROVED", answer["why"]


def near(p):
    """|c aᵏ| <= c aᵏ for c >= 0."""
    p.instance(forall(n, ge(a**n, 0)), {n: k})
    p.have(ge(c * a**k, c * a**k), signs)
    p.have(ge(c * a**k, -c * a**k), signs)


def test_a_geometric_sequence_tends_to_zero_where_its_ratio_lies_in_the_unit_interval():
    p = Prover([a >= 0, a < 1, c >= 0], mentions=[eq(c, x)])
    powers_not_negative(p, n, a)
    limit = tends_to(k, x + c * a**k, x)
    show_limit(p, limit, c, a, by=lambda: near(p))
    accepted(p, limit)


@pytest.mark.parametrize("given", [[a >= 0, a <= 1, c >= 0], [a < 1, c >= 0], [a >= 0, a < 1]], ids=["a <= 1", "a < 0", "c < 0"])
def test_without_a_hypothesis_it_is_not_shown(given):
    p = Prover(given, mentions=[eq(c, x)])
    with pytest.raises(NotFound):
        powers_not_negative(p, n, a)
        show_limit(p, tends_to(k, x + c * a**k, x), c, a, by=lambda: near(p))


def test_one_over_k_tends_to_zero_and_to_nothing_else():
    p = Prover((), mentions=[eq(x, 0)])
    limit = tends_to(k, 1 / (k + 1), 0)
    show_limit(p, limit, 1)
    accepted(p, limit)
    with pytest.raises(NotFound):
        show_limit(p, tends_to(k, 1 / (k + 1), 1), 1)
    with pytest.raises(NotFound):
        show_limit(p, tends_to(k, 2 / (k + 1), 0), 1)


def test_powers_of_what_may_be_negative_have_no_sign():
    with pytest.raises(NotFound):
        powers_not_negative(Prover((), mentions=[eq(a, 0)]), n, a)


def test_a_power_of_minus_one_lies_between_minus_one_and_one():
    p = Prover((), mentions=[eq(x, 0)])
    accepted(p, alternating_sign(p, n))


def test_a_slower_power_wins_against_a_line_times_a_faster_one():
    p = Prover([a >= 0, b > a, b <= 1, c >= 0])
    accepted(p, slower_powers_win(p, n, a, b))
    goal = forall(n, ge((1 + c / (b - a)) * b**n, (1 + c * n) * a**n))
    p.prove(goal, by=lambda: line_below_power(p, n, c, a, b, 1 + c / (b - a)))
    accepted(p, goal)


@pytest.mark.parametrize("given", [[b > a, b <= 1], [a >= 0, b <= 1], [a >= 0, b > a]], ids=["a < 0", "b <= a", "a > 1"])
def test_a_power_that_is_not_known_to_be_slower_does_not_win(given):
    with pytest.raises(NotFound):
        slower_powers_win(Prover(given, mentions=[eq(a, b)]), n, a, b)


def test_a_value_below_its_limit_is_as_far_from_it_as_it_lacks():
    p = Prover([b >= 0, eq(x, a - b)])
    stays_below(p, x, a, b)
    accepted(p, ge(b, x - a))
    accepted(p, ge(b, a - x))
    with pytest.raises(NotFound):
        stays_below(Prover([eq(x, a - b)]), x, a, b)
    with pytest.raises(NotFound):
        stays_below(Prover([b >= 0, eq(x, a + b)]), x, a, b)


def test_an_alternating_value_stays_within_its_bound():
    p = Prover([eq(x, a * b), ge(1, a), ge(a, -1), ge(b, 0), ge(c, b)])
    alternates_within(p, x, a, b, c, law=0)
    accepted(p, ge(c, x))
    accepted(p, ge(c, -x))
    with pytest.raises(NotFound):
        alternates_within(Prover([eq(x, a * b), ge(1, a), ge(a, -1), ge(b, 0)], mentions=[eq(c, 0)]), x, a, b, c, law=0)


def test_a_reason_that_shows_another_line_shows_no_limit():
    p = Prover((), mentions=[eq(x, 0)])
    with pytest.raises(NotFound):
        show_limit(p, tends_to(k, 1 / (k + 1), 0), 1, by=lambda: p.have(eq(x, x), algebra))
