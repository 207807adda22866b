"""The theorems of a certificate as a reader follows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.report.outline import Line, Part, outline
from qedescent.proofs.report.shown import Formula, declared, shown
from qedescent.proofs.report.steps import Step, steps
from qedescent.proofs.report.telling import Told, Under, told


@dataclass(frozen=True)
class Theorem:
    """A checked theorem: `lines` are what its author told, `steps` all that the checker saw.

    Last lines that are conclusions are not among the lines: their reasons stand beside the conclusions.
    """

    name: str
    variables: tuple[Formula, ...]
    assumptions: tuple[Formula, ...]
    needs: tuple[Formula, ...]
    lines: tuple[Told | Under, ...]
    conclusions: tuple[Told, ...]
    steps: tuple[Step, ...]


def theorem(data: Mapping[str, Any]) -> Theorem:
    """One theorem of a certificate, ready to be read."""
    sorts = data.get("variables", {})
    proof, show = data.get("steps", []), data.get("show", [])
    items, ends = ended(outline(proof, sorts), show)
    return Theorem(
        name=str(data.get("name", "")),
        variables=declared(sorts),
        assumptions=tuple(shown(f, sorts) for f in data.get("assume", [])),
        needs=tuple(shown(f, sorts) for f in data.get("needs", [])),
        lines=told(items),
        conclusions=tuple(Told(shown(f, sorts), ends.get(json.dumps(f), "")) for f in show),
        steps=steps(proof, sorts),
    )


def ended(items: Sequence[Line | Part], conclusions: Sequence[Any]) -> tuple[Sequence[Line | Part], dict[str, str]]:
    """The items without the last lines that are conclusions, and the reasons of these."""
    kept, reasons = list(items), {}
    while kept and isinstance(line := kept[-1], Line) and line.goal in conclusions:
        kept.pop()
        reasons[json.dumps(line.goal)] = line.reason
    return kept, reasons


def theorems(certificate: Mapping[str, Any] | None) -> tuple[Theorem, ...]:
    """All theorems of a certificate, in order."""
    return tuple(map(theorem, (certificate or {}).get("theorems", [])))


def all_sorts(certificate: Mapping[str, Any] | None) -> dict[str, Any]:
    """Every declared variable of every theorem; axioms and side conditions carry no declarations."""
    found: dict[str, Any] = {}
    for data in (certificate or {}).get("theorems", []):
        found |= data.get("variables", {})
    return found


def hypotheses(parts: tuple[Theorem, ...]) -> tuple[Formula, ...]:
    """The assumptions that all theorems of a claim share; those of one part only are shown with that part."""
    shared = set.intersection(*(set(part.assumptions) for part in parts)) if parts else set()
    return tuple(dict.fromkeys(f for part in parts for f in part.assumptions if f in shared))
