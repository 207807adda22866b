"""Where the roots of a quadratic lie, by Jury's three margins and back."""

import pytest

from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import ge, gt, roots_within
from qedescent.proofs.language.symbols import real

a, b, r, z = real("a b r z")

WITHIN = [
    ([a < 1, a > -1], roots_within(z**2 - a * z, z)),
    ([a <= 1, a >= -1], roots_within(z**2 - a * z, z, strictly=False)),
    ([a >= 0, a < 1, b > 0, b < 2 * (1 + a)], roots_within(z**2 - (1 + a - b) * z + a, z)),
    ([r > 0, a > -r, a < r], roots_within(z**2 - a * z, z, r)),
]
NOT_KNOWN = [
    ([a < 1], roots_within(z**2 - a * z, z)),
    ([a <= 1, a >= -1], roots_within(z**2 - a * z, z)),  # weak margins, strict claim
    ([a >= 0, a < 1, b > 0, b <= 2 * (1 + a)], roots_within(z**2 - (1 + a - b) * z + a, z)),
    ([a > -r, a < r], roots_within(z**2 - a * z, z, r - 1)),
    ([], roots_within(z**2 + 1, z)),
    ([], ge(a**2, 0)),
]


@pytest.mark.parametrize(("given", "goal"), WITHIN)
def test_the_margins_give_the_roots(found, given, goal):
    found(given, goal, jury_criterion)


@pytest.mark.parametrize(("given", "goal"), NOT_KNOWN)
def test_without_a_margin_nothing_is_said(not_found, given, goal):
    not_found(given, goal, jury_criterion)


def test_the_roots_give_the_margins(found, not_found):
    stable = roots_within(z**2 + a * z + b, z)
    found([stable], gt(1 + a + b, 0), jury_margins)
    found([stable], gt(1, b), jury_margins)
    weak = roots_within(z**2 + a * z + b, z, strictly=False)
    found([weak], ge(1, b), jury_margins)
    not_found([weak], gt(1, b), jury_margins)
    not_found([stable], gt(b, 0), jury_margins)
