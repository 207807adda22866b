"""What the terminal shows: tables of claims and verdicts, one claim in full, and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from qedescent.proofs.outcome import Agreement, Outcome, Verdict
from qedescent.proofs.report.claim_text import claim_lines, rival_in_words, written
from qedescent.proofs.report.prose import words
from qedescent.proofs.report.standing import Level, Standing, standing

_STYLES = {Standing.STANDS: "green", Standing.FAILED: "bold red", Standing.OPEN: "yellow"}


def output() -> Console:
    """Standard output; a pipe gets lines wide enough not to be wrapped."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


@contextmanager
def progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar on standard error that moves with each claim, if standard error is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("checking", total=total)

        def moved(outcome: Outcome) -> None:
            bar.update(task, advance=1, description=f"checked {outcome.id}".replace("[", r"\["))

        yield moved


def _grid(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _print(table: Table) -> None:
    """The table without the blanks that fill its last column."""
    console = output()
    with console.capture() as caught:
        console.print(table)
    print("\n".join(line.rstrip() for line in caught.get().splitlines()))


def show_contents(entries: Sequence[Any]) -> None:
    """The claims in the chapter's order."""
    table = _grid("section", "id", "claim")
    for entry in entries:
        table.add_row(Text(entry.section), Text(entry.id), Text(words(entry.title)))
    _print(table)


def show_verdicts(outcomes: Sequence[Outcome], level: Level, seconds: float) -> None:
    """One line a claim, on 80 columns, then how many stand and why others do not."""
    table, at = _grid("id", "proof", "measurement", "rival", "s"), [standing(o, level) for o in outcomes]
    for o, here in zip(outcomes, at, strict=True):
        verdicts = (_proof(o), _measurement(o), rival_in_words(o))
        table.add_row(Text(o.id), *(Text(v, style=_STYLES[here]) for v in verdicts), Text(f"{o.seconds:.2f}"))
    _print(table)
    console = output()
    for o, here in zip(outcomes, at, strict=True):
        why = "; ".join(dict.fromkeys(w for w in (o.proof.why, o.measurement.why) if w))
        if here != Standing.STANDS and why:
            console.print(Text(f"{o.id}: {why}"), soft_wrap=True)
    stands = at.count(Standing.STANDS)
    console.print(Text(f"{stands} of {len(outcomes)} claims stand at the level '{level}', in {seconds:.1f} s."))


def _proof(o: Outcome) -> str:
    return f"{o.proof.verdict}, expected" if o.proof.verdict == o.expected == Verdict.REFUTED else str(o.proof.verdict)


def _measurement(o: Outcome) -> str:
    return "-" if o.measurement.verdict == Agreement.NOT_MEASURED else str(o.measurement.verdict)


def show_claim(outcome: Outcome) -> None:
    """One claim in full, its formulas in Unicode from the terms the checker read."""
    console = output()
    for line in claim_lines(outcome):
        console.print(Text(line), soft_wrap=True)


def show_check(answer: dict[str, Any]) -> None:
    """The checker's verdict, and what each theorem rests on, for a proof is worth no more than its axioms."""
    why = " ".join(str(answer.get("why", "")).split())
    lines = [answer["verdict"] + (f": {why}" if why else "")]
    for theorem in answer.get("theorems", []):
        lines.append(f"{theorem['name']}: {theorem['steps']} steps")
        lines += [f"  needs  {written(f, {})}" for f in theorem["needs"]]
        lines += [f"  axiom  {a['name']}: {written(a['statement'], {})}   [{a['source']}]" for a in theorem["axioms"]]
    for line in lines:
        output().print(Text(line), soft_wrap=True)
