"""Which argument is which letter: `lr="eps", betas=("rho1", "rho2")` name symbols, all else is a literal value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qedescent.proofs.report.names import LETTER_OF

ALSO = {"eps": "ε", "lr": "ε"}
TAKEN = {"θ", "g", "t"}


def letter(word: str) -> str:
    """The letter that a word stands for: eps is ε, rho1 is ρ1, lr is ε. ValueError for what cannot name a symbol."""
    stem = word.rstrip("0123456789").removesuffix("_")
    digits = word[len(word.rstrip("0123456789")) :]
    found = {**LETTER_OF, **ALSO}.get(stem, stem) + digits
    if not found.isidentifier() or found in TAKEN:
        raise ValueError(f"{word!r} cannot name a hyperparameter")
    return found


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
