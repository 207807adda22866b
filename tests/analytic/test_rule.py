"""What may be called an update rule."""

from __future__ import annotations

import pytest
from sympy import Float, Rational

from qedescent.analytic.notation import g, r, t, v, α, ε, θ
from qedescent.analytic.rule import UpdateRule, next_values


def rule(**changes) -> UpdateRule:
    """The heavy ball, with some parts changed."""
    parts = {
        "name": "heavy ball",
        "algorithm": "8.2",
        "source": "a test",
        "parameters": (ε, α),
        "state": {v: 0},
        "assignments": ((v, α * v - ε * g), (θ, θ + v)),
    }
    return UpdateRule(**(parts | changes))


def test_assignments_see_what_was_assigned_before_them():
    assert next_values(rule()) == {θ: θ + α * v - ε * g, v: α * v - ε * g}


def test_the_order_of_the_assignments_matters():
    late = rule(assignments=((θ, θ + v), (v, α * v - ε * g)))
    assert next_values(late)[θ] == θ + v


def test_a_memory_that_is_never_assigned_keeps_its_value():
    idle = rule(assignments=((θ, θ - ε * g),))
    assert next_values(idle)[v] == v


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"assignments": ((v, α * v - ε * g), (θ, θ + v + r))}, "r is not declared"),
        ({"query": θ + r}, "r is not declared"),
        ({"assignments": ((v, Float("0.9") * v), (θ, θ + v))}, "float"),
        ({"query": θ + Float("0.5") * v}, "float"),
        ({"assignments": ((r, g**2), (θ, θ - ε * g))}, "r"),
        ({"assignments": ((g, θ), (θ, θ - ε * g))}, "g"),
        ({"assignments": ((t, t + 1), (θ, θ - ε * g))}, "t"),
        ({"assignments": ((ε, ε / 2), (θ, θ - ε * g))}, "ε is assigned but is no memory"),
        ({"state": {v: Float("0.5")}}, "float"),
        ({"assignments": ((v, α * v - ε * g),)}, "never assigned"),
        ({"query": θ - ε * g}, "gradient"),
    ],
)
def test_a_malformed_rule_is_refused(changes, complaint):
    with pytest.raises(ValueError, match=complaint) as refusal:
        rule(**changes)
    assert "\n" not in str(refusal.value)


def test_an_exact_rational_is_welcome():
    assert next_values(rule(assignments=((θ, θ - Rational(1, 10) * g),)))[θ] == θ - g / 10


def test_a_rule_cannot_be_changed_after_it_is_made():
    with pytest.raises(AttributeError):
        rule().name = "other"  # pyright: ignore[reportAttributeAccessIssue]
