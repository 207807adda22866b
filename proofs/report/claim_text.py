"""One claim as lines of plain text, its formulas in Unicode from the terms the checker read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from qedescent.proofs.outcome import Agreement, Outcome, Verdict
from qedescent.proofs.report.calculation import all_sorts, walk
from qedescent.proofs.report.names import LETTER_OF, NotTypeset
from qedescent.proofs.report.plain import plain, plain_declarations
from qedescent.proofs.report.prose import span

_TEX = {
    "le": "≤",
    "ge": "≥",
    "ne": "≠",
    "cdot": "·",
    "times": "×",
    "sqrt": "√",
    "infty": "∞",
    "to": "→",
    "in": "∈",
}


def words(text: str) -> str:
    """A sentence without its dollars, and with letters and signs for their names in TeX."""
    bare = re.sub(r"(?<!\\)\$", "", text).replace("\\$", "$")
    return re.sub(
        r"\\([A-Za-z]+)", lambda m: _TEX.get(m[1]) or LETTER_OF.get(m[1].removeprefix("var")) or m[0], bare
    )


def rival_in_words(outcome: Outcome) -> str:
    return "-" if not outcome.rival.formula else "rejected" if outcome.rival.rejected else "NOT REJECTED"


def written(node: Any, sorts: Mapping[str, Any]) -> str:
    try:
        return plain(node, sorts)
    except NotTypeset:
        return str(node)[:400]


def _declared(sorts: dict[str, Any]) -> str:
    try:
        return ", ".join(plain_declarations(sorts))
    except NotTypeset:
        return str(sorts)


def _theorem_lines(theorem: dict[str, Any]) -> Iterator[str]:
    sorts = theorem.get("variables", {})
    yield f"\n{str(theorem.get('name', 'theorem')).replace('_', ' ')}   ({_declared(sorts)})"
    for part in ("assume", "needs"):
        yield from (f"  {part}  {written(f, sorts)}" for f in theorem.get(part, []))
    for _, depth, step, inner in walk(theorem.get("steps", []), sorts):
        if not step["rule"]:
            yield f"    {'  ' * depth}{_opened(step, inner)}"
        elif step.get("say"):
            goal = written(step["goal"], inner) + "    " if "goal" in step else ""
            yield f"    {'  ' * depth}{goal}[{words(str(step['say']))}]"
    yield from (f"  hence  {written(f, sorts)}" for f in theorem.get("show", []))


def _opened(step: Mapping[str, Any], sorts: Mapping[str, Any]) -> str:
    """What a sub-proof supposes."""
    new = f"let {', '.join(plain_declarations(step['new']))}; " if step["new"] else ""
    known = ", ".join(written(f, sorts) for f in step["supposed"])
    return f"{new}{step['say']} {known}" if known else new.rstrip("; ")


def claim_lines(o: Outcome) -> Iterator[str]:
    yield f"{words(o.title)}\n{o.section} · {o.id} · {words(o.source)}\n\n{words(o.statement)}"
    for theorem in (o.proof.certificate or {}).get("theorems", []):
        yield from _theorem_lines(theorem)
    sorts = all_sorts(o.proof.certificate)
    expected = " (as expected)" if o.proof.verdict == o.expected == Verdict.REFUTED else ""
    yield f"\nproof        {o.proof.verdict}{expected}"
    if o.proof.why:
        yield f"             {o.proof.why}"
    yield from (f"needs        {written(f, sorts)}" for f in o.proof.side_conditions)
    yield from (
        f"axiom        {a.name}: {written(a.statement, sorts)}   [{a.source}]" for a in o.proof.axioms
    )
    yield from (f"cited        {part}" for part in o.proof.cited)
    yield from (f"witness      {name} = {value}" for name, value in o.proof.witness.items())
    yield f"measurement  {o.measurement.verdict}" + (f": {o.measurement.why}" if o.measurement.why else "")
    if o.measurement.verdict != Agreement.NOT_MEASURED:
        for r in o.measurement.readings:
            measured = f"{span(r.measured)} in {span(r.interval)}"
            yield f"             {words(r.quantity)}: {measured}, predicted {span(r.predicted)}"
    if o.rival.formula:
        yield f"rival        {words(o.rival.formula)}: {rival_in_words(o)}" + (
            f" ({words(o.rival.meaning)})" if o.rival.meaning else ""
        )
    if o.corrected_by:
        yield f"corrected by {o.corrected_by}"
    yield from (f"note         {words(note)}" for note in o.notes)
