"""What code computes and how that is related to a rule, as an object that shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qedescent.proofs.judging.judgment import Judgment
from qedescent.proofs.judging.plain_data import data
from qedescent.proofs.judging.telling import headline, lines, rule_lines, text
from qedescent.proofs.judging.writing import formula
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.notebook import assignments, table


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
        rules = (("it computes", self.reading), ("the rule", self.book))
        rows = [(label, line) for label, reading in rules for line in rule_lines(reading)]
        return table(headline(self.judgment), [*rows, *lines(self.judgment)])

    def _repr_latex_(self) -> str:
        return assignments(self.reading)

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"computes": self.formulas(), **data(self.judgment)}

    def formulas(self) -> dict[str, str]:
        return {"query": formula(self.reading.query), **{x: formula(f) for x, f in self.reading.after.items()}}
