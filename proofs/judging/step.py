"""One step of the code and of the book under a change of variables: what is assumed, what is to be shown, what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.judging.change import NEXT, Change, of_the_code
from qedescent.proofs.judging.values import worked_out
from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.lifting.reading import Reading

Data = Any


@dataclass(frozen=True)
class Step:
    """What is assumed and shown about one step. Letters of the code are marked, the next step's too."""

    code: Reading
    book: Reading
    change: Change
    held: tuple[str, ...]

    def assumed(self) -> list[Data]:
        """The change before the step, what code and book assign, and that the held hyperparameters stay what they are."""
        own = {"θ": of_the_code("θ")}
        formulas = [["=", x, image] for x, image in self.change.written_out().items()]
        formulas += [
            ["=", of_the_code(x) + NEXT, substitute(self.code.after[x], own)] for x in self.change.maps
        ]
        formulas += [["=", y + NEXT, f] for y, f in self.book.after.items()]
        used = set().union(*map(names, self.shown()))
        return formulas + [["=", p + NEXT, p] for p in self.held if p + NEXT in used]

    def shown(self) -> list[Data]:
        """The same point of the gradient, and the change after the step."""
        own = {"θ": of_the_code("θ")}
        formulas = [["=", substitute(self.code.query, own), self.book.query]]
        return formulas + [["=", of_the_code(x) + NEXT, self.change.later(x)] for x in self.change.maps]

    def needs(self) -> list[Data]:
        """No denominator is 0, and nothing under a root is negative; in the code's letters and written out in the book's."""
        found: list[Data] = []
        own = self.change.written_out()
        for f in (*self.assumed(), *self.shown()):
            for d in conditions_of(f):
                found += [new for new in (d, substitute(d, own)) if new not in found]
        return found


def conditions_of(t: Data) -> Iterator[Data]:
    """Innermost first."""
    if isinstance(t, list):
        for part in t[1:]:
            yield from conditions_of(part)
        if t[0] == "/" and not isinstance(t[2], int):
            yield from _above(t[2])
            yield ["!=", t[2], 0]
        if t[0] == "sqrt":
            yield [">=", t[1], 0]


def _above(denominator: Data) -> Iterator[Data]:
    """What stands above in a denominator that is a quotient itself is not 0: the checker divides by it."""
    within = worked_out(denominator)
    while isinstance(within, list) and within[0] == "/":
        within = within[1]
        if not isinstance(within, int):
            yield ["!=", within, 0]
