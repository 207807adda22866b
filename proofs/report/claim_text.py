"""One claim as lines of plain text, its formulas in Unicode from the terms the checker read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qedescent.proofs.outcome import Outcome, Verdict
from qedescent.proofs.report.calculation import Theorem
from qedescent.proofs.report.card import Card
from qedescent.proofs.report.prose import interval, measured, span, words
from qedescent.proofs.report.readings import Table
from qedescent.proofs.report.shown import Formula, shown
from qedescent.proofs.report.telling import Told, Under


def rival_in_words(outcome: Outcome) -> str:
    return "-" if not outcome.rival.formula else "rejected" if outcome.rival.rejected else "NOT REJECTED"


def written(node: Any, sorts: Mapping[str, Any]) -> str:
    return shown(node, sorts).text


def claim_lines(o: Outcome) -> Iterator[str]:
    """The claim in full: what is said, what was proved of it, what was measured."""
    card = Card(o)
    yield f"{words(o.title)}\n{o.section} · {o.id} · {words(o.source)}\n\n{words(o.statement)}\n"
    yield from _labelled("assume", card.hypotheses)
    yield from _labelled("needs", card.side_conditions)
    yield from _labelled("states", card.unproved)
    for theorem in card.theorems:
        yield from _theorem(theorem, len(card.theorems) > 1)
    yield from _verdicts(card)
    for table in card.tables:
        yield from _readings(table)
    for rival in (r for t in card.tables for r in (*t.rivals, *(c for c, _ in t.controls))):
        named = ": ".join(x for x in (rival.value or rival.formula and words(f"${rival.formula}$"), words(rival.meaning)) if x)
        yield f"{'rival':12} {named}  [{'rejected' if rival.rejected else 'NOT REJECTED'}]"
    if o.corrected_by:
        yield f"{'corrected':12} by {o.corrected_by}"
    yield from (f"{'note':12} {words(note)}" for note in o.notes)


def _labelled(label: str, formulas: Sequence[Formula]) -> Iterator[str]:
    yield from (f"{label:12} {f.text}" for f in formulas)


def _theorem(theorem: Theorem, several: bool) -> Iterator[str]:
    title = f"theorem {words(theorem.name.replace('_', ' '))}" if several else "proof"
    yield f"\n{title}, for {', '.join(f.text for f in theorem.variables)}"
    if several:
        yield from (f"  assume  {f.text}" for f in theorem.assumptions)
    yield from _calculation(theorem.lines, 2)
    for end in theorem.conclusions:
        yield f"  hence  {end.goal.text}" + (f"    [{words(end.reason)}]" if end.reason else "")


def _calculation(lines: Sequence[Told | Under], indent: int) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Told):
            yield f"{' ' * (indent + 4 * line.continues)}{line.goal.text}    [{words(line.reason)}]"
        else:
            yield " " * indent + _opening(line)
            yield from _calculation(line.lines, indent + 2)


def _opening(part: Under) -> str:
    let = f"let {', '.join(f.text for f in part.declared)}" if part.declared else ""
    suppose = f"{'' if part.words else 'suppose '}{', '.join(f.text for f in part.supposed)}" if part.supposed else ""
    return " ".join(x for x in (words(part.words), " and ".join(y for y in (let, suppose) if y)) if x)


def _verdicts(card: Card) -> Iterator[str]:
    o = card.outcome
    expected = " (as expected)" if o.proof.verdict == o.expected == Verdict.REFUTED else ""
    yield f"\n{'proof':12} {o.proof.verdict}{expected}"
    if o.proof.why:
        yield f"{'':12} {o.proof.why}"
    for name, source, statement in card.axioms:
        yield f"{'axiom':12} {name.replace('_', ' ')} ({words(source)}): {statement.text}"
    yield from (f"{'cited':12} {words(part)}" for part in o.proof.cited)
    yield from (f"{'witness':12} {name} = {value}" for name, value in o.proof.witness.items())
    yield f"{'measurement':12} {o.measurement.verdict}" + (f": {o.measurement.why}" if o.measurement.why else "")


def _readings(table: Table) -> Iterator[str]:
    for row in table.rows:
        where, r = (f" at {row.point}" if row.point else ""), row.reading
        within = "" if interval(r) == "—" else f" {interval(r)}"
        sign = "✓" if r.agrees else "✗"
        yield f"{'':12} {words(table.quantity)}{where}: {measured(r)}{within}, predicted {span(r.predicted)} {sign}"
