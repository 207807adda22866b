"""What was measured beside what was predicted, by the claim and by its rivals, point by point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qedescent.proofs.outcome import Outcome, Reading, RivalOutcome
from qedescent.proofs.report.prose import number, span

_POINT = re.compile(r"(.*) at (\S+ = \S+(?:, \S+ = \S+)*)")
_POWER = re.compile(r"\d+(?:\.\d+)?e[+-]\d+")
_ONLY_WORDS = re.compile(r"\\text\{(.*)\}")


@dataclass(frozen=True)
class Row:
    """One point: its reading, and the reading of the rival's prediction against the same number."""

    point: str
    reading: Reading
    rival: Reading | None = None


@dataclass(frozen=True)
class Rival:
    """The formula of a plausible slip, or a wrong situation, its control, measured in place of the right one."""

    formula: str
    value: str  # in place of a formula without letters
    meaning: str
    rejected: bool
    rejections: int
    readings: tuple[Reading, ...]

    @property
    def room(self) -> float | None:
        """By how many standard errors chance missed letting it stand, at the point where that is most."""
        return max((r.room for r in self.readings if not r.agrees and r.room), default=None)


@dataclass(frozen=True)
class Table:
    """One measured quantity at its points, and the rivals that had to fail there."""

    quantity: str
    rows: tuple[Row, ...]
    rivals: tuple[Rival, ...] = ()
    controls: tuple[tuple[Rival, tuple[Row, ...]], ...] = ()

    @property
    def has_rival(self) -> bool:
        return any(row.rival for row in self.rows)


def tables(outcome: Outcome) -> tuple[Table, ...]:
    """The measured quantities, in order; a rival that shares the measured numbers stands in the same rows."""
    rivals = outcome.rival.parts or ((outcome.rival,) if outcome.rival.formula else ())
    names = dict.fromkeys(_split(r)[0] for r in outcome.measurement.readings)
    return tuple(_table(name, outcome.measurement.readings, rivals) for name in names)


def unplaced(outcome: Outcome) -> tuple[Rival, ...]:
    """Rivals without readings of their own beside a measured quantity."""
    rivals = outcome.rival.parts or ((outcome.rival,) if outcome.rival.formula else ())
    names = {_split(r)[0] for r in outcome.measurement.readings}
    return tuple(_rival(r) for r in rivals if not {_split(x)[0] for x in r.readings} & names)


def _table(name: str, readings: Sequence[Reading], rivals: Sequence[RivalOutcome]) -> Table:
    own = [r for r in readings if _split(r)[0] == name]
    here = [r for r in rivals if any(_split(x)[0] == name for x in r.readings)]
    measured = {(r.quantity, r.measured) for r in own}
    formulas = [r for r in here if all((x.quantity, x.measured) in measured for x in r.readings)]
    against = {x.quantity: x for r in formulas for x in r.readings}
    return Table(
        name,
        tuple(Row(_split(r)[1], r, against.get(r.quantity)) for r in own),
        tuple(map(_rival, formulas)),
        tuple((_rival(r), tuple(Row(_split(x)[1], x) for x in r.readings)) for r in here if r not in formulas),
    )


def _split(reading: Reading) -> tuple[str, str]:
    """The quantity and the point at which it was measured."""
    found = _POINT.fullmatch(reading.quantity)
    return (found[1], _POWER.sub(lambda m: number(float(m[0])), found[2])) if found else (reading.quantity, "")


def _rival(rival: RivalOutcome) -> Rival:
    words = _ONLY_WORDS.fullmatch(rival.formula)
    formula, meaning = ("", rival.meaning or words[1]) if words else (rival.formula, rival.meaning)
    predictions = {r.predicted for r in rival.readings}
    constant = len(predictions) == 1 and not re.search(r"\\(?!frac)|[^\W\d_]", formula.replace(r"\frac", ""))
    value = span(next(iter(predictions))) if formula and constant else ""
    if formula and any(isinstance(p, tuple) for p in predictions):
        formula = rf"\left[{formula}\right]"  # the two ends of a band
    rejections = sum(not r.agrees for r in rival.readings)
    return Rival(formula, value, meaning, rival.rejected, rejections, rival.readings)
