"""The constructors of kernel formulas, over the same two notations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any, Protocol

from qedescent.proofs.report.layout import Constructor, Layout, Level, Notation, Piece, opposite, written
from qedescent.proofs.report.names import NotTypeset
from qedescent.proofs.report.relations import Strength, relation


class FormulaNotation(Notation, Protocol):
    """The words and signs that formulas need beyond those of terms."""

    def conjunction(self, parts: Sequence[str]) -> str: ...
    def implication(self, premise: str, conclusion: str) -> str: ...
    def for_all(self, declared: Sequence[str], body: str) -> str: ...
    def declared(self, names: Sequence[str], arguments: Sequence[str], result: str) -> str: ...
    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str: ...
    def limit(self, variable: str, term: str, value: str) -> str: ...
    def independent(self, noise: str, past: Sequence[str]) -> str: ...
    def word(self, text: str) -> str: ...


def formula(layout: Layout, node: Any) -> Piece:
    """A kernel formula and its strength; NotTypeset for whatever is not one."""
    return written(FORMULAS, layout, node)


def at(layout: Layout, node: Any, strength: int) -> str:
    text, own = formula(layout, node)
    return text if own >= strength else layout.notation.bracket(text)


def _and(layout: Any, *parts: Any) -> Piece:
    if not parts:
        return Piece(layout.notation.word("true"), Strength.RELATION)
    if len(parts) == 1:
        return formula(layout, parts[0])
    texts = [at(layout, part, Strength.RELATION) for part in parts]
    return Piece(layout.notation.conjunction(texts), Strength.CONJUNCTION)


def declarations(layout: Any, variables: Iterable[Sequence[Any]]) -> list[str]:
    """The variables sort by sort, as `k, n ∈ ℕ` or `θ: ℕ → ℝ`."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, sort in variables:
        parts = (sort,) if isinstance(sort, str) else tuple(sort)
        if not parts or not all(isinstance(s, str) for s in parts):
            raise NotTypeset(f"not a sort: {str(sort)[:60]}")
        names.setdefault(parts, []).append(layout.notation.name(name))
    return [layout.notation.declared(group, sort[1:], sort[0]) for sort, group in names.items()]


def within(layout: Any, variables: Any) -> Any:
    """The layout under a quantifier."""
    return replace(layout, sorts={**layout.sorts, **dict(variables)})


def premise(layout: Any, premises: Any) -> str:
    text, strength = _and(layout, *premises)
    return text if strength >= Strength.CONJUNCTION else layout.notation.bracket(text)


def gathered(variables: Any, premises: Any, conclusion: Any) -> tuple[Any, Any, Any]:
    """For all m and for all i is for all m and i."""
    while not premises and conclusion[0] == "forall" and not {v[0] for v in variables} & {v[0] for v in conclusion[1]}:
        variables, premises, conclusion = [*variables, *conclusion[1]], conclusion[2], conclusion[3]
    return variables, premises, conclusion


def _for_all(layout: Any, variables: Any, premises: Any, conclusion: Any) -> Piece:
    variables, premises, conclusion = gathered(variables, premises, conclusion)
    inner = within(layout, variables)
    # What a quantifier opens reaches to the end, so only an implication without one needs brackets behind an arrow.
    bare = premises and conclusion[0] == "forall" and not conclusion[1]
    text = at(inner, conclusion, Strength.CONJUNCTION if bare else Strength.IMPLICATION)
    if premises:
        text = layout.notation.implication(premise(inner, premises), text)
    if variables:
        text = layout.notation.for_all(declarations(layout, variables), text)
    return Piece(text, Strength.IMPLICATION)


def _strings(node: Any) -> set[str]:
    if isinstance(node, str):
        return {node}
    return set().union(*map(_strings, node)) if isinstance(node, list) else set()


def _roots(layout: Any, linear: Any, constant: Any, sign: Any, radius: Any) -> Piece:
    if sign not in ("<", "<="):
        raise NotTypeset(f"not a bound on roots: {sign!r}")
    taken = _strings([linear, constant, radius]) | set(layout.sorts)
    z = next(name for name in chain(("z", "w", "zeta"), map("z{}".format, count(1))) if name not in taken)
    inner = opposite(linear)
    middle = ["*", linear, z] if inner is None else ["-", ["*", inner, z]]
    polynomial = layout.free(["+", ["^", z, 2], middle, constant])
    text = layout.notation.roots_within(layout.notation.name(z), polynomial, sign, layout.free(radius))
    return Piece(text, Strength.RELATION)


def _limit(layout: Any, variable: str, term: Any, value: Any) -> Piece:
    text = layout.notation.limit(layout.notation.name(variable), layout.at(term, Level.BIG), layout.free(value))
    return Piece(text, Strength.RELATION)


def _independent(layout: Any, noise: str, past: Any) -> Piece:
    text = layout.notation.independent(layout.notation.name(noise), list(map(layout.notation.name, past)))
    return Piece(text, Strength.RELATION)


def _derivative(layout: Any, variable: str, term: Any, slope: Any) -> Piece:
    left = layout.notation.slope(layout.notation.name(variable), layout.at(term, Level.PRODUCT))
    return Piece(layout.notation.relation("=", left, layout.free(slope)), Strength.RELATION)


FORMULAS: Mapping[str, Constructor] = {
    **{sign: relation(sign) for sign in ("=", "!=", ">", ">=")},
    "and": _and,
    "forall": _for_all,
    "roots": _roots,
    "limit": _limit,
    "independent": _independent,
    "derivative": _derivative,
}
