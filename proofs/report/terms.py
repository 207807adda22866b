"""The constructors of kernel terms, each with the brackets it needs and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qedescent.proofs.report.layout import Constructor, Layout, Level, Piece, last_index, opposite, signed
from qedescent.proofs.report.names import NotTypeset


def _signs(layout: Layout, term: list[Any]) -> Piece:
    parts = list(signed(term))
    if len(parts) == 1 and parts[0][0] > 0:
        return layout.piece(parts[0][1])
    return Piece(
        layout.notation.signs([(sign, layout.at(part, Level.BIG)) for sign, part in parts]), Level.SUM
    )


def _plus(layout: Layout, first: Any, *rest: Any) -> Piece:
    return _signs(layout, ["+", first, *rest])


def _minus(layout: Layout, first: Any, *second: Any) -> Piece:
    if len(second) > 1:
        raise NotTypeset("a difference has one or two terms")
    return _signs(layout, ["-", first, *second])


def _factors(term: Any) -> Iterator[Any]:
    match term:
        case ["*", *factors] if factors:
            for factor in factors:
                yield from _factors(factor)
        case _:
            yield term


def _times(layout: Layout, *factors: Any) -> Piece:
    term = ["*", *factors]
    if opposite(term) is not None:
        return _signs(layout, term)
    *front, last = _factors(term)
    if not front:
        return layout.piece(last)
    big = layout.piece(last).level == Level.BIG
    texts = [layout.at(f, layout.notation.factor_level) for f in front]
    texts.append(layout.at(last, Level.BIG if big else layout.notation.factor_level))
    return Piece(layout.notation.product(texts), Level.BIG if big else Level.PRODUCT)


def _over(layout: Layout, above: Any, below: Any) -> Piece:
    if opposite(above) is not None:
        return _signs(layout, ["/", above, below])
    level = layout.notation.fraction_level
    return Piece(layout.notation.fraction(layout.at(above, level), layout.at(below, level)), Level.FRACTION)


def _power(layout: Layout, foundation: Any, exponent: Any) -> Piece:
    return Piece(layout.notation.power(layout.at(foundation, Level.ATOM), layout.free(exponent)), Level.POWER)


def _sum(layout: Layout, index: str, start: Any, count: Any, body: Any) -> Piece:
    first, last = layout.free(start), layout.free(last_index(start, count))
    return Piece(
        layout.notation.sum(layout.notation.name(index), first, last, layout.at(body, Level.BIG)), Level.BIG
    )


def _expectation(layout: Layout, body: Any) -> Piece:
    return Piece(layout.notation.expectation(layout.free(body)), Level.ATOM)


def _dot(layout: Layout, left: Any, right: Any) -> Piece:
    if left == right:
        return Piece(layout.notation.square_norm(layout.free(left)), Level.POWER)
    return Piece(layout.notation.inner(layout.free(left), layout.free(right)), Level.ATOM)


def _apply(layout: Layout, name: str, first: Any, *rest: Any) -> Piece:
    arguments = tuple(layout.free(argument) for argument in (first, *rest))
    if layout.is_sequence(name):
        return Piece(layout.notation.name(name, arguments), Level.ATOM)
    return Piece(layout.notation.call(layout.notation.name(name), arguments), Level.ATOM)


def _root(layout: Layout, body: Any) -> Piece:
    return Piece(layout.notation.root(layout.free(body)), Level.POWER)


TERMS: dict[str, Constructor] = {
    "+": _plus,
    "*": _times,
    "-": _minus,
    "/": _over,
    "^": _power,
    "sum": _sum,
    "E": _expectation,
    "dot": _dot,
    "apply": _apply,
    "sqrt": _root,
}
