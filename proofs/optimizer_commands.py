"""`qedescent explain TARGET`: what an optimizer computes and how it is related to a rule."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from qedescent.proofs.command_words import UNREADABLE, USAGE, found, given, in_usage, read, rule_or_optimizer
from qedescent.proofs.report.selection import Refusal
from qedescent.proofs.streams import data_alone

TARGET_HELP = "As torch.optim.SGD, optax.adam or my.package:MyOptimizer."
Target = Annotated[str, typer.Argument(metavar="TARGET", help=TARGET_HELP)]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="ARGUMENT=VALUE", help="A literal, as nesterov=True.")]
SymbolOption = Annotated[
    list[str] | None, typer.Option("--symbol", metavar="ARGUMENT=LETTER", help="A letter, as momentum=alpha.")
]
Like = Annotated[str, typer.Option(help="A rule of the book (sgd, nesterov, ...) or another optimizer.")]
When = Annotated[str, typer.Option(help="A condition that is granted, as 'eps constant'.")]
Json = Annotated[bool, typer.Option("--json", help="Data alone on standard output.")]


def explain(
    target: Target, like: Like = "", set_: Set = None, symbol: SymbolOption = None, when: When = "", as_json: Json = False
) -> None:
    """Say what an optimizer computes, and whether it is the rule: exit 0 if it is, or is equivalent without a condition or
    with the one granted; 1 if not; 3 if it cannot be read, unless numeric probes refute it."""
    from qedescent.proofs.granting import OTHER_CONSTANTS, missing, unsaid
    from qedescent.proofs.probing import Probe
    from qedescent.proofs.questions import answer

    arguments = given(set_, symbol)
    with data_alone():
        subject, other = found(target), rule_or_optimizer(like) if like else None
        explanation = read(lambda: answer(subject, other, **arguments))
        lacking = in_usage(lambda: missing(explanation, OTHER_CONSTANTS, when))
    print(json.dumps(explanation.as_data(), indent=2, ensure_ascii=False) if as_json else explanation)
    if not lacking and (beyond := unsaid(explanation, when)):
        print(f"qedescent: {beyond}", file=sys.stderr)
    refuted = isinstance(explanation, Probe) and explanation.verdict == "REFUTED"
    raise typer.Exit(UNREADABLE if isinstance(explanation, Probe) and not refuted else 1 if lacking else 0)


def describe(target: Target, set_: Set = None, symbol: SymbolOption = None, as_json: Json = False) -> None:
    """Say what follows from an optimizer's rule, or from a rule of the book: stability, memory, effective step."""
    from qedescent.proofs.questions import describe as asked

    arguments = given(set_, symbol)
    with data_alone():
        subject = rule_or_optimizer(target)
        description = read(lambda: asked(subject, **arguments))
    print(json.dumps(description.as_data(), indent=2, ensure_ascii=False) if as_json else description)


def identify(
    trace: Annotated[Path, typer.Argument(metavar="TRACE.npz", help="Arrays x, g, lr and maybe momentum.")], as_json: Json = False
) -> None:
    """Say which rules reproduce a recorded run: exit 0 if one does, 1 if none; 2 if the file is no run."""
    from qedescent.proofs.identifying.identify import identify as asked
    from qedescent.proofs.identifying.trace import NotATrace, read_trace

    try:
        answer = asked(read_trace(trace))
    except NotATrace as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
    print(json.dumps(answer.as_data(), indent=2, ensure_ascii=False) if as_json else answer)
    raise typer.Exit(0 if answer.reproducing else 1)
