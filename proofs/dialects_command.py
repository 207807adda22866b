"""`qedescent dialects`: the page on what the installed libraries compute."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from qedescent.proofs.command_words import DEFECT, UNREADABLE, USAGE
from qedescent.proofs.optimizer_commands import Json
from qedescent.proofs.report.selection import Refusal
from qedescent.proofs.streams import data_alone


def dialects(
    out: Annotated[Path, typer.Option(help="Directory to write dialects.html to.")] = Path("report"),
    jobs: Annotated[int, typer.Option(min=1, help="Processes that work at once.")] = 2,
    as_json: Json = False,
) -> None:
    """Read every optimizer of the installed libraries that the chapter covers, and write how it is related to the book's rule,
    to its documentation and to those of the other libraries. Exit 3 if one could not be read or judged."""
    versions = installed_or_refused()
    if not as_json:
        _on_disk(out, lambda: out.mkdir(parents=True, exist_ok=True))
    rows, pairs = _table(jobs)
    if as_json:
        print(json.dumps({"versions": versions, "optimizers": rows, "pairs": pairs}, indent=2, ensure_ascii=False))
    else:
        print(_written(rows, pairs, versions, out, (out / "report.html").is_file()))
    raise typer.Exit(_code([*rows, *pairs]))


def beside_the_report(out: Path, jobs: int) -> Path:
    """Write the page that belongs to a report, before the report itself, so that that can link to it."""
    versions = installed_or_refused()
    _on_disk(out, lambda: out.mkdir(parents=True, exist_ok=True))
    return _written(*_table(jobs), versions, out, True)


def installed_or_refused() -> dict[str, str]:
    """Versions of the libraries that are here; Refusal, which says what to install, where there is none."""
    from qedescent.proofs.dialects.table import LIBRARIES, installed

    versions = installed()
    if not versions:
        raise Refusal(f"none of {', '.join(LIBRARIES)} is installed: pip install 'qedescent[torch]' for one", USAGE)
    return versions


def _table(jobs: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    from qedescent.proofs.dialects.table import table

    with data_alone():
        rows, pairs = table(jobs)
    return [row.as_data() for row in rows], pairs


def _written(rows: Any, pairs: Any, versions: Any, out: Path, report: bool) -> Path:
    from qedescent.proofs.report.dialects_page import render
    from qedescent.proofs.report.write import DIALECTS, write_atomically

    page = render(rows, pairs, versions, report).encode()
    _on_disk(out, lambda: write_atomically(out / DIALECTS, page))
    return out / DIALECTS


def _on_disk(out: Path, action: Any) -> None:
    try:
        action()
    except OSError as wrong:
        raise Refusal(f"cannot write: {out}: {wrong.strerror or wrong}", USAGE) from wrong


def _code(rows: Sequence[Any]) -> int:
    """0 if all were brought to a relation."""
    words = {str(row["relation"]) for row in rows}
    return DEFECT if "FAILED" in words else UNREADABLE if words & {"UNREADABLE", "UNFINISHED", "UNDECIDED"} else 0
