"""Equalities and inequalities as they are read: from their subject on, and in chains."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from qedescent.proofs.report.layout import Constructor, Layout, Piece


class Strength(IntEnum):
    """How tightly a formula holds together: an implication least, a single relation most."""

    IMPLICATION = 1
    CONJUNCTION = 2
    RELATION = 3


_TURNED = {">": "<", ">=": "<="}


def _is_number(term: Any) -> bool:
    return isinstance(term, int) or (isinstance(term, list) and bool(term) and term[0] in "/-" and all(map(_is_number, term[1:])))


def _is_subject(term: Any) -> bool:
    """What a sentence is about: a name, or one value of a sequence or function."""
    return isinstance(term, str) or (isinstance(term, list) and term[:1] in (["apply"], ["E"]))


def read(sign: str, left: Any, right: Any) -> tuple[str, Any, Any]:
    """The relation from its subject on: α < 1, which the kernel, having no <, holds as 1 > α."""
    from_right = _is_number(left) or (_is_subject(right) and not _is_subject(left))
    if sign in _TURNED and from_right and not _is_number(right):
        return _TURNED[sign], right, left
    return sign, left, right


def readings(node: Any) -> list[tuple[str, Any, Any]]:
    """The ways to read an (in)equality, the usual one first; none for another formula."""
    match node:
        case [">" | ">=" as sign, left, right]:
            both = [(sign, left, right), (_TURNED[sign], right, left)]
            return both if read(sign, left, right) == both[0] else both[::-1]
        case ["=", left, right]:
            return [("=", left, right)]
    return []


def way(sign: str) -> str:
    """Whether a relation leads up or down, or neither."""
    return sign[0] if sign in ("<", "<=", ">", ">=") else ""


def relation(sign: str) -> Constructor:
    def lay(layout: Any, left: Any, right: Any) -> Piece:
        return Piece(write_relation(layout, *read(sign, left, right)), Strength.RELATION)

    return lay


def write_relation(layout: Layout, sign: str, left: Any, right: Any) -> str:
    """The relation; without its left side, None, it goes on from what stands above it."""
    return layout.notation.relation(sign, "" if left is None else layout.free(left), layout.free(right)).lstrip()
