"""The decimal oracle follows a rule far below the rounding of floats."""

from decimal import Decimal

import pytest

from qedescent.analytic.rules import adam, momentum, nesterov
from qedescent.proofs.lifting.oracle import value
from qedescent.proofs.lifting.probe import path


def test_two_steps_of_momentum_by_hand():
    places, points = path(momentum, [1.0, 2.0], [{"ε": 0.5, "α": 0.5}] * 2)
    assert places == [Decimal("-0.5"), Decimal("-1.75")]
    assert points == [0, Decimal("-0.5")]


def test_the_point_of_the_gradient_looks_ahead():
    _, points = path(nesterov, [1.0, 2.0], [{"ε": 0.5, "α": 0.5}] * 2)
    assert points == [0, Decimal("-0.75")]


def test_the_first_step_of_adam_is_the_step_size_whatever_the_gradient():
    (place,), _ = path(adam, [1e-8], [{"ε": 0.25, "ρ1": 0.5, "ρ2": 0.75, "δ": 0.0}])
    assert abs(place + Decimal("0.25")) < Decimal("1e-45")


def test_a_root_is_taken_to_fifty_digits_in_the_rule_and_zero_to_the_zero_is_one():
    assert value(["sqrt", ["/", 9, 4]], {}) == Decimal("1.5")
    assert value(["^", "x", 0], {"x": Decimal(0)}) == 1


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        (["exp", 0], 1),
        (["apply", "abs", ["-", 3]], 3),
        (["apply", "sign", ["-", 3]], -1),
        (["apply", "sign", 0], 0),
        (["apply", "max", 1, 2], 2),
        (["apply", "min", 1, 2], 1),
        (["apply", "pow", 4, ["/", 3, 2]], 8),
        (["apply", "log", 1], 0),
    ],
)
def test_the_functions_of_readings_have_their_values(t, expected):
    assert value(t, {}) == expected


def test_what_has_no_value_is_refused():
    with pytest.raises(ValueError, match="sum"):
        value(["sum", 1], {})
    with pytest.raises(ValueError, match="tan"):
        value(["apply", "tan", 1], {})
    with pytest.raises(ValueError, match=r"\^"):
        value(["^", 2, ["/", 1, 3]], {})
    with pytest.raises(KeyError):
        value("x", {})
