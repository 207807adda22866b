"""Changes of variables found by pairing the memories and by linear algebra: guesses, each to be proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from qedescent.proofs.judging.change import ONE, Change, Coefficient, combined
from qedescent.proofs.judging.matching import curve, pairings, powers
from qedescent.proofs.judging.rows import Rows, difference, linear, moving
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.lifting.reading import Reading

Data = Any


def find_changes(code: Reading, book: Reading) -> Iterator[Change]:
    """Candidates, each to be proved; `code` and `book` share no memory's letter. First each memory for the one it is paired
    with, which is quickly tried and is all there is for rules whose roots only a proof can compare."""
    seen: list[Change] = []
    for change in chain(paired(code, book), solved(code, book)):
        if change not in seen and change.held() is not None:
            seen.append(change)
            yield change


def solved(code: Reading, book: Reading) -> Iterator[Change]:
    """Those that a step keeps, whether or not the coefficients that it needs are the same at the next step; the one in which
    they are follows where it is another."""
    for pairs in pairings(code, book, curved_only=True):
        curves = {**powers(code, book), **{x: curve(x, y, code, book) for x, y in pairs.items()}}
        found = _straight(code, book, curves, alike=False)
        if found is not None:
            yield found
            if any(c.before != c.after for m in found.maps.values() for c in m.values()):
                yield from filter(None, [_straight(code, book, curves, alike=True)])


def paired(code: Reading, book: Reading) -> Iterator[Change]:
    for pairs in pairings(code, book):
        yield Change({"θ": {"θ": ONE}, **powers(code, book), **{x: curve(x, y, code, book) for x, y in pairs.items()}})


def _straight(
    code: Reading, book: Reading, curves: Mapping[str, Mapping[str, Coefficient]], alike: bool
) -> Change | None:
    """The coefficients of all other states, as the solution of linear equations; `alike` asks that they never change."""
    sources = [y for y in book.start if not any(y in m for m in curves.values())]
    targets = {"θ": sources, **{x: ["θ", *sources] for x in code.start if x not in curves}}
    unknown = {(x, y): (f"before_{i}_{j}", f"after_{i}_{j}")
               for i, (x, ys) in enumerate(targets.items()) for j, y in enumerate(ys)}  # fmt: skip
    sent = {x: combined({y: c.before for y, c in m.items()}) for x, m in curves.items()}
    sent |= {x: _sum(x, {y: unknown[x, y][0] for y in ys}) for x, ys in targets.items()}
    arrived = {x: _sum(x, {y: unknown[x, y][1] for y in ys}) for x, ys in targets.items()}
    rows = [difference(substitute(code.query, sent), book.query)]
    rows += [
        difference(substitute(code.after[x], sent), substitute(arrived[x], dict(book.after))) for x in targets
    ]
    rows += [difference(*pair) for pair in unknown.values()] if alike else []
    letters = tuple(n for pair in unknown.values() for n in pair)
    found = Rows(moving(book), letters, tuple(rows)).solution()
    if found is None:
        return None
    maps = {x: {y: Coefficient(*(found[n] for n in unknown[x, y])) for y in ys} for x, ys in targets.items()}
    maps = {x: {y: c for y, c in m.items() if (c.before, c.after) != (0, 0)} for x, m in maps.items()}
    return Change({**curves, **maps, "θ": {"θ": ONE, **maps["θ"]}})


def _sum(x: str, coefficients: Mapping[str, str]) -> Data:
    """Θ is θ and something; a memory is any combination."""
    return linear({**({"θ": 1} if x == "θ" else {}), **coefficients})
