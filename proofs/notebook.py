"""How answers look in a notebook: a table in HTML, formulas in TeX; nothing is fetched, and every word is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from qedescent.proofs.judging.expressions import sorts_of
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.report.names import tex_name
from qedescent.proofs.report.typeset import tex

Row = tuple[str, str]
LABEL = "text-align: left; vertical-align: top; white-space: nowrap; font-weight: normal; opacity: 0.7; padding-right: 1em"
ANSWER = "text-align: left; font-family: monospace; white-space: pre-wrap"


def once(rows: Iterable[Row]) -> Iterator[Row]:
    """A label that repeats is written once."""
    last = ""
    for label, text in rows:
        yield "" if label == last else label, text
        last = label


def table(title: str, rows: Iterable[Row]) -> str:
    """Labels and answers below a title."""
    lines = (f'<tr><th style="{LABEL}">{escape(a)}</th><td style="{ANSWER}">{escape(b)}</td></tr>' for a, b in once(rows))
    caption = f'<caption style="text-align: left; font-weight: bold; caption-side: top">{escape(title)}</caption>'
    return f"<table>{caption}<tbody>{''.join(lines)}</tbody></table>"


def assignments(reading: Reading) -> str:
    """What a step assigns, typeset from the terms themselves."""
    rows = [(x, f) for x, f in reading.after.items()]
    first = [] if reading.query == "θ" else [r"&g \text{ is taken at } " + tex(reading.query, sorts_of(reading.query))]
    lines = first + [rf"{tex_name(x)} &\leftarrow {tex(f, sorts_of(f))}" for x, f in rows]
    return "$$\\begin{aligned}" + r" \\ ".join(lines) + "\\end{aligned}$$"
