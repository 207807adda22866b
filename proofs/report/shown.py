"""A formula of a certificate in every form in which a reader may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.report.names import NotTypeset
from qedescent.proofs.report.plain import plain, plain_declarations
from qedescent.proofs.report.typeset import tex, tex_declarations, tex_rows, width

Sorts = Mapping[str, Any]


@dataclass(frozen=True)
class Formula:
    """A formula as TeX, in rows with their depth where it is long, and in plain text; or as raw data where it cannot
    be typeset without guessing."""

    tex: str
    plain: str = ""
    rows: tuple[tuple[int, str], ...] = ()
    raw: str = ""

    @property
    def text(self) -> str:
        """The formula for a terminal."""
        return self.plain or self.raw

    @property
    def is_long(self) -> bool:
        """Whether it deserves a line of its own in a list."""
        return len(self.rows) > 1 or width(self.tex) > 22


def shown(node: Any, sorts: Sorts) -> Formula:
    """The formula in TeX and in plain text, or raw."""
    try:
        return Formula(tex(node, sorts), plain(node, sorts), tuple(tex_rows(node, sorts)))
    except NotTypeset:
        return Formula("", raw=json.dumps(node, ensure_ascii=False)[:2000])


def declared(sorts: Sorts) -> tuple[Formula, ...]:
    """The variables, sort by sort."""
    try:
        return tuple(map(Formula, tex_declarations(sorts), plain_declarations(sorts)))
    except NotTypeset:
        return (Formula("", raw=json.dumps(sorts, ensure_ascii=False)[:2000]),)
