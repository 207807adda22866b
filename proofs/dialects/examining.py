"""One optimizer read from its library, judged beside its rule and beside the formula that its documentation prints."""

from __future__ import annotations

import inspect
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from numbers import Real
from typing import Any

from qedescent.proofs.dialects.documentation import holds, says
from qedescent.proofs.dialects.entries import Entry
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.limits import within

MOST_SECONDS = 15.0  # of the clock, which a busy machine runs down; a second is usual
# What did not come to a relation; "FAILED" is a defect of this software, which is shown.
UNREADABLE, UNFINISHED, FAILED = "UNREADABLE", "UNFINISHED", "FAILED"
MEMORIES_START = ("initial_accumulator_value", "initial_scale", "momentum_decay")


@dataclass(frozen=True)
class Found:
    """What was read and judged, as data, and the reading itself for the comparison with others; where there is no relation,
    the row says in a word what there is instead, and why."""

    entry: Entry
    row: Mapping[str, Any] = field(default_factory=dict)
    reading: Reading | None = None

    def as_data(self) -> dict[str, Any]:
        entry = asdict(self.entry)
        about = {"label": self.entry.label, "name": self.entry.name, "like": self.entry.like, "command": self.entry.command}
        return {"optimizer": entry | about, **self.row}


def examine(entry: Entry) -> Found:
    """Read and judge one optimizer; what stands in the way is said, not raised: the table goes on."""
    from qedescent.proofs.command_words import found

    started = time.perf_counter()
    result = Found(entry, nothing(UNREADABLE, ""))
    try:
        subject = found(entry.target)
        started = time.perf_counter()
        result = within(MOST_SECONDS, lambda: _read(entry, subject))
        result = within(MOST_SECONDS, lambda: _judged(result, subject))
    except Exception as why:
        result = replace(result, row={**result.row, **nothing(_word(why), f"{type(why).__name__}: {why}"[:400])})
    return replace(result, row={**result.row, "seconds": round(time.perf_counter() - started, 3)})


def _word(why: Exception) -> str:
    from qedescent.proofs.lifting.recording import Unreadable
    from qedescent.proofs.report.selection import Refusal

    if isinstance(why, TimeoutError):
        return UNFINISHED
    return UNREADABLE if isinstance(why, Unreadable | Refusal | ImportError) else FAILED


def nothing(word: str, why: str) -> dict[str, Any]:
    """A row without a relation."""
    return {"relation": word, "why": why}


def _read(entry: Entry, subject: Any) -> Found:
    from qedescent.proofs.dialects.display import displayed
    from qedescent.proofs.judging.writing import formula
    from qedescent.proofs.lifting.targets import target_of
    from qedescent.proofs.lifting.usual import symbols
    from qedescent.proofs.probing import look_over

    arguments = symbols(subject, entry.arguments)
    target = target_of(subject, **arguments)
    reading = target.read()
    look_over(target, reading)
    computes = {"query": formula(reading.query), **{x: formula(f) for x, f in reading.after.items()}}
    row = {"computes": computes, "display": displayed(reading), "defaults": list(defaults(subject, arguments))}
    return Found(entry, {**row, **nothing(UNFINISHED, "")}, reading)


def _judged(found: Found, subject: Any) -> Found:
    from qedescent.proofs.dialects.display import displayed_judgment
    from qedescent.proofs.judging.expressions import reading_of
    from qedescent.proofs.judging.judgment import judge
    from qedescent.proofs.judging.plain_data import data
    from qedescent.proofs.questions import named

    assert found.reading is not None
    rule = named(found.entry.like)
    name = f"{rule.algorithm} {rule.name}".strip()
    judgment = judge(found.reading, reading_of(rule), found.entry.label, name)
    row = {**found.row, **data(judgment), "source": rule.source, "judged": displayed_judgment(judgment)}
    row["printed"] = _printed(found, subject, rule, str(judgment.relation))
    known = {name: _default(p.default) for name, p in inspect.signature(subject).parameters.items()}
    row["remarks"] = [r.text for r in found.entry.remarks if holds(r, subject.__doc__ or "", known, row)]
    return replace(found, row=row)


def _printed(found: Found, subject: Any, rule: Any, relation: str) -> str:
    """How what is computed is related to the formula in the documentation; empty where none is known to be there."""
    from qedescent.proofs.dialects.printed import PRINTED
    from qedescent.proofs.judging.expressions import reading_of
    from qedescent.proofs.judging.judgment import judge

    printed = PRINTED.get(found.entry.label)
    if printed is None or found.reading is None or not says(subject.__doc__ or "", printed.quote):
        return ""
    if printed.rule is rule:
        return relation
    return str(judge(found.reading, reading_of(printed.rule), found.entry.label, "its documentation").relation)


def defaults(subject: Any, arguments: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The defaults that the signature has for the hyperparameters and for what the memories start from."""
    from qedescent.proofs.lifting.letters import letters

    for name, parameter in inspect.signature(subject).parameters.items():
        symbolic = name in arguments and bool(letters({name: arguments[name]}))
        if symbolic or name in MEMORIES_START:
            stands_for = letters({name: arguments[name]}) if symbolic else ()
            yield {"argument": name, "letters": list(stands_for), "default": _default(parameter.default)}


def _default(value: Any) -> str:
    """As it is written; empty where there is none."""
    if value is inspect.Parameter.empty:
        return ""
    return f"{value:g}" if isinstance(value, Real) and not isinstance(value, bool) else repr(value)
