"""Which argument of an optimizer is which hyperparameter, where nobody says: by the names that libraries and authors use."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from inspect import Parameter
from numbers import Real
from typing import Any

from qedescent.proofs.lifting.letters import RATES, letters
from qedescent.proofs.lifting.targets import roots, takes_a_step

Word = str | tuple[str, ...]
WORDS: dict[str, Word] = {
    "lr": "eps", "learning_rate": "eps", "learning_rate_init": "eps", "step_size": "eps",
    "momentum": "alpha", "rho": "rho", "decay": "rho", "betas": ("rho1", "rho2"),
    "beta_1": "rho1", "beta_2": "rho2", "beta1": "rho1", "beta2": "rho2", "b1": "rho1", "b2": "rho2",
    "first_decay": "rho1", "second_decay": "rho2",
    "eps": "delta", "epsilon": "delta", "small_constant": "delta",
}  # fmt: skip
SMALL = ("eps", "epsilon")


def symbols(subject: Any, given: Mapping[str, Any], rule: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The arguments with which the subject is read: those given, and letters for the usual ones that no default switches off.

    Beside an author's `rule`, which is {name of a hyperparameter: its letter}, words are first of all the rule's names.
    TypeError for an argument that the subject does not take.
    """
    takes, rule = _takes(subject, given), rule or {}
    found = {name: _replaced(value, {**_small(given), **rule}) for name, value in given.items()}
    for name, word in _usual(subject, takes, rule):
        if name not in found:
            words: tuple[Word, ...] = (word, name, f"{name.replace('_', '')}_own")
            found[name] = next(w for w in words if not set(letters({name: w})) & set(letters(found)))
    return found


def _takes(subject: Any, given: Mapping[str, Any]) -> Mapping[str, Parameter]:
    try:
        takes = inspect.signature(subject).parameters
    except ValueError:  # code in C that does not say
        return {}
    strange = [name for name in given if name not in takes]
    if strange and not any(p.kind == Parameter.VAR_KEYWORD for p in takes.values()):
        name = getattr(subject, "__name__", subject)
        raise TypeError(f"{name} takes no argument {', '.join(strange)}; it takes {', '.join(takes)}")
    return takes


def _usual(subject: Any, takes: Mapping[str, Parameter], rule: Mapping[str, str]) -> Iterator[tuple[str, Word]]:
    own = {WORDS[name]: letter for name, letter in rule.items() if name in WORDS}
    for name, parameter in takes.items():
        if name in rule:
            yield name, rule[name]
        elif name in WORDS and not _off(parameter.default):
            yield name, _replaced(_word(name, takes), own)
        elif name == "alpha" and "torch" in roots(subject):  # what torch.optim.RMSprop calls its decay
            yield name, "rho"


def _word(name: str, takes: Mapping[str, Parameter]) -> Word:
    """To an author who has no other rate, eps is the book's ε."""
    alone = takes_a_step(list(takes)) and not set(takes) & set(RATES)
    return "eps" if name in SMALL and alone else WORDS[name]


def _off(default: Any) -> bool:
    return default is None or isinstance(default, Real) and default == 0


def _small(given: Mapping[str, Any]) -> dict[str, str]:
    """Said together, lr is ε and eps is δ."""
    words = {w for value in given.values() for w in ([value] if isinstance(value, str) else _tuple(value))}
    return dict.fromkeys(SMALL, "delta") if words & set(RATES) else {}


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple | list) else ()


def _replaced(value: Any, new: Mapping[Any, str]) -> Any:
    """Words within the value replaced."""
    if isinstance(value, str):
        return new.get(value, value)
    return type(value)(_replaced(v, new) for v in value) if isinstance(value, tuple | list) else value
