"""Inequalities as nonnegative combinations of products of hypotheses and squares, found by a linear program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from qedescent.proofs.finders.linear_programs import combination
from qedescent.proofs.finders.normal_forms import Data, Poly, atom_term, number_term, poly_term
from qedescent.proofs.kernel.checker import ONE, Proof, Refused, multiply
from qedescent.proofs.language.prover import NotFound, Prover, Reason

MOST_FACTS, MOST_COLUMNS = 40, 1500


@dataclass(frozen=True)
class Signed:
    """A quantity that is not negative: its polynomial, the kernel's factors for it, and whether it is surely positive."""

    poly: Poly
    factors: tuple[Any, ...]
    sure: bool


def by_program(p: Prover, goal: Data, poly: Poly, hints: Any, size: int, only: Any) -> bool:
    kernel, strict = p.kernel, goal[0] == ">"
    signed = list(_products(p, poly, hints, size, only))
    frees = list(_multiples(p, poly, only, size))
    prefer = [i for i, s in enumerate(signed) if s.sure] if strict else []
    weights = combination(poly, [s.poly for s in signed], [f for f, _, _ in frees], prefer)
    if weights is None:
        return False
    summands = [[number_term(w), *s.factors] for w, s in zip(weights, signed, strict=False) if w]
    equations = [[poly_term(kernel, {m: w * c for m, c in q.items()}), i]
                 for w, (_, q, i) in zip(weights[len(signed) :], frees, strict=True) if w]
    try:
        p.step("combine", goal=goal, sum=summands, **{"with": equations})
        return True
    except NotFound:
        return False


def relevant(p: Prover, poly: Poly, only: Any) -> list[int]:
    """Inequalities that share letters with the goal, directly or through other facts, without repetitions."""
    chosen = [i for i in _connected(p, poly, only) if p.facts[i][0] != "="]
    unique: dict[Any, int] = {}
    for i in chosen:
        unique.setdefault((frozenset(p.kernel.diff(p.facts[i]).items()), p.facts[i][0]), i)
    return list(unique.values())[:MOST_FACTS]


def _connected(p: Prover, poly: Poly, only: Any) -> list[int]:
    """Facts l = r, l > r, l >= r by how many links of shared letters they are away from the goal, newest first."""
    kernel = p.kernel
    waiting = {}
    for i, f in enumerate(p.facts):
        if f[0] in ("=", ">", ">=") and (only is None or i in only):
            try:
                d = kernel.diff(f)
            except Refused:
                continue
            if d and kernel.fits(d, "random"):
                waiting[i] = {a for m in d for a, _ in m}
    letters, chosen = {a for m in poly for a, _ in m}, []
    for _ in range(4):
        near = [i for i in sorted(waiting, reverse=True) if waiting[i] & letters or not waiting[i]]
        for i in near:
            letters = letters | waiting.pop(i)
        chosen += near
    return chosen


def _products(p: Prover, poly: Poly, hints: Any, size: int, only: Any) -> Iterator[Signed]:
    kernel = p.kernel
    single = [Signed(kernel.diff(p.facts[i]), (i,), p.facts[i][0] == ">") for i in relevant(p, poly, only)]
    naturals = [a for a in sorted({a for m in poly for a, _ in m}) if kernel.keys[a][0] == "nat" and not kernel.free[a]]
    single += [Signed({((a, 1),): Fraction(1)}, (["natural", atom_term(kernel, a)],), False) for a in naturals]
    squares = [_square(kernel, h) for h in hints]
    letters = sorted({a for m in poly for a, _ in m if kernel.keys[a][0] not in ("nat", "dot")})[:8]
    squares += [_square(kernel, atom_term(kernel, a)) for a in letters]
    yield Signed(dict(ONE), (), True)
    yield from squares
    yielded = 0
    for n in range(1, size + 1):
        for group in combinations_with_replacement(single, n):
            yielded += 1
            if yielded > MOST_COLUMNS:
                return
            try:
                yield times(group)
            except Refused:
                continue
    if size > 1:
        for s in single:
            for q in squares:
                yield times((s, q))


def times(group: Sequence[Signed]) -> Signed:
    poly: Poly = ONE
    for s in group:
        poly = multiply(poly, s.poly)
    return Signed(poly, tuple(f for s in group for f in s.factors), all(s.sure for s in group))


def _square(kernel: Proof, hint: Data) -> Signed:
    if isinstance(hint, list) and hint[0] == "norm":
        return Signed(kernel.normal(["dot", hint[1], hint[1]]), (hint,), False)
    if isinstance(hint, list) and hint[0] == "times":
        return times([_square(kernel, h) if not isinstance(h, Signed) else h for h in hint[1:]])
    q = kernel.normal(hint)
    return Signed(multiply(q, q), (["square", hint],), False)


def _multiples(p: Prover, poly: Poly, only: Any, size: int) -> Iterator[tuple[Poly, Poly, int]]:
    """Connected equations times small monomials."""
    letters = sorted({a for m in poly for a, _ in m})[:8]
    factors: list[Any] = [()] + ([((a, 1),) for a in letters] if size > 1 else [])
    for i in _connected(p, poly, only):
        if p.facts[i][0] == "=":
            for m in factors:
                q = {m: Fraction(1)}
                try:
                    yield multiply(p.kernel.diff(p.facts[i]), q), q, i
                except Refused:
                    continue


def direct(p: Prover, goal: Data, poly: Poly) -> bool:
    """A number, a natural, or a fact up to a positive factor."""
    if set(poly) <= {()}:
        c = poly.get((), Fraction(0))
        if c > 0 or (c == 0 and goal[0] == ">="):
            p.step("combine", goal=goal, sum=[[number_term(c)]])
            return True
        return False
    if p.kernel.positive(poly) or (goal[0] == ">=" and p.kernel.natural(poly)):
        whole = {m: c * _denominator(poly) for m, c in poly.items()}
        p.step("combine", goal=goal, sum=[[number_term(Fraction(1, _denominator(poly))), ["natural", poly_term(p.kernel, whole)]]])
        return True
    return False


def _denominator(poly: Poly) -> int:
    out = 1
    for c in poly.values():
        out *= c.denominator
    return out


def _only_program(p: Prover, goal: Data) -> None:
    poly = p.kernel.diff(goal)
    if not (direct(p, goal, poly) or any(by_program(p, goal, poly, (), size, None) for size in (1, 2))):
        raise NotFound("no sign")


linear = Reason("sign", _only_program)
