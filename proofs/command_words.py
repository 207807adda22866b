"""What the words of a command line name: an optimizer, a rule, arguments. Whatever is wrong with them is one line and an exit code.

No word is evaluated: names are looked up by import, values are Python literals.
"""

from __future__ import annotations

import ast
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from qedescent.proofs.report.selection import Refusal

USAGE, UNREADABLE, DEFECT = 2, 3, 70


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


def rule_or_optimizer(like: str) -> Any:
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


def in_usage(action: Any) -> Any:
    try:
        return action()
    except ValueError as wrong:
        raise Refusal(str(wrong), USAGE) from wrong
