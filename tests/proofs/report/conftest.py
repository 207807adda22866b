"""Outcomes for the tests of the report, with one figure drawn once."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from qedescent.proofs.report.figure import draw


@pytest.fixture(scope="session")
def imagined() -> Any:
    """The module of imagined outcomes beside this file, loaded by its path so that no package is needed."""
    place = Path(__file__).with_name("fixture_outcomes.py")
    spec = importlib.util.spec_from_file_location("fixture_outcomes", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paint(left: Any, right: Any) -> None:
    left.plot([1, 2, 3], [1, 4, 9], label="measured")
    left.legend()
    right.fill_between([1, 2, 3], [0, 1, 2], [1, 2, 3])
    right.set_xlabel(r"$\varepsilon\lambda$")


@pytest.fixture(scope="session")
def figure() -> str:
    return draw(paint, panels=2)


@pytest.fixture(scope="session")
def outcomes(imagined: Any, figure: str) -> list[Any]:
    return imagined.outcomes(figure)
