"""`qedescent rate OPTIMIZER PROBLEM`: how fast it is as measured, beside what theorems promise."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qedescent.proofs.command_words import given
from qedescent.proofs.optimizer_commands import Json, Set
from qedescent.proofs.report.selection import Refusal
from qedescent.proofs.streams import data_alone

if TYPE_CHECKING:
    from qedescent.proofs.rates.measuring import Rate
    from qedescent.proofs.rates.plan import Plan

FAILED, UNREADABLE = 1, 3
RUNS, STEPS, FEW_STEPS = 16_384, 16_384, 512
TARGET_HELP = "sgd, adam, ...; torch.optim.SGD; mine.py:rule or package.module:Mine."
SCHEDULE_HELP = "0.1, 1/k, 1/sqrt-k, 1/sqrt-K (K the horizon), or name:key=number,... as --list shows."
NOISE_HELP = "gaussian, rademacher, uniform or student:df; of quadratic."
OUTPUT_HELP = "last, average (of all iterates), weighted (by t), suffix:0.5 (the last half), exponential:0.9."


def rate(
    optimizer: Annotated[str, typer.Argument(metavar="OPTIMIZER", help=TARGET_HELP)] = "",
    problem: Annotated[str, typer.Argument(metavar="PROBLEM", help="As quadratic:curvatures=1;10,noise=1; see --list.")] = "",
    schedule: Annotated[str, typer.Option(metavar="STEPS", help=SCHEDULE_HELP)] = "",
    output: Annotated[str, typer.Option(metavar="RULE", help=OUTPUT_HELP)] = "last",
    noise: Annotated[str, typer.Option(metavar="LAW", help=NOISE_HELP)] = "gaussian",
    set_: Set = None,
    scheduled: Annotated[str, typer.Option(metavar="ARGUMENT", help="The argument that follows the schedule; lr, say.")] = "",
    runs: Annotated[int | None, typer.Option(help=f"Independent runs; {RUNS} unless told, 2 where nothing is random.")] = None,
    steps: Annotated[int | None, typer.Option(help=f"Steps of a run; {STEPS} unless told, {FEW_STEPS} for last-iterate.")] = None,
    first: Annotated[int, typer.Option(min=0, help="The first checkpoint; a 64th of the steps unless told.")] = 0,
    power: Annotated[float | None, typer.Option(help="p of C_k = k^p × excess; a theorem's unless told.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of all noise.")] = 0,
    threads: Annotated[int, typer.Option(min=1, help="Threads; they change no bit.")] = 2,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The figure, .svg or .png.")] = Path("report/rate.svg"),
    list_: Annotated[bool, typer.Option("--list", help="Name the rules, problems and schedules there are.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Show all theorems and what they lack.")] = False,
    as_json: Json = False,
) -> None:
    """Measure how fast an optimizer is: C_k = k^p × excess error, the exponent, whether a logarithm hides in it, and which
    theorems' hypotheses hold, with the constants that they promise. Exit 1 if a measured constant contradicts a theorem
    that applies; 3 if runs diverge or the optimizer cannot be run."""
    if list_:
        _show_table()
        return
    if not optimizer or not problem:
        raise Refusal("rate needs an OPTIMIZER and a PROBLEM; --list names what there is")
    _refuse_unfit(out)
    with data_alone() if as_json else nullcontext():
        plan = _refusing(lambda: _plan(optimizer, problem, schedule, output, noise, given(set_, None), scheduled,
                                       runs=runs, steps=steps, first=first, power=power, seed=seed, threads=threads))  # fmt: skip
        found = _refusing(lambda: _measured(plan))
        _draw(found, out)
    if as_json:
        _print_data(found, out)
    else:
        _show(found, out, every)
    raise typer.Exit(FAILED if found.broken else UNREADABLE if found.diverged or found.unbounded else 0)


def _plan(
    target: str, problem: str, schedule: str, output: str, noise: str, arguments: dict[str, Any], scheduled: str, *,
    runs: int | None, steps: int | None, **numbers: Any,
) -> Plan:  # fmt: skip
    from qedescent.proofs.rates.noises import law
    from qedescent.proofs.rates.optimizers import optimizer as named
    from qedescent.proofs.rates.outputs import output as rule
    from qedescent.proofs.rates.plan import Plan, refuse_impossible
    from qedescent.proofs.rates.problems import problem as posed
    from qedescent.proofs.rates.schedules import NONE
    from qedescent.proofs.rates.schedules import schedule as read

    where, found = posed(problem, law(noise)), named(target, arguments, scheduled)
    if bool(schedule) != bool(found.step_argument):
        raise Refusal(f"{target} takes no step size: leave --schedule out" if schedule else
                      f"{target} needs --schedule, as --schedule 1/k")  # fmt: skip
    steps = steps if steps is not None else FEW_STEPS if where.most_steps < STEPS else STEPS
    runs = runs if runs is not None else 2 if where.facts(2).σ == 0 else RUNS
    plan = Plan(found, where, read(schedule) if schedule else NONE, rule(output), runs, steps, **numbers)
    refuse_impossible(plan)
    return plan


def _measured(plan: Plan) -> Rate:
    from qedescent.numeric.progress import shown
    from qedescent.proofs.rates.measuring import measured
    from qedescent.proofs.rates.theorems import THEOREMS

    try:
        with shown(plan.optimizer.name) as moved:
            return measured(plan, THEOREMS, moved)
    except Refusal:
        raise
    except Exception as wrong:
        if not plan.optimizer.own:
            raise
        raise Refusal(f"{plan.optimizer.name} fails: {type(wrong).__name__}: {wrong}", UNREADABLE) from wrong


def _refusing(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except (ValueError, TypeError, MemoryError) as wrong:
        raise Refusal(str(wrong) or type(wrong).__name__) from wrong


def _refuse_unfit(out: Path) -> None:
    """Refusal where no figure can be written, before anything is measured."""
    from qedescent.proofs.report.write import refuse_unwritable

    if out.suffix not in (".svg", ".png") or out.is_dir():
        raise Refusal(f"a figure is a file, .svg or .png, not {out}")
    try:
        refuse_unwritable(out.parent)
    except OSError as wrong:
        raise Refusal(f"cannot write: {out}: {wrong.strerror or wrong}") from wrong


def _draw(found: Rate, out: Path) -> None:
    from qedescent.proofs.report.rate_figure import rate_figure
    from qedescent.proofs.report.write import write_atomically

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(out, rate_figure(found, out.suffix))
    except OSError as wrong:
        raise Refusal(f"cannot write: {out}: {wrong.strerror or wrong}") from wrong


def _print_data(found: Rate, out: Path) -> None:
    from qedescent.proofs.rates.data import data

    plain = "utf" not in (sys.stdout.encoding or "").lower()
    print(json.dumps({**data(found), "figure": str(out)}, indent=2, ensure_ascii=plain))


def _show(found: Rate, out: Path, every: bool) -> None:
    from rich.text import Text

    from qedescent.proofs.console import output
    from qedescent.proofs.rates.telling import lines

    console = output()
    for line in (*lines(found, every), f"figure    {out}"):
        console.print(Text(line, style="bold red" if line.startswith("BROKEN") else ""), soft_wrap=True)


def _show_table() -> None:
    from qedescent.proofs.rates.listing import table

    for line in table():
        print(line)
