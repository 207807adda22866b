"""`qedescent describe`: what follows from a rule, through the same functions as the book's rules; what does not is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sympy import Pow

from qedescent.analytic.effective_step import NeverSettles, decays, effective_step
from qedescent.analytic.rule import UpdateRule
from qedescent.proofs.invariances import first_step, invariances
from qedescent.proofs.judging.expressions import in_decimals, rule_of
from qedescent.proofs.judging.telling import rule_lines
from qedescent.proofs.judging.writing import formula, shown
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.notebook import assignments, once, table
from qedescent.proofs.on_a_quadratic import on_a_quadratic

Row = tuple[str, str]
power = function("pow", "real", "real", "real")


@dataclass(frozen=True)
class Description:
    """(what, answer) in reading order; an answer that could not be had says why."""

    name: str
    rows: tuple[Row, ...]
    reading: Reading

    def __str__(self) -> str:
        width = max(len(what) for what, _ in self.rows)
        return "\n".join([self.name, *(f"  {what:<{width}}  {answer}" for what, answer in once(self.rows))])

    def _repr_html_(self) -> str:
        return table(self.name, self.rows)

    def _repr_latex_(self) -> str:
        return assignments(self.reading)

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"name": self.name, "rows": [{"what": what, "answer": answer} for what, answer in self.rows]}


def describe(name: str, reading: Reading, own: UpdateRule | None = None) -> Description:
    """What can be derived of a rule that was read, or is the book's `own`."""
    rule = own or rule_of(in_short_decimals(reading), name)
    rows = chain(
        (("computes", line) for line in rule_lines(reading)),
        (("read when", formula(f)) for f in reading.conditions),
        _under_a_constant_gradient(rule),
        on_a_quadratic(rule),
        [("first step", first_step(reading))],
        invariances(reading),
    )
    return Description(name, tuple(rows), reading)


def _under_a_constant_gradient(rule: UpdateRule) -> Iterator[Row]:
    fading = decays(rule)
    letters = sorted({shown(d) for d in fading.values() if d.free_symbols})
    try:
        step = f"each step tends to {shown(effective_step(_with_powers(rule)))}"
        yield "under a constant gradient", step + (f", for {', '.join(letters)} within (-1, 1)" if letters else "")
    except NeverSettles as why:
        yield "under a constant gradient", str(why)
    for memory, decay in fading.items():
        told = f"fades by {shown(decay)} a step, over {shown(1 / (1 - decay))} steps" if decay != 1 else "never fades"
        yield f"memory of {shown(memory)}", told


def _with_powers(rule: UpdateRule) -> UpdateRule:
    """Powers that are no natural ones are functions without a meaning to the kernel; here they are powers."""
    changed = tuple((x, e.replace(power, Pow)) for x, e in rule.assignments)
    return replace(rule, assignments=changed)


def in_short_decimals(reading: Reading) -> Reading:
    """Numbers that came from floats are the decimals that the floats print as."""
    after, first, start = ({x: in_decimals(f) for x, f in part.items()} for part in (reading.after, reading.first, reading.start))
    return replace(reading, query=in_decimals(reading.query), after=after, first=first, start=start)
