"""A formula too long for one line, broken where its logic joins it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qedescent.proofs.report.formulas import at, declarations, formula, gathered, premise, within
from qedescent.proofs.report.relations import Strength


def rows(layout: Any, node: Any, fits: Callable[[str], bool], depth: int = 0) -> Iterator[tuple[int, str]]:
    """A formula too long for a line in several, broken where its logic joins it, each with its depth."""
    text = formula(layout, node).text
    match node:
        case _ if fits(text):
            yield depth, text
        case ["and", first, *rest]:
            yield from rows(layout, first, fits, depth)
            for part in rest:
                yield depth, layout.notation.conjunction(["", at(layout, part, Strength.RELATION)])
        case ["forall", *parts] if parts[0] or parts[1]:
            variables, premises, conclusion = gathered(*parts)
            inner = within(layout, variables)
            head = layout.notation.implication(premise(inner, premises), "") if premises else ""
            yield depth, layout.notation.for_all(declarations(layout, variables), head) if variables else head
            yield from rows(inner, conclusion, fits, depth + 1)
        case _:
            yield depth, text
