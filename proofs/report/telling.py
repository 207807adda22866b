"""The lines of a proof as they are read, with chains of equalities and inequalities written as chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.report.names import NotTypeset
from qedescent.proofs.report.outline import Line, Part
from qedescent.proofs.report.plain import plain_link
from qedescent.proofs.report.relations import readings, way
from qedescent.proofs.report.shown import Formula, declared, shown
from qedescent.proofs.report.typeset import tex_link


@dataclass(frozen=True)
class Told:
    """A line for the reader; one that `continues` is written without its left side, the term that stands above it."""

    goal: Formula
    reason: str
    continues: bool = False


@dataclass(frozen=True)
class Under:
    """Lines under what is supposed for them."""

    words: str
    declared: tuple[Formula, ...]
    supposed: tuple[Formula, ...]
    lines: tuple[Told | Under, ...]


def told(items: Sequence[Line | Part]) -> tuple[Told | Under, ...]:
    """The outline ready to be read; what goes on from the line above is written as a chain."""
    lines: list[Told | Under] = []
    reached: Any = None  # the term at the end of the chain so far
    led = ""  # whether the chain goes up or down
    for item, following in zip(items, [*items[1:], None], strict=False):
        if isinstance(item, Part):
            known = tuple(shown(f, item.sorts) for f in item.supposed)
            lines.append(Under(item.words, declared(item.variables), known, told(item.items)))
            reached, led = None, ""
            continue
        link = _next_link(item.goal, reached, led)
        if link is None and isinstance(following, Line):
            begun = ((s, a, b) for s, a, b in readings(item.goal) if _next_link(following.goal, b, way(s)))
            link, led = next(begun, None), ""
        lines.append(Told(_linked(link, item), item.reason, bool(link) and link[1] is None))
        reached, led = (link[2], led or way(link[0])) if link else (None, "")
    return tuple(lines)


def _next_link(goal: Any, reached: Any, led: str) -> tuple[str, Any, Any] | None:
    """The relation that goes on from the term reached, in the direction the chain has, without its left side."""
    if not isinstance(reached, list):  # from a mere name or number no reader expects to go on
        return None
    found = ((s, None, b) for s, a, b in readings(goal) if a == reached and way(s) in ("", led or way(s)))
    return next(found, None)


def _linked(link: tuple[str, Any, Any] | None, item: Line) -> Formula:
    if link:
        try:
            return Formula(tex_link(*link, sorts=item.sorts), plain_link(*link, sorts=item.sorts))
        except NotTypeset:
            pass
    return shown(item.goal, item.sorts)
