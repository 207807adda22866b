"""Every denominator is shown to be nonzero: by a fact, a factorisation or a sign; otherwise the line is not found."""

import pytest

from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, gt, ne
from qedescent.proofs.language.symbols import natural, real

x, y = real("x y")
n = natural("n")

KNOWN = [
    ([ne(x, 1)], eq((x**2 - 1) / (x - 1), x + 1)),
    ([ne(1, x)], eq((x**2 - 1) / (x - 1), x + 1)),
    ([x < 1], eq(1 / (1 - x) - 1, x / (1 - x))),
    ([gt(x, 2)], eq((x**2 - 1) / (x - 1), x + 1)),
    ([ne(x, 1)], eq((n + 1) * (x - 1) / (n * x - n + x - 1), 1)),
    ([ne(x, 1), ne(x, -1)], eq((x + 1) / (x**2 - 1), 1 / (x - 1))),
    ([ne(x, 1)], eq((x - 1) / (x**2 - 2 * x + 1), 1 / (x - 1))),
    ([ne(x, y)], eq((x**3 - y**3) / (x - y), x**2 + x * y + y**2)),
    ([ne(x, 0)], eq((x + 1) / x**n, x / x**n + 1 / x**n)),
    ([], eq(n / (n + 1) + 1 / (n + 1), 1)),
    ([], eq(x**2 / (x**2 + 1) + 1 / (x**2 + 1), 1)),
]


@pytest.mark.parametrize(("given", "goal"), KNOWN, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_denominator_that_is_known_to_be_nonzero_is_multiplied_out(found, given, goal):
    found(given, goal, algebra)


UNKNOWN = [
    ([], eq((x**2 - 1) / (x - 1), x + 1)),
    ([x <= 1], eq((x**2 - 1) / (x - 1), x + 1)),
    ([ne(x, 1)], eq((x + 1) / (x**2 - 1), 1 / (x - 1))),  # x may be -1
    ([], eq((x**3 - y**3) / (x - y), x**2 + x * y + y**2)),
    ([], eq((n + x) / n, 1 + x / n)),
    ([ne(x * y, 1)], eq(x / (x - 1), 1 + 1 / (x - 1))),
]


@pytest.mark.parametrize(("given", "goal"), UNKNOWN, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_denominator_that_may_be_zero_is_not(not_found, given, goal):
    assert "nonzero" in not_found(given, goal, algebra)
