"""Which argument is which letter: `lr="eps", betas=("rho1", "rho2")` name symbols, all else is a literal value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qedescent.proofs.kernel.checker import proper
from qedescent.proofs.lifting.reading import FUNCTIONS
from qedescent.proofs.report.names import LETTER_OF

RATES = ("lr", "learning_rate", "step_size")
ALSO = {"eps": "ε", **dict.fromkeys(RATES, "ε")}
TAKEN = {"θ", "g", "t"}
STEPS_AND_FUNCTIONS = {"k", "exp", *FUNCTIONS}
MARKS = ("_next", "_code", "_book")  # what the judge hangs on a letter


def letter(word: str) -> str:
    """The letter that a word stands for: eps is ε, rho1 is ρ1, lr is ε. ValueError for what cannot name a symbol."""
    stem = word.rstrip("0123456789").removesuffix("_")
    digits = word[len(word.rstrip("0123456789")) :]
    found = {**LETTER_OF, **ALSO}.get(stem, stem) + digits
    taken = found in TAKEN | STEPS_AND_FUNCTIONS or found.endswith(MARKS)
    if taken or not proper(found) or found.startswith("_") or found.endswith("_") or "__" in found:
        raise ValueError(f"{word!r} cannot name a hyperparameter")
    return found


def own_letters(names: Sequence[str], beside: Sequence[str] = ()) -> dict[str, str]:
    """{name: letter} for hyperparameters that are called by their own names. A learning rate is ε; where there is one,
    among these or those `beside` them, eps is δ.

    ValueError where two would be one letter."""
    small = {"eps", "epsilon"} if {*names, *beside} & set(RATES) else set()
    found: dict[str, str] = {}
    for name in names:
        x = "δ" if name in small else letter(name)
        if x in found:
            raise ValueError(f"{found[x]!r} and {name!r} would both be {x}: call one of them otherwise")
        found[x] = name
    return {name: x for x, name in found.items()}


def letters(arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """The letters that the arguments name, in order, each once. ValueError where two words would be one letter."""
    found: dict[str, str] = {}
    for word in (w for value in arguments.values() for w in _within(value)):
        other = found.setdefault(letter(word), word)
        if other != word:
            raise ValueError(f"{other!r} and {word!r} are both {letter(word)}: give one of them another letter")
    return tuple(found)


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _within(part)


def filled(arguments: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with each named symbol replaced by its value, {letter: value}."""
    return {name: _filled(value, values) for name, value in arguments.items()}


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return values[letter(value)]
    if isinstance(value, tuple | list):
        return type(value)(_filled(part, values) for part in value)
    return value


def unique_letters(names: Sequence[str], known: Mapping[str, str], taken: Sequence[str]) -> list[str]:
    """A letter for each memory: the known one, otherwise its own name; with a number where that is taken."""
    used, found = TAKEN | set(taken), []
    for name in names:
        wanted = known.get(name, name)
        wanted = wanted if wanted.isidentifier() else "m"
        found.append(next(x for x in (wanted, *(f"{wanted}_{i}" for i in range(2, 1000))) if x not in used))
        used |= {found[-1]}
    return found
