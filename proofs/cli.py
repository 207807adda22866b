"""The command line: list, verify, show, report, check; what is slow to import waits until it is used."""

from __future__ import annotations

import os
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qedescent.proofs import dialects_command, optimizer_commands, rate_command
from qedescent.proofs.report.selection import Refusal, select
from qedescent.proofs.report.standing import Level, Standing, standing, worst
from qedescent.proofs.streams import data_alone, make_ready

if TYPE_CHECKING:
    from qedescent.proofs.outcome import Outcome

USAGE, INTERRUPTED = 2, 130
app = typer.Typer(
    name="qedescent",
    help="The optimization chapter, checked: each claim proved, measured, and set against its rival.",
    epilog="Exit codes: 0 all stand, 1 something fails that should hold, 2 usage or unreadable input, "
    "3 something is left open, 70 a claim both proved and refuted.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="Claims to check; all, if none is named.")]
Section = Annotated[str, typer.Option(help="Only claims of this section, as 8.3 or 8.3.2.")]
Json = Annotated[bool, typer.Option("--json", help="Data alone on standard output.")]
Jobs = Annotated[int, typer.Option(min=1, help="Processes that work at once.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of every measurement.")]
Timeout = Annotated[float, typer.Option(min=0.001, help="Seconds for one claim; more is UNKNOWN.")]
Out = Annotated[Path, typer.Option(help="Directory to write to.")]
Scheduler = Annotated[str, typer.Option(metavar="ADDRESS", help="A running Dask cluster, tcp://HOST:8786, in place of --jobs.")]
Dialects = Annotated[bool, typer.Option("--dialects", help="Write the page on the installed libraries' optimizers too.")]
AtLevel = Annotated[Level, typer.Option(help="The weakest verdict that passes.")]


def _entries(ids: list[str] | None, section: str = "") -> list[Any]:
    from qedescent.proofs.chapter.contents import CONTENTS

    return select(CONTENTS, ids or [], section)


def _verified(entries: list[Any], *, quiet: bool, **options: Any) -> list[Outcome]:
    """The outcomes; with `quiet`, standard output is kept for data."""
    from qedescent.proofs.cluster import NoCluster
    from qedescent.proofs.console import progress
    from qedescent.proofs.outcome import Contradiction
    from qedescent.proofs.verify import verify as check_claims

    try:
        with data_alone() if quiet else nullcontext(), progress(len(entries)) as moved:
            return check_claims([entry.id for entry in entries], on_done=moved, **options)
    except Contradiction as wrong:
        message = f"contradiction, a defect of this software: {wrong}"
        raise Refusal(message, Standing.CONTRADICTION) from wrong
    except NoCluster as wrong:
        raise Refusal(str(wrong)) from wrong


def _print_data(data: Any) -> None:
    """JSON on standard output, in ASCII where that cannot carry more."""
    from qedescent.proofs.report.data import dumps

    print(dumps(data, ascii_only="utf" not in (sys.stdout.encoding or "").lower()))


@app.command(name="list")
def list_claims(section: Section = "", as_json: Json = False) -> None:
    """List the claims in the chapter's order."""
    entries = _entries(None, section)
    if as_json:
        _print_data([{"id": e.id, "title": e.title, "section": e.section} for e in entries])
        return
    from qedescent.proofs.console import show_contents

    show_contents(entries)


@app.command()
def verify(
    ids: Ids = None, section: Section = "", as_json: Json = False, jobs: Jobs = 2, seed: Seed = 0,
    timeout: Timeout = 60.0, level: AtLevel = Level.PROVED, scheduler: Scheduler = "",
) -> None:  # fmt: skip
    """Prove, measure and try the rivals; say which claims stand."""
    entries, start = _entries(ids, section), time.perf_counter()
    outcomes = _verified(entries, quiet=as_json, jobs=jobs, seed=seed, timeout=timeout, scheduler=scheduler)
    seconds = time.perf_counter() - start
    if as_json:
        from qedescent.proofs.report.data import verification_data

        _print_data(verification_data(outcomes, level, seconds, seed))
    else:
        from qedescent.proofs.console import show_verdicts

        show_verdicts(outcomes, level, seconds)
    raise typer.Exit(worst(standing(o, level) for o in outcomes))


@app.command()
def show(
    claim: Annotated[str, typer.Argument(metavar="ID")], as_json: Json = False, seed: Seed = 0, timeout: Timeout = 60.0
) -> None:
    """Show one claim: statement, hypotheses, steps, verdicts."""
    (outcome,) = _verified(_entries([claim]), quiet=as_json, jobs=1, seed=seed, timeout=timeout)
    if as_json:
        from qedescent.proofs.report.data import claim_data

        _print_data(claim_data(outcome, with_certificate=True))
    else:
        from qedescent.proofs.console import show_claim

        show_claim(outcome)
    raise typer.Exit(standing(outcome))


@app.command()
def report(
    ids: Ids = None, out: Out = Path("report"), section: Section = "", as_json: Json = False, jobs: Jobs = 2,
    seed: Seed = 0, timeout: Timeout = 60.0, level: AtLevel = Level.PROVED, dialects: Dialects = False,
) -> None:  # fmt: skip
    """Write the report: one HTML file that needs no network, and the certificates beside it."""
    from qedescent.proofs.report.write import refuse_unwritable, write_report

    entries = _entries(ids, section)
    _on_disk(refuse_unwritable, out)
    if dialects:
        dialects_command.installed_or_refused()
    outcomes = _verified(entries, quiet=True, jobs=jobs, seed=seed, timeout=timeout, figures=True)
    further = [dialects_command.beside_the_report(out, jobs)] if dialects else []
    page = _on_disk(write_report, outcomes, out)
    code = worst(standing(o, level) for o in outcomes)
    if as_json:
        also = {"dialects": str(further[0])} if further else {}
        _print_data({"report": str(page), "claims": len(outcomes), "exit_code": int(code), **also})
    else:
        print(page, *further, sep="\n")
    raise typer.Exit(code)


def _on_disk(action: Any, *arguments: Any) -> Any:
    try:
        return action(*arguments)
    except OSError as wrong:
        raise Refusal(f"cannot write: {wrong.filename or arguments[-1]}: {wrong.strerror or wrong}") from wrong


@app.command()
def check(certificate: Annotated[Path, typer.Argument(metavar="CERTIFICATE.json")], as_json: Json = False) -> None:
    """Check one certificate in a fresh process of the small checker."""
    from qedescent.proofs.certificates import NotACertificate, checked, read_certificate

    try:
        answer = checked(read_certificate(certificate))
    except NotACertificate as wrong:
        raise Refusal(str(wrong)) from wrong
    if as_json:
        _print_data(answer)
    else:
        from qedescent.proofs.console import show_check

        show_check(answer)
    raise typer.Exit(0 if answer["verdict"] == "PROVED" else 1)


app.command()(optimizer_commands.explain)
app.command()(optimizer_commands.describe)
app.command()(optimizer_commands.identify)
app.command()(dialects_command.dialects)
app.command()(rate_command.rate)


def _complain(message: str) -> None:
    print(f"qedescent: {' '.join(message.split())}", file=sys.stderr)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; bad input gets one line on standard error."""
    try:
        return int(app(arguments, prog_name="qedescent", standalone_mode=False) or 0)
    except Refusal as wrong:
        _complain(str(wrong))
        return wrong.code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the pipe's reader has left: let the last flush go nowhere
        return 1
    except Exception as wrong:
        said = getattr(wrong, "format_message", None)  # click's usage errors, whether Typer carries click or depends on it
        if said is None:
            raise
        _complain(said())
        return USAGE


def main() -> None:
    """The console script."""
    make_ready()
    sys.exit(run())
