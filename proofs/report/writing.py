"""A kernel term or formula written in a given notation, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from qedescent.proofs.report.formulas import FORMULAS, FormulaNotation, declarations, formula
from qedescent.proofs.report.layout import Layout
from qedescent.proofs.report.names import NotTypeset, refuse_look_alikes
from qedescent.proofs.report.relations import write_relation
from qedescent.proofs.report.rows import rows
from qedescent.proofs.report.terms import TERMS

T = TypeVar("T")


def write(notation: FormulaNotation, node: Any, sorts: Mapping[str, Any] | None = None) -> str:
    """The term or formula; NotTypeset for whatever would have to be guessed."""
    return _guarded(lambda: _written(_layout(notation, sorts or {}, node), node))


def write_declarations(notation: FormulaNotation, variables: Mapping[str, Any]) -> list[str]:
    """The declared variables, each with its sort."""
    return _guarded(lambda: declarations(Layout(notation, variables, TERMS), variables.items()))


def write_rows(
    notation: FormulaNotation, node: Any, sorts: Mapping[str, Any], fits: Callable[[str], bool]
) -> list[tuple[int, str]]:
    """A formula as lines with their depth: one if it fits, else broken where its logic joins it."""
    return _guarded(lambda: list(rows(_layout(notation, sorts, node), node, fits)))


def write_link(notation: FormulaNotation, sign: str, left: Any, right: Any, sorts: Mapping[str, Any]) -> str:
    """A link of a chain; without a left side it goes on from the link above."""
    return _guarded(lambda: write_relation(_layout(notation, sorts, [left or 0, right]), sign, left, right))


def _layout(notation: FormulaNotation, sorts: Mapping[str, Any], node: Any) -> Layout:
    refuse_look_alikes(sorted(_names(node) | set(sorts)))
    return Layout(notation, sorts, TERMS)


def _written(layout: Layout, node: Any) -> str:
    is_formula = isinstance(node, (list, tuple)) and bool(node) and node[0] in FORMULAS
    return (formula(layout, node) if is_formula else layout.piece(node)).text


def _names(node: Any) -> set[str]:
    if isinstance(node, str):
        return {node} - TERMS.keys() - FORMULAS.keys()
    return set().union(*map(_names, node)) if isinstance(node, (list, tuple)) else set()


def _guarded(work: Callable[[], T]) -> T:
    try:
        return work()
    except NotTypeset:
        raise
    except (RecursionError, ValueError, TypeError) as wrong:
        raise NotTypeset(f"too deep, too large or malformed to be read ({type(wrong).__name__})") from wrong
