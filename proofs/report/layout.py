"""Where a term needs brackets: one account of precedence for TeX and for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple, Protocol

from qedescent.proofs.report.names import NotTypeset, seen


class Level(IntEnum):
    """How tightly a piece holds together; BIG is a sum sign or an integral, which takes in what follows."""

    SUM = 1
    BIG = 2
    PRODUCT = 3
    FRACTION = 4
    POWER = 5
    ATOM = 6


class Piece(NamedTuple):
    text: str
    level: int


Constructor = Callable[..., Piece]


class Notation(Protocol):
    """What TeX and plain text write differently; every argument but the last group is already written."""

    factor_level: Level
    fraction_level: Level

    def name(self, name: str, indices: tuple[str, ...] = ()) -> str: ...
    def bracket(self, text: str) -> str: ...
    def signs(self, signed: Sequence[tuple[int, str]]) -> str: ...
    def product(self, factors: Sequence[str]) -> str: ...
    def fraction(self, above: str, below: str) -> str: ...
    def power(self, foundation: str, exponent: str) -> str: ...
    def call(self, function: str, arguments: Sequence[str]) -> str: ...
    def sum(self, index: str, first: str, last: str, body: str) -> str: ...
    def root(self, text: str) -> str: ...
    def expectation(self, text: str) -> str: ...
    def inner(self, left: str, right: str) -> str: ...
    def square_norm(self, text: str) -> str: ...
    def relation(self, sign: str, left: str, right: str) -> str: ...
    def slope(self, variable: str, body: str) -> str: ...


@dataclass(frozen=True)
class Layout:
    """A notation together with the declared sorts, which say what is a sequence."""

    notation: Notation
    sorts: Mapping[str, Any]
    constructors: Mapping[str, Constructor]

    def piece(self, term: Any) -> Piece:
        """The term and how tightly it holds together; NotTypeset for whatever is not a kernel term."""
        if isinstance(term, int) and not isinstance(term, bool):
            return Piece(str(term), Level.ATOM if term >= 0 else Level.SUM)
        if isinstance(term, str):
            return Piece(self.notation.name(term), Level.ATOM)
        return written(self.constructors, self, term)

    def at(self, term: Any, level: int) -> str:
        """The term, in brackets if it holds together less tightly than asked."""
        text, own = self.piece(term)
        return text if own >= level else self.notation.bracket(text)

    def free(self, term: Any) -> str:
        return self.piece(term).text

    def is_sequence(self, name: str) -> bool:
        """Whether the name can carry its argument as an index and still be told from a declared θ0 or θ_k."""
        sort = self.sorts.get(name)
        if not isinstance(sort, (list, tuple)) or len(sort) < 2 or any(s != "nat" for s in sort[1:]):
            return False
        twins = [n.index for n in map(seen, self.sorts) if n.stem == seen(name).stem and n != seen(name)]
        return not any(len(i) == 1 or i.isdigit() or i in self.sorts for i in twins)


def written(table: Mapping[str, Constructor], layout: Layout, node: Any) -> Piece:
    """The node by its constructor's own entry in the table; an unknown one is refused, not guessed."""
    head = node[0] if isinstance(node, (list, tuple)) and node else None
    if not isinstance(head, str) or head not in table:
        raise NotTypeset(f"not a term or formula of the kernel: {str(node)[:60]}")
    try:
        return table[head](layout, *node[1:])
    except (TypeError, IndexError, AttributeError) as wrong:
        raise NotTypeset(f"malformed {head!r}: {str(node)[:60]}") from wrong


def opposite(term: Any) -> Any:
    """The term without its leading minus sign, or None if it shows none."""
    match term:
        case bool():
            return None
        case int() if term < 0:
            return -term
        case ["-", inner]:
            return inner
        case ["*", int() as factor, *rest] if factor < 0 and rest:
            return ["*", -factor, *rest] if factor != -1 else (rest[0] if len(rest) == 1 else ["*", *rest])
        case ["/", above, below] if opposite(above) is not None:
            return ["/", opposite(above), below]
    return None


def signed(term: Any) -> Iterator[tuple[int, Any]]:
    """The signed summands of a term, in order; a bracket is opened only where that changes no value."""
    match term:
        case ["+", *summands] if summands:
            for summand in summands:
                yield from signed(summand)
        case ["-", left, right]:
            yield from signed(left)
            yield -1, right
        case _:
            inner = opposite(term)
            yield (1, term) if inner is None else (-1, inner)


def last_index(start: Any, count: Any) -> Any:
    """start + count - 1, with whole numbers added up."""
    parts = list(signed(["+", start, count, -1]))
    number = sum(sign * term for sign, term in parts if isinstance(term, int))
    rest = [term if sign > 0 else ["-", term] for sign, term in parts if not isinstance(term, int)]
    return ["+", *rest, *([number] if number else [])] if rest else number
