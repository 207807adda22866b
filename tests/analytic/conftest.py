"""Exact comparison: of rational formulas, and of formulas at exact points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Rational, cancel, sympify


@pytest.fixture(scope="session")
def identical() -> Callable[[Any, Any], bool]:
    """Whether two rational expressions are one rational function."""
    return lambda a, b: cancel(sympify(a) - sympify(b)) == 0


@pytest.fixture(scope="session")
def at() -> Callable[[Any, dict[Any, str | int]], Any]:
    """The exact value at rational numbers given as text, such as "9/10"."""
    return lambda expression, point: sympify(expression).subs({x: Rational(y) for x, y in point.items()})
