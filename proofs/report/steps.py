"""Every step that the checker saw, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.report.shown import Formula, Sorts, shown


@dataclass(frozen=True)
class Step:
    """A step of the checker: its number, the rule, and the formula it reached where the step states one."""

    number: str
    rule: str
    goal: Formula | None


def steps(proof: Any, sorts: Sorts) -> tuple[Step, ...]:
    """All steps of a proof, those of its sub-proofs included."""
    return tuple(
        Step(number, str(step["rule"]), shown(step["goal"], known) if "goal" in step else None)
        for number, step, known in walk(proof, sorts)
    )


def walk(steps: Any, sorts: Sorts, before: str = "") -> Iterator[tuple[str, Mapping[str, Any], Sorts]]:
    """Every step and sub-step in order: its number, itself, and the sorts in force there."""
    for place, step in _sub_steps(steps):
        yield before + place, step, sorts
        inner = {**sorts, **_bound(step)}
        held = [value for field, value in step.items() if field != "goal" and any(_sub_steps(value))]
        for letter, value in zip("abcdefgh" if len(held) > 1 else " ", held, strict=False):
            yield from walk(value, inner, f"{before}{place}{letter.strip()}.")


def _bound(step: Mapping[str, Any]) -> dict[str, Any]:
    match step:
        case {"rule": "induct", "variable": str(k)}:
            return {k: "nat"}
        case {"variables": list(pairs)}:
            return {pair[0]: pair[1] for pair in pairs if isinstance(pair, list) and len(pair) == 2}
    return {}


def _sub_steps(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and value and all(isinstance(v, dict) and "rule" in v for v in value):
        yield from ((str(i), step) for i, step in enumerate(value, 1))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ((f"{name} {place}", step) for place, step in _sub_steps(inner))
    elif isinstance(value, list):
        for i, inner in enumerate(value, 1):
            yield from ((f"{i}.{place}", step) for place, step in _sub_steps(inner))
