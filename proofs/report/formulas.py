"""The constructors of kernel formulas, over the same two notations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import chain, count
from typing import Any, Protocol

from qedescent.proofs.report.layout import Constructor, Layout, Level, Notation, Piece, opposite, written
from qedescent.proofs.report.names import NotTypeset


class Strength(IntEnum):
    """How tightly a formula holds together: an implication least, a single relation most."""

    IMPLICATION = 1
    CONJUNCTION = 2
    RELATION = 3


class FormulaNotation(Notation, Protocol):
    """The words and signs that formulas need beyond those of terms."""

    def relation(self, sign: str, left: str, right: str) -> str: ...
    def conjunction(self, parts: Sequence[str]) -> str: ...
    def implication(self, premise: str, conclusion: str) -> str: ...
    def for_all(self, declared: Sequence[str], body: str) -> str: ...
    def declared(self, name: str, arguments: Sequence[str], result: str) -> str: ...
    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str: ...
    def limit(self, variable: str, term: str, value: str) -> str: ...
    def independent(self, noise: str, past: Sequence[str]) -> str: ...
    def derivative(self, primitive: str, function: str) -> str: ...
    def word(self, text: str) -> str: ...


def formula(layout: Layout, node: Any) -> Piece:
    """A kernel formula and its strength; NotTypeset for whatever is not one."""
    return written(FORMULAS, layout, node)


def _at(layout: Layout, node: Any, strength: int) -> str:
    text, own = formula(layout, node)
    return text if own >= strength else layout.notation.bracket(text)


def _relation(sign: str) -> Constructor:
    def lay(layout: Any, left: Any, right: Any) -> Piece:
        text = layout.notation.relation(sign, layout.free(left), layout.free(right))
        return Piece(text, Strength.RELATION)

    return lay


def _and(layout: Any, *parts: Any) -> Piece:
    if not parts:
        return Piece(layout.notation.word("true"), Strength.RELATION)
    if len(parts) == 1:
        return formula(layout, parts[0])
    texts = [_at(layout, part, Strength.RELATION) for part in parts]
    return Piece(layout.notation.conjunction(texts), Strength.CONJUNCTION)


def declarations(layout: Any, variables: Iterable[Sequence[Any]]) -> list[str]:
    """Each variable with its sort, as `k ∈ ℕ` or `θ : ℕ → random`."""
    texts = []
    for name, sort in variables:
        result, arguments = (sort, ()) if isinstance(sort, str) else (sort[0], sort[1:])
        if not all(isinstance(s, str) for s in (result, *arguments)):
            raise NotTypeset(f"not a sort: {str(sort)[:60]}")
        texts.append(layout.notation.declared(layout.notation.name(name), arguments, result))
    return texts


def _for_all(layout: Any, variables: Any, premises: Any, conclusion: Any) -> Piece:
    bound = dict(variables)
    inner = replace(layout, sorts={**layout.sorts, **bound})
    premise = _and(inner, *premises)
    text = _at(inner, conclusion, Strength.CONJUNCTION if premises else Strength.IMPLICATION)
    if premises:
        left = (
            premise.text if premise.level >= Strength.CONJUNCTION else layout.notation.bracket(premise.text)
        )
        text = layout.notation.implication(left, text)
    if variables:
        text = layout.notation.for_all(declarations(layout, variables), text)
    return Piece(text, Strength.IMPLICATION)


def _strings(node: Any) -> set[str]:
    return (
        {node}
        if isinstance(node, str)
        else set().union(*map(_strings, node))
        if isinstance(node, list)
        else set()
    )


def _roots(layout: Any, linear: Any, constant: Any, sign: Any, radius: Any) -> Piece:
    if sign not in ("<", "<="):
        raise NotTypeset(f"not a bound on roots: {sign!r}")
    taken = _strings([linear, constant, radius]) | set(layout.sorts)
    z = next(name for name in chain(("z", "w", "zeta"), map("z{}".format, count(1))) if name not in taken)
    inner = opposite(linear)
    middle = ["*", linear, z] if inner is None else ["-", ["*", inner, z]]
    polynomial = layout.free(["+", ["^", z, 2], middle, constant])
    within = layout.notation.roots_within(layout.notation.name(z), polynomial, sign, layout.free(radius))
    return Piece(within, Strength.RELATION)


def _limit(layout: Any, variable: str, term: Any, value: Any) -> Piece:
    return Piece(
        layout.notation.limit(layout.notation.name(variable), layout.at(term, Level.BIG), layout.free(value)),
        Strength.RELATION,
    )


def _independent(layout: Any, noise: str, past: Any) -> Piece:
    text = layout.notation.independent(
        layout.notation.name(noise), [layout.notation.name(name) for name in past]
    )
    return Piece(text, Strength.RELATION)


def _derivative(layout: Any, *parts: Any) -> Piece:
    if len(parts) == 2:  # two named functions
        names = layout.notation.name(parts[0]), layout.notation.name(parts[1])
        return Piece(layout.notation.derivative(*names), Strength.RELATION)
    variable, term, slope = parts
    left = layout.notation.slope(layout.notation.name(variable), layout.at(term, Level.PRODUCT), None)
    return Piece(layout.notation.relation("=", left, layout.free(slope)), Strength.RELATION)


FORMULAS: Mapping[str, Constructor] = {
    **{sign: _relation(sign) for sign in ("=", "!=", ">", ">=")},
    "and": _and,
    "forall": _for_all,
    "roots": _roots,
    "limit": _limit,
    "independent": _independent,
    "derivative": _derivative,
}
