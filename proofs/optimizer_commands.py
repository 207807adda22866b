"""`qedescent explain TARGET`: what an optimizer computes and how it is related to a rule."""

from __future__ import annotations

import ast
import json
import sys
import traceback
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from qedescent.proofs.report.selection import Refusal

USAGE, UNREADABLE, DEFECT = 2, 3, 70
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
    from qedescent.proofs.granting import ANY_RELATION, missing, unsaid
    from qedescent.proofs.probing import Probe
    from qedescent.proofs.questions import answer

    subject, arguments = found(target), given(set_, symbol)
    other = _other(like) if like else None
    with redirect_stdout(sys.stderr):
        explanation = read(lambda: answer(subject, other, **arguments))
        lacking = _granted(lambda: missing(explanation, ANY_RELATION, when))
    print(json.dumps(explanation.as_data(), indent=2, ensure_ascii=False) if as_json else explanation)
    if not lacking and (beyond := unsaid(explanation, when)):
        print(f"qedescent: {beyond}", file=sys.stderr)
    refuted = isinstance(explanation, Probe) and explanation.verdict == "REFUTED"
    raise typer.Exit(UNREADABLE if isinstance(explanation, Probe) and not refuted else 1 if lacking else 0)


def describe(target: Target, set_: Set = None, symbol: SymbolOption = None, as_json: Json = False) -> None:
    """Say what follows from an optimizer's rule, or from a rule of the book: stability, memory, effective step."""
    from qedescent.proofs.questions import describe as asked

    subject, arguments = _other(target), given(set_, symbol)
    with redirect_stdout(sys.stderr):
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


def found(name: str) -> Any:
    """The class, factory or function of this name; Refusal with one line where there is none."""
    module, _, attribute = name.rpartition(":" if ":" in name else ".")
    if not module or not all(part.isidentifier() for part in [*module.split("."), attribute]):
        raise Refusal(f"{name!r} names no optimizer; write torch.optim.SGD or package.module:Name", USAGE)
    from qedescent.proofs.lifting.extras import MissingLibrary
    from qedescent.proofs.lifting.recording import Unreadable

    sys.path.insert(0, "")
    try:
        if module.split(".")[0] == "keras":
            import_module("qedescent.proofs.lifting.keras_target").keras()  # with the backend on which it can be read
        return getattr(import_module(module), attribute)
    except MissingLibrary as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
    except ImportError as wrong:
        raise Refusal(f"cannot import {module}: {wrong}{_extra(module)}", USAGE) from wrong
    except AttributeError as wrong:
        raise Refusal(f"{module} has no {attribute}", USAGE) from wrong
    except Unreadable as wrong:
        raise Refusal(f"cannot be read: {wrong}", UNREADABLE) from wrong
    except (Exception, SystemExit) as wrong:  # it is anybody's module
        raise Refusal(f"importing {module} fails: {_raised(wrong)}", USAGE) from wrong
    finally:
        sys.path.remove("")


def _extra(module: str) -> str:
    from qedescent.proofs.lifting.targets import LIBRARIES

    root = module.split(".")[0]
    return f": pip install 'qedescent[{root}]'" if root in {*LIBRARIES, "jax"} else ""


def given(literals: list[str] | None, symbols: list[str] | None) -> dict[str, Any]:
    """The arguments of --set and --symbol."""
    return {**_pairs(literals, "--set", _literal), **_pairs(symbols, "--symbol", _names)}


def _pairs(words: list[str] | None, option: str, value: Any) -> dict[str, Any]:
    pairs = {}
    for word in words or []:
        name, sign, text = word.partition("=")
        if not sign or not name.isidentifier():
            raise Refusal(f"{option} {word!r} is not ARGUMENT=VALUE", USAGE)
        pairs[name] = value(text)
    return pairs


def _literal(text: str) -> Any:
    """A Python literal; a word that is none is a string, which would name a symbol, so it is refused."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError) as wrong:
        raise Refusal(f"--set takes a number, True, False or None, not {text!r}", USAGE) from wrong
    if isinstance(value, str):
        raise Refusal(f"--set takes no string; --symbol names a letter: {text}", USAGE)
    return value


def _names(text: str) -> Any:
    from qedescent.proofs.lifting.letters import letter

    names = text.split(",")
    try:
        for name in names:
            letter(name)
    except ValueError as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
    return tuple(names) if len(names) > 1 else text


def _other(like: str) -> Any:
    from qedescent.proofs.questions import named

    try:
        return named(like)
    except ValueError as wrong:
        if "." in like.removeprefix("book.") or ":" in like:
            return found(like)
        raise Refusal(str(wrong), USAGE) from wrong


def read(action: Any) -> Any:
    """What the action returns; Refusal where the optimizer cannot be read or was given what it does not take."""
    from qedescent.proofs.lifting.cross_check import ReadingDisagrees
    from qedescent.proofs.lifting.recording import Unreadable

    try:
        return action()
    except Unreadable as wrong:
        raise Refusal(f"cannot be read: {wrong}", UNREADABLE) from wrong
    except ReadingDisagrees as wrong:
        raise Refusal(f"a defect of this software: {wrong}", DEFECT) from wrong
    except (ImportError, TypeError, ValueError) as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
    except (Exception, SystemExit) as wrong:  # it is anybody's code
        raise Refusal(f"cannot be read: {_raised(wrong)}", UNREADABLE) from wrong


def _raised(wrong: BaseException) -> str:
    """What was raised and where, in one line."""
    last = traceback.extract_tb(wrong.__traceback__)[-1]
    return f"{type(wrong).__name__}: {wrong} ({Path(last.filename).name}, line {last.lineno})"


def _granted(action: Any) -> Any:
    try:
        return action()
    except ValueError as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
