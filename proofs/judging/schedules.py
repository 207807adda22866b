"""Under schedules a rule may still be the book's, with other values of one of the book's hyperparameters at every step.

The change of variables then has the hyperparameters of the step before in it: torch's momentum is the book's for any ε with
α ε/ε_before for α, since v = -ε_before b before each step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol, cancel

from qedescent.analytic.notation import k
from qedescent.proofs.judging.change import BEFORE, NEXT, Change, Coefficient
from qedescent.proofs.judging.finding import solved
from qedescent.proofs.judging.induction import accepted, certificate, start_agrees
from qedescent.proofs.judging.settings import OWN, with_setting
from qedescent.proofs.judging.solving import solutions, vanishes
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.trial import fails
from qedescent.proofs.language.prover import NotFound
from qedescent.proofs.lifting.reading import Reading

Data = Any


@dataclass(frozen=True)
class Rescheduled:
    """With `value` for the book's `parameter` at each step nothing need be constant: proved, under `needs`. A letter marked
    `_before` is that of the step before; at the first step it is any number that `needs` allows."""

    parameter: str
    value: Expr
    change: Change
    needs: tuple[Data, ...]
    proof: Mapping[str, Any]
    sha256: str


def rescheduled(code: Reading, book: Reading, name: str) -> Iterator[Rescheduled]:
    """For each of the book's hyperparameters the schedule that does without a condition, where the proof of a step is found."""
    for p in book.parameters:
        unknown = Symbol(p + OWN, real=True)
        for change in solved(code, with_setting(book, {p: unknown})):
            value = _asked_for(change, Symbol(unknown.name + NEXT, real=True), unknown)
            found = None if value is None or value.has(k) else _proved(code, book, p, value, change, name)
            if found is not None:
                yield found
                break


def _proved(code: Reading, book: Reading, p: str, value: Expr, change: Change, name: str) -> Rescheduled | None:
    """The step with this schedule, if it holds, starts and is proved."""
    earlier = {x: {y: _remembered(c) for y, c in m.items()} for x, m in change.maps.items()}
    now = _one_earlier(value)
    step = Step(code, with_setting(book, {p: now}), Change(earlier), held=())
    if now == Symbol(p, real=True) or step.change.held() != () or fails(step):
        return None
    try:
        proof = certificate(step, f"{name}, with another {p} at each step")
    except NotFound:
        return None
    return Rescheduled(p, now, step.change, tuple(step.needs()), **accepted(proof)) if start_agrees(step) else None


def _asked_for(change: Change, later: Symbol, now: Symbol) -> Expr | None:
    """What keeps every coefficient of the change; None where nothing does, or the answer is no single value."""
    gaps = [cancel(c.one_later() - c.after) for m in change.maps.values() for c in m.values()]
    open_gaps = [gap for gap in gaps if gap.has(later)]
    found = solutions(open_gaps[0], later) if open_gaps else []
    if len(found) != 1 or found[0].has(later, now):
        return None
    return found[0] if all(vanishes(gap.xreplace({later: found[0]})) for gap in gaps) else None


def _remembered(c: Coefficient) -> Coefficient:
    """The factor before a step as the step before has left it."""
    return c if vanishes(c.one_later() - c.after) else Coefficient(_one_earlier(c.after), c.after)


def _one_earlier(e: Expr) -> Expr:
    """In the letters of this step and the step before instead of the next and this one."""
    names = {s: s.name for s in e.free_symbols if s != k}
    earlier = {s: n.removesuffix(NEXT) if n.endswith(NEXT) else n + BEFORE for s, n in names.items()}
    return e.xreplace({s: Symbol(n, real=True) for s, n in earlier.items()})
