"""A change of variables that turns the book's states into the code's, step after step: found by linear algebra.

With the book's states θ, y and the code's Θ, x it has the form Θ = θ + Σ cⱼ yⱼ, x = a θ + Σ aⱼ yⱼ + shift, with coefficients
in the hyperparameters and the step count. A step of the code after the change must be the change after a step of the
book, and both must ask for the gradient at the same point. What is found here is a guess; a proof settles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations, permutations
from typing import Any

from sympy import Expr, Integer, Rational, Symbol, cancel, fraction

from qedescent.analytic.notation import k
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.rows import Rows, curved, difference, linear, moving
from qedescent.proofs.judging.solving import vanishes
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading

Data = Any
NEXT, CODE, BEFORE = "_next", "_code", "_before"


@dataclass(frozen=True)
class Coefficient:
    """A factor before a step, and what it must have become after the step, both in that step's hyperparameters
    and k, the number of steps taken before."""

    before: Expr
    after: Expr

    def one_later(self) -> Expr:
        """`before` at the next step, whose hyperparameters are marked; those of the step before are then this step's."""
        marked = {s: Symbol(_later(s.name), real=True) for s in self.before.free_symbols if s != k}
        return self.before.xreplace(marked).xreplace({k: k + 1})

    def held(self) -> tuple[str, ...] | None:
        """The fewest hyperparameters that must not change for the factor to be the same thing at every step; None if that
        is not enough."""
        letters = sorted({str(s) for s in self.before.free_symbols | self.after.free_symbols} - {"k"})
        for size in range(len(letters) + 1):
            for some in combinations(letters, size):
                kept = {Symbol(x + NEXT, real=True): Symbol(x, real=True) for x in some}
                if vanishes(self.one_later().xreplace(kept) - self.after):
                    return some
        return None


def _later(letter: str) -> str:
    return letter.removesuffix(BEFORE) if letter.endswith(BEFORE) else letter + NEXT


ONE = Coefficient(Integer(1), Integer(1))


@dataclass(frozen=True)
class Change:
    """`maps`: each of the code's letters as {book's letter, or "1" for a shift: coefficient}."""

    maps: Mapping[str, Mapping[str, Coefficient]]

    def held(self) -> tuple[str, ...] | None:
        """The hyperparameters that must stay constant; () for none, None if no constancy makes it a change."""
        found: set[str] = set()
        for c in (c for m in self.maps.values() for c in m.values()):
            letters = c.held()
            if letters is None:
                return None
            found |= set(letters)
        return tuple(sorted(found))

    def before(self, letter: str) -> Data:
        """The code's letter in the book's letters, before a step."""
        return combined({x: c.before for x, c in self.maps[letter].items()})

    def later(self, letter: str) -> Data:
        """The same one step later: next hyperparameters, next states."""
        return combined({x if x == "1" else x + NEXT: c.one_later() for x, c in self.maps[letter].items()})

    def written_out(self) -> dict[str, Data]:
        """The code's letters, θ marked as its own, in the book's letters before a step."""
        return {of_the_code(x): self.before(x) for x in self.maps}

    @property
    def trivial(self) -> bool:
        """Do both have the same states?"""
        return all(len(m) == 1 and c == ONE for m in self.maps.values() for c in m.values())

    @property
    def same_iterates(self) -> bool:
        return set(self.maps["θ"]) == {"θ"}


def of_the_code(x: str) -> str:
    """θ is marked where the code's is meant; its memories are marked already."""
    return f"θ{CODE}" if x == "θ" else x


def combined(coefficients: Mapping[str, Expr]) -> Data:
    scaled = linear({x: term(c)[0] for x, c in coefficients.items() if x != "1"})
    return ["+", scaled, term(coefficients["1"])[0]] if "1" in coefficients else scaled


def living(reading: Reading) -> Reading:
    """Without the memories that never reach θ or the point of the gradient."""
    wanted, waiting = {"θ"}, [reading.query, reading.after["θ"]]
    while waiting:
        new = ({s.name for s in expression(waiting.pop()).free_symbols} & set(reading.start)) - wanted
        wanted |= new
        waiting += [reading.after[x] for x in new]
    kept = {x: f for x, f in reading.start.items() if x in wanted}
    after = {x: f for x, f in reading.after.items() if x in wanted}
    first = {x: f for x, f in reading.first.items() if x in wanted}
    return replace(reading, start=kept, after=after, first=first)


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
