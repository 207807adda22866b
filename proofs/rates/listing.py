"""What a rate can be asked for, in lines of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from qedescent.proofs.rates.noises import NOISES
from qedescent.proofs.rates.optimizers import BOOK
from qedescent.proofs.rates.outputs import OUTPUTS
from qedescent.proofs.rates.problems import PROBLEMS
from qedescent.proofs.rates.schedules import FORMS

COLUMNS = 80


def table() -> Iterator[str]:
    """What a rate can be asked for."""
    yield from _section("rules", dict.fromkeys(BOOK, ""))
    yield from _section("problems", {_with_defaults(x, kind.defaults): kind.says for x, kind in PROBLEMS.items()})
    yield from _section("schedules", {_with_defaults(x, form.defaults): form.formula for x, form in FORMS.items()})
    yield from _section("outputs", OUTPUTS)
    yield from _section("noise, of quadratic", dict.fromkeys(NOISES, ""))


def _section(name: str, entries: Mapping[str, str]) -> Iterator[str]:
    yield name
    if not any(entries.values()):
        yield from wrap(", ".join(entries), COLUMNS, initial_indent="  ", subsequent_indent="  ")
        return
    for entry, says in entries.items():
        yield f"  {entry}"
        yield from wrap(says, COLUMNS, initial_indent="      ", subsequent_indent="      ")


def _with_defaults(name: str, defaults: Mapping[str, Any]) -> str:
    numbers = ",".join(f"{x}={';'.join(f'{v:g}' for v in values) if isinstance(values, tuple) else f'{values:g}'}"
                       for x, values in defaults.items())  # fmt: skip
    return f"{name}:{numbers}" if numbers else name
