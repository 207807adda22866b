"""What code computes and how that is related to a rule, as an object that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from sympy import latex

from qedescent.proofs.judging.expressions import rule_of
from qedescent.proofs.judging.judgment import Judgment
from qedescent.proofs.judging.telling import data, formula, text
from qedescent.proofs.lifting.reading import Reading


@dataclass(frozen=True)
class Explanation:
    """What code computes, and how it is related to a rule; shows itself in a notebook."""

    name: str
    reading: Reading
    judgment: Judgment
    book: Reading

    @property
    def parameters(self) -> set[str]:
        """The letters of both sides' hyperparameters."""
        return {*self.reading.parameters, *self.book.parameters}

    def __str__(self) -> str:
        return text(self.judgment, self.reading, self.book)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"computes": self.formulas(), **data(self.judgment)}

    def formulas(self) -> dict[str, str]:
        return {"query": formula(self.reading.query), **{x: formula(f) for x, f in self.reading.after.items()}}

    def _repr_latex_(self) -> str:
        made = rule_of(self.reading, self.name)
        rows = [rf"{latex(x)} &\leftarrow {latex(e)}" for x, e in made.assignments]
        return "$$\\begin{aligned}" + r" \\ ".join(rows) + "\\end{aligned}$$"
