"""What a user writes for a problem or a schedule, name:key=number,key=number;number, read as data."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Numbers = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Specification:
    """A name with its numbers, a tuple under each key."""

    name: str
    numbers: Numbers

    def only(self, defaults: Mapping[str, float | tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
        """The numbers, or the defaults where none is given; ValueError for a key that is not among these."""
        strange = sorted(set(self.numbers) - set(defaults))
        if strange:
            known = ", ".join(defaults) or "no numbers"
            raise ValueError(f"{self.name} has no {', '.join(strange)}; it takes {known}")
        return {x: self.numbers.get(x, v if isinstance(v, tuple) else (v,)) for x, v in defaults.items()}


def specification(text: str) -> Specification:
    """Read name:key=value,...; ValueError, with the part that is wrong, where it is none."""
    name, _, rest = text.partition(":")
    numbers: dict[str, tuple[float, ...]] = {}
    for part in rest.split(",") if rest else []:
        key, sign, values = part.partition("=")
        if not sign or not key.strip():
            raise ValueError(f"{part!r} in {text!r} is not key=number")
        if key.strip() in numbers:
            raise ValueError(f"{key.strip()} is given twice in {text!r}")
        numbers[key.strip()] = tuple(_number(key, value) for value in values.split(";"))
    return Specification(name.strip(), numbers)


def _number(key: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as wrong:
        raise ValueError(f"{key.strip()} must be a number, not {text!r}") from wrong


def unknown(what: str, name: str, known: Iterable[str]) -> ValueError:
    """The error for a name that is not in a table."""
    near = difflib.get_close_matches(name, list(known), n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
    return ValueError(f"unknown {what} {name!r}; {hint}")
