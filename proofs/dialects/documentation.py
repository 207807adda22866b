"""What a library's own documentation says of an optimizer, and whether a remark on it still holds for what is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Remark:
    """A sentence on what the documentation does not say, with what must be so for it to be said.

    The documentation contains each of the `quotes` and none of the `silent` words; the signature has these `defaults`; what
    is computed contains `reads`; it has this `relation` to its rule; and, with `misprinted`, it is not as it stands the
    formula that the documentation prints.
    """

    text: str
    quotes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    reads: str = ""
    relation: str = ""
    misprinted: bool = False


def squeezed(text: str) -> str:
    """Without spaces and line ends, which documentation may change freely."""
    return "".join(text.split())


def says(documentation: str, quote: str) -> bool:
    return squeezed(quote) in squeezed(documentation)


def holds(remark: Remark, documentation: str, defaults: Mapping[str, str], row: Mapping[str, Any]) -> bool:
    """Whether the remark is true of what is installed; `row` is what was read and judged, as data."""
    read = " ".join(row["computes"].values())
    return (
        all(says(documentation, quote) for quote in remark.quotes)
        and not any(says(documentation.lower(), word.lower()) for word in remark.silent)
        and all(defaults.get(name) == value for name, value in remark.defaults.items())
        and remark.reads in read
        and remark.relation in ("", row["relation"])
        and (not remark.misprinted or row["printed"] not in ("", "IDENTICAL"))
    )
