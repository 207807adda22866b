"""Which memory of the code may be which of the book's, and how the one goes over into the other: guesses, each to be proved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from sympy import Expr, Integer, Rational, Symbol, cancel, fraction

from qedescent.analytic.notation import k
from qedescent.proofs.judging.change import ONE, Coefficient
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.rows import curved, moving
from qedescent.proofs.lifting.reading import Reading

Data = Any


def pairings(code: Reading, book: Reading, curved_only: bool = False) -> Iterator[dict[str, str]]:
    """Which memory of the code may be which of the book's: those under roots in every order, then the others as they come."""
    known = powers(code, book)
    inner = [sorted(curved([r.query, *r.after.values()], r.start, moving(r)) - set(known)) for r in (code, book)]
    others = [
        [] if curved_only else [x for x in r.start if x not in some and x not in known]
        for r, some in zip((code, book), inner, strict=True)
    ]
    if len(inner[0]) == len(inner[1]) and len(others[0]) == len(others[1]):
        for order in permutations(inner[1]):
            yield dict(zip([*inner[0], *others[0]], [*order, *others[1]], strict=True))


def powers(code: Reading, book: Reading) -> dict[str, dict[str, Coefficient]]:
    """The code's memories that are powers of hyperparameters, while those are held, where the book has none that it keeps."""
    return {} if dict(_powers(book)) else dict(_powers(code))


def _powers(reading: Reading) -> Iterator[tuple[str, dict[str, Coefficient]]]:
    """Memories that meet neither gradient nor θ and are multiplied by the same at every step."""
    for x, start in reading.start.items():
        if isinstance(start, int) and start != 0:
            ratio, taken = _fading(reading.after[x], Symbol(x, real=True), moving(reading)) or (k, k)
            if taken == 0 and not ratio.has(k):
                yield x, {"1": Coefficient(start * ratio**k, start * ratio ** (k + 1))}


def curve(x: str, y: str, code: Reading, book: Reading) -> dict[str, Coefficient]:
    """How a state that stands under roots goes over: scaled so that both take in as much, shifted where their starts differ."""
    u, v = Symbol(x, real=True), Symbol(y, real=True)
    mine, other = _fading(code.after[x], u, moving(code)), _fading(book.after[y], v, moving(book))
    if mine is None or other is None:
        return {y: ONE}
    (decay, taken), (kept, given) = mine, other
    ratio = _ratio(taken, given) if given != 0 else Integer(1)
    scale = Integer(1) if _moves(ratio, moving(code) | moving(book)) else ratio
    missing = cancel(expression(code.start[x]) - scale * expression(book.start[y]))
    shift = {} if missing == 0 else {"1": Coefficient(missing * decay**k, missing * decay ** (k + 1))}
    return {y: Coefficient(scale if kept == decay else cancel(scale * kept / decay), scale), **shift}


def _ratio(a: Expr, b: Expr) -> Expr:
    """a/b over 1 - ρ rather than ρ - 1: what is known not to be 0, and to be positive, is what formulas write."""
    if a == b:
        return Integer(1)
    above, below = fraction(cancel(a / b))
    at_halves = below.xreplace({s: Rational(1, 2) for s in below.free_symbols})
    return (-above) / (-below) if at_halves.is_negative else above / below


def _fading(row: Data, memory: Symbol, letters: frozenset[str]) -> tuple[Expr, Expr] | None:
    """(decay, what is taken in) of memory <- decay * memory + taken, with a decay in hyperparameters and k only."""
    of_memory = expression(row)
    decay, taken = of_memory.diff(memory), of_memory.xreplace({memory: Integer(0)})
    return None if decay == 0 or decay.has(memory) or _moves(decay, letters) else (decay, taken)


def _moves(e: Expr, letters: frozenset[str]) -> bool:
    return any(s.name in letters for s in e.free_symbols)
