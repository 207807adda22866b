"""Values of the book's hyperparameters under which it may be the code: guesses, each to be proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from sympy import Add, Expr, Integer, Poly, Pow, Symbol, fraction, simplify, solve, together
from sympy.core.function import AppliedUndef

from qedescent.analytic.notation import z
from qedescent.proofs.judging.change import Change, curve, pairings
from qedescent.proofs.judging.expressions import COUNTS, expression, substituted
from qedescent.proofs.judging.rows import curved, moving
from qedescent.proofs.judging.transfer import transfer
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading

OWN = "_book"
Setting = dict[str, Expr]


def with_setting(book: Reading, setting: Mapping[str, Expr]) -> Reading:
    """The book's rule with these hyperparameters replaced by expressions in the code's."""
    return substituted(book, {p: term(e)[0] for p, e in setting.items()})


def find_settings(code: Reading, book: Reading) -> Iterator[Setting]:
    """First none at all, then those that linear rules must have, then those that one row after the other asks for."""
    missing = [p for p in book.parameters if p not in code.parameters]
    if not missing:
        yield {}
    own = with_setting(book, {p: Symbol(p + OWN, real=True) for p in book.parameters})
    seen: list[Setting] = [{p: Symbol(p, real=True) for p in book.parameters}]
    own = replace(own, parameters=book.parameters)
    for found in chain(_by_transfer(code, own), _by_rows(code, own, missing)):
        setting = {p: found[p] for p in book.parameters if found.get(p) != Symbol(p, real=True)}
        if set(missing) <= set(setting) and found not in seen and all(map(_writable, setting.values())):
            seen.append(found)
            yield setting


def solutions(*question: Any, **options: Any) -> list:
    """SymPy's solutions; none where it has no method, or would look for one in a function it knows nothing of."""
    if isinstance(question[0], Expr) and question[0].has(AppliedUndef):
        return []
    try:
        return solve(*question, **options)
    except NotImplementedError:
        return []


def _writable(e: Expr) -> bool:
    """Is it a number, and one that the kernel has a term for?"""
    try:
        term(e)
    except ValueError:
        return False
    return True


def _by_transfer(code: Reading, own: Reading) -> Iterator[Setting]:
    mine, other = transfer(code), transfer(own)
    if mine is None or other is None:
        return
    (n, d), (m, e) = map(fraction, (together(mine), together(other)))
    unknown = [Symbol(p + OWN, real=True) for p in own.parameters]
    equations = Poly(n * e - m * d, z).all_coeffs()
    for solution in solutions(equations, unknown, dict=True):
        if set(solution) == set(unknown):
            yield {p: simplify(solution[Symbol(p + OWN, real=True)]) for p in own.parameters}


def _by_rows(code: Reading, own: Reading, missing: list[str]) -> Iterator[Setting]:
    """Memory by memory and then θ: what a row of the book needs to be the code's row. Parameters that the code has too keep
    its values, but for one at a time where none is missing."""
    for pairs in pairings(code, own):
        for tried in [missing] if missing else [[p] for p in reversed(own.parameters)]:
            found = {p: Symbol(p, real=True) for p in own.parameters if p not in tried}
            for row in [*pairs.items(), ("θ", "θ")]:
                found |= _solved(
                    code, with_setting(own, {p + OWN: e for p, e in found.items()}), pairs, row, tried
                )
            if set(tried) <= set(found):
                yield found


def _solved(
    code: Reading, own: Reading, pairs: Mapping[str, str], row: tuple[str, str], tried: list[str]
) -> Setting:
    """The one hyperparameter of this row that is still open, if it can be solved for."""
    mine, other = (_at_a_simple_point(code, own, pairs, row[i], i) for i in (0, 1))
    open_ones = [p for p in tried if other.has(Symbol(p + OWN, positive=True))]
    if len(open_ones) != 1:
        return {}
    unknown = Symbol(open_ones[0] + OWN, positive=True)
    gap, back = _shortened(mine - other, unknown)
    values = [_real(simplify(e).xreplace(back)) for e in solutions(gap, unknown) if not e.has(unknown)]
    return {open_ones[0]: values[0]} if values and _writable(values[0]) else {}


def _at_a_simple_point(code: Reading, own: Reading, pairs: Mapping[str, str], letter: str, side: int) -> Expr:
    """A row at gradient 1, the states that stand under roots such that the book's are 1 after the step, all others 0."""
    one = {Symbol("g", positive=True): Integer(1)}
    point = dict(one)
    inner = curved([own.query, *own.after.values()], own.start, moving(own))
    for x, y in pairs.items():
        v, row = Symbol(y, positive=True), expression(own.after[y], positive=True).xreplace(one)
        known = not any(str(s).endswith(OWN) for s in row.free_symbols)
        before = solutions(row - 1, v) if y in inner and letter == "θ" and row.has(v) and known else []
        point[v] = before[0] if before else Integer(0)
        image = (
            expression(Change({x: curve(x, y, code, own)}).before(x), positive=True)
            if y in inner
            else Integer(0)
        )
        point[Symbol(x, positive=True)] = image.xreplace(point)
    point[Symbol("θ", positive=True)] = Integer(0)
    return expression((code, own)[side].after[letter], positive=True).xreplace(point)


def _shortened(e: Expr, unknown: Symbol) -> tuple[Expr, dict[Symbol, Expr]]:
    """Sums without the unknown, such as 1 - ρ^t, as positive letters, so that roots of quotients split."""
    sums = [
        a
        for a in e.atoms(Add)
        if not a.has(unknown) and not any(p.exp.is_Rational and not p.exp.is_Integer for p in a.atoms(Pow))
    ]
    letters = {a: Symbol(f"sum_{i}", positive=True) for i, a in enumerate(sums)}
    return e.xreplace(letters), {x: a for a, x in letters.items()}


def _real(e: Expr) -> Expr:
    """The same in the letters of the rules."""
    return e.xreplace({s: COUNTS.get(s.name) or Symbol(s.name, real=True) for s in e.free_symbols})
