"""Polynomials of the checker read back as terms, and what their atoms contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from qedescent.proofs.kernel.checker import Proof, add, multiply, power

Poly = dict[Any, Any]  # {monomial: int or Fraction}, as the checker has them
Data = Any


def number_term(c: Fraction | int) -> Data:
    return int(c) if c.denominator == 1 else ["/", int(c.numerator), int(c.denominator)]


def poly_term(kernel: Proof, p: Poly, holes: Mapping[int, Data] | None = None) -> Data:
    """A term whose normal form is p; atoms in `holes` are written as told."""
    terms = [_monomial(kernel, m, c, holes or {}) for m, c in p.items()]
    return 0 if not terms else terms[0] if len(terms) == 1 else _sum(terms)


def _sum(terms: list[Data]) -> Data:
    out = terms[0]
    for t in terms[1:]:
        negated = isinstance(t, list) and t[0] == "-" and len(t) == 2
        out = ["-", out, t[1]] if negated else ["+", out, t]
    return out


def _monomial(kernel: Proof, m: Any, c: Fraction | int, holes: Mapping[int, Data]) -> Data:
    factors = [_power(atom_term(kernel, a, holes), e) for a, e in m]
    if not factors:
        return number_term(c)
    front = [] if abs(c) == 1 else [number_term(abs(c))]
    joined = [*front, *factors]
    out = joined[0] if len(joined) == 1 else ["*", *joined]
    return ["-", out] if c < 0 else out


def _power(t: Data, e: int) -> Data:
    return t if e == 1 else ["^", t, e]


def atom_term(kernel: Proof, a: int, holes: Mapping[int, Data] | None = None) -> Data:
    """The term of one atom."""
    holes = holes or {}
    if a in holes:
        return holes[a]
    kind, *rest = kernel.keys[a]
    parts = [dict(p) for p in rest if isinstance(p, tuple)]
    if kind == "inv":
        return ["/", 1, poly_term(kernel, parts[0], holes)]
    if kind in ("E", "sqrt", "exp"):
        return [kind, poly_term(kernel, parts[0], holes)]
    if kind == "pow":
        return ["^", poly_term(kernel, parts[0], holes), poly_term(kernel, parts[1], holes)]
    if kind == "dot":
        ((mono, _),) = parts[0].items()
        sides = [b for b, e in mono for _ in range(e)]
        return ["dot", *(atom_term(kernel, b, holes) for b in sides)]
    if kind == "sum":
        return _series(kernel, a, parts[0], parts[1], holes)
    if parts or (len(rest) > 1):
        return ["apply", rest[0], *(poly_term(kernel, dict(p), holes) for p in rest[1:])]
    return rest[0]


def _series(kernel: Proof, a: int, count: Poly, inside: Poly, holes: Mapping[int, Data]) -> Data:
    (level,) = _levels(kernel, inside) - kernel.free[a]
    name = f"j{level}"
    while name in kernel.sorts:
        name += "_"
    mark = next(i for i, key in enumerate(kernel.keys) if key == ("nat", level))
    return ["sum", name, 0, poly_term(kernel, count, holes), poly_term(kernel, inside, {**holes, mark: name})]


def _levels(kernel: Proof, p: Poly) -> frozenset[int]:
    return frozenset().union(*(kernel.free[a] for m in p for a, _ in m))


def parts_of(kernel: Proof, a: int) -> Iterator[Poly]:
    """The polynomials an atom is made of."""
    for p in kernel.keys[a][1:]:
        if isinstance(p, tuple):
            yield dict(p)


def atoms_within(kernel: Proof, p: Poly) -> set[int]:
    """All atoms of a polynomial, those inside other atoms included."""
    found: set[int] = set()
    waiting = [a for m in p for a, _ in m]
    while waiting:
        a = waiting.pop()
        if a not in found:
            found.add(a)
            waiting += [b for q in parts_of(kernel, a) for m in q for b, _ in m]
    return found


def divide(m: Any, by: Any) -> Any | None:
    """m / by for monomials, or None."""
    left = dict(m)
    for a, e in by:
        left[a] = left.get(a, 0) - e
        if left[a] < 0:
            return None
    return tuple(sorted((a, e) for a, e in left.items() if e))


def cleared(kernel: Proof, p: Poly) -> tuple[Poly, list[tuple[int, Poly, int]]]:
    """p times all its denominators, and those as (atom of 1/d, d, exponent)."""
    taken: list[tuple[int, Poly, int]] = []
    while True:
        a = next((a for m in p for a, _ in m if kernel.keys[a][0] == "inv"), None)
        if a is None:
            return p, taken
        d, out, most = dict(kernel.keys[a][1]), {}, max(dict(m).get(a, 0) for m in p)
        for m, c in p.items():
            rest = {tuple(x for x in m if x[0] != a): c}
            out = add(out, multiply(rest, power(d, most - dict(m).get(a, 0))))
        p = out
        taken.append((a, d, most))
