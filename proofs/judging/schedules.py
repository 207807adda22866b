"""Under schedules a rule may still be the book's, with other values of one of the book's hyperparameters at every step."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Symbol, cancel

from qedescent.proofs.judging.change import NEXT, Change, solved
from qedescent.proofs.judging.settings import OWN, with_setting
from qedescent.proofs.judging.solving import solutions
from qedescent.proofs.lifting.reading import Reading


def rescheduled(code: Reading, book: Reading) -> Iterator[tuple[str, Expr]]:
    """(hyperparameter of the book, its value at the next step in this step's hyperparameters and the next's, marked)."""
    for p in book.parameters:
        unknown = Symbol(p + OWN, real=True)
        for change in solved(code, with_setting(book, {p: unknown})):
            value = _asked_for(change, Symbol(unknown.name + NEXT, real=True), unknown)
            if value is not None and value != Symbol(p + NEXT, real=True):
                yield p, value
                break


def _asked_for(change: Change, later: Symbol, now: Symbol) -> Expr | None:
    """What keeps every coefficient of the change; None where nothing does, or the answer is no single value."""
    gaps = [cancel(c.one_later() - c.after) for m in change.maps.values() for c in m.values()]
    open_gaps = [gap for gap in gaps if gap.has(later)]
    found = solutions(open_gaps[0], later) if open_gaps else []
    if len(found) != 1 or found[0].has(later, now):
        return None
    return found[0] if all(cancel(gap.xreplace({later: found[0]})) == 0 for gap in gaps) else None
