"""How answers look in a notebook: a table in HTML, formulas in TeX; nothing is fetched, and every word is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from qedescent.proofs.judging.expressions import as_functions, sorts_of
from qedescent.proofs.language.formulas import term
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
    first = [] if reading.query == "θ" else [rf"&g \text{{ is taken at }} {_typeset(reading.query)}"]
    return _aligned([*first, *(rf"{tex_name(x)} &\leftarrow {_typeset(f)}" for x, f in reading.after.items())])


def relation(judgment: Any) -> str:
    """The change of variables, or the residuals where there is none."""
    change = {} if judgment.change is None else judgment.change.written_out()
    lines = [rf"{tex_name(x)} &= {_typeset(image)}" for x, image in change.items()]
    apart = [p for p in judgment.partings if p.residual is not None and not change]
    lines += [rf"&{_typeset(term(as_functions(p.residual))[0])} \text{{ in step {p.step}}}" for p in apart]
    return _aligned(lines or [rf"&\text{{{judgment.relation}}}"])


def _typeset(data: Any) -> str:
    return tex(data, sorts_of(data))


def _aligned(lines: Iterable[str]) -> str:
    return "$$\\begin{aligned}" + r" \\ ".join(lines) + "\\end{aligned}$$"
