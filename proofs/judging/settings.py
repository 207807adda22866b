"""Values of the book's hyperparameters under which it may be the code: guesses, each to be proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from sympy import Add, Expr, Integer, Poly, Pow, Symbol, fraction, simplify, together

from qedescent.analytic.notation import z
from qedescent.proofs.judging.change import Change
from qedescent.proofs.judging.expressions import COUNTS, expression, substituted
from qedescent.proofs.judging.matching import curve, pairings
from qedescent.proofs.judging.rows import curved, moving
from qedescent.proofs.judging.solving import isolated, solutions
from qedescent.proofs.judging.transfer import transfer
from qedescent.proofs.judging.trial import always_negative, row_fails, runs_apart, start_alike
from qedescent.proofs.judging.values import at_value
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.language.formulas import term
from qedescent.proofs.lifting.reading import Reading

OWN = "_book"
RATE, SMALL = "ε", "δ"
θ = Symbol("θ", positive=True)
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
    for found in chain(_by_transfer(code, own), _by_rows(code, own, missing), _rate_and_small_constant(code, own)):
        setting = {p: found[p] for p in book.parameters if found.get(p) != Symbol(p, real=True)}
        if set(missing) <= set(setting) and found not in seen and all(_keeps(code, p, e) for p, e in setting.items()):
            seen.append(found)
            yield setting


def _keeps(code: Reading, p: str, e: Expr) -> bool:
    """May this be the book's p? A hyperparameter that the code has too, by the same letter, may be rescaled, but keeps its part
    and its sign: a rate that turned negative is another algorithm, and a momentum that turned 0 was lost."""
    if not _writable(e):
        return False
    return p not in code.parameters or (Symbol(p, real=True) in e.free_symbols and not always_negative(term(e)[0]))


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
    its values, but for one at a time."""
    besides = [[*missing, p] for p in reversed(own.parameters) if p not in missing]
    for pairs in pairings(code, own):
        for tried in [missing, *besides] if missing else besides:
            found = _row_by_row(code, own, pairs, tried)
            if found is not None:
                yield found


def _rate_and_small_constant(code: Reading, own: Reading) -> Iterator[Setting]:
    """Both at once: the rate as it must be where there is no small constant, then that."""
    if not {RATE, SMALL} <= set(code.parameters) & set(own.parameters):
        return
    others = tuple(p for p in own.parameters if p != SMALL)
    try:
        bare, bare_own = at_value(code, SMALL, 0), replace(at_value(own, SMALL + OWN, 0), parameters=others)
    except ZeroDivisionError:  # without the small constant there is no such rule
        return
    for pairs in pairings(code, own):
        rate = _row_by_row(bare, bare_own, pairs, [RATE])
        found = rate and _row_by_row(code, with_setting(own, {RATE + OWN: rate[RATE]}), pairs, [SMALL])
        if rate and found:
            whole = found | {RATE: rate[RATE]}
            yield {p: _plainer(e) for p, e in whole.items()}
            yield whole


def _plainer(e: Expr) -> Expr:
    simple = simplify(e)
    return simple if simple.count_ops() < e.count_ops() and _writable(simple) else e


def _row_by_row(code: Reading, own: Reading, pairs: Mapping[str, str], tried: list[str]) -> Setting | None:
    """All hyperparameters, if each that is tried can be solved for in some row and no memory's row fails in numbers."""
    found = {p: Symbol(p, real=True) for p in own.parameters if p not in tried}
    shorter: dict[str, Callable[[], Expr]] = {}
    inner = curved([own.query, *own.after.values()], own.start, moving(own))
    under_roots = {x: y for x, y in pairs.items() if y in inner}
    known_first = sorted(pairs.items(), key=lambda row: any(p + OWN in names(own.after[row[1]]) for p in tried))
    book = with_setting(own, {p + OWN: e for p, e in found.items()})
    for x, y in [*known_first, ("θ", "θ")]:
        if any(p + OWN in names(book.after[y]) for p in tried):
            point = _simple_point(code, book, pairs, under_roots, x)
            for p, value, simplified in _solved(code, book, point, (x, y), tried):
                found[p], shorter[p] = value, simplified
                book = with_setting(book, {p + OWN: value})
        needed = {u: v for u, v in under_roots.items() if u == x or u in names(code.after[x])}
        if x in under_roots and row_fails(code, book, {u: curve(u, v, code, book) for u, v in needed.items()}, x):
            return None
    if not set(tried) <= set(found) or _refuted(code, book):
        return None
    return found | {p: simplified() for p, simplified in shorter.items()}


def _solved(
    code: Reading, own: Reading, point: Mapping[Symbol, Expr], row: tuple[str, str], tried: list[str]
) -> Iterator[tuple[str, Expr, Callable[[], Expr]]]:
    """The one hyperparameter of this row that is still open, its value if it can be solved for, and what simplifies that, which
    is worth its time only where no row fails."""
    mine, other = (expression(r.after[x], positive=True).xreplace(point) for r, x in zip((code, own), row, strict=True))
    solved: dict[Symbol, Expr] = {}
    for gap in dict.fromkeys((other - mine).xreplace({θ: Integer(place)}) for place in (0, 1)):  # a decay is not seen at 0
        unknown = [u for p in tried if (u := Symbol(p + OWN, positive=True)) not in solved and gap.has(u)]
        if len(unknown) != 1:
            continue
        short, back = _shortened(gap.xreplace(solved), unknown[0])
        for e in isolated(short, Integer(0), unknown[0])[:1]:
            value, name = _real(e.xreplace(back)), unknown[0].name
            if _usable(value, code) and not (row[1] == "θ" and _refuted(code, with_setting(own, {name: value}))):
                solved[unknown[0]] = e.xreplace(back)
                yield name.removesuffix(OWN), value, partial(_simplified, e, back)


def _usable(value: Expr, code: Reading) -> bool:
    return _writable(value) and {s.name for s in value.free_symbols} <= {*code.parameters, "k"}


def _refuted(code: Reading, book: Reading) -> bool:
    return start_alike(code, book) and runs_apart(code, book)


def _simplified(e: Expr, back: Mapping[Symbol, Expr]) -> Expr:
    """In the letters of the rules, if it can still be written then."""
    simple = _real(simplify(e).xreplace(back))
    return simple if _writable(simple) else _real(e.xreplace(back))


def _simple_point(
    code: Reading, own: Reading, pairs: Mapping[str, str], under_roots: Mapping[str, str], letter: str
) -> dict[Symbol, Expr]:
    """Gradient 1 and all memories 0; for the row of θ the states that stand under roots are such that the book's are 1 after the
    step."""
    point: dict[Symbol, Expr] = {Symbol("g", positive=True): Integer(1)}
    for x, y in pairs.items():
        v, row = Symbol(y, positive=True), expression(own.after[y], positive=True).xreplace(point)
        known = not any(str(s).endswith(OWN) for s in row.free_symbols)
        before = isolated(row, Integer(1), v) if x in under_roots and letter == "θ" and row.has(v) and known else []
        point[v] = before[0] if before else Integer(0)
        image = Change({x: curve(x, y, code, own)}).before(x) if x in under_roots else 0
        point[Symbol(x, positive=True)] = expression(image, positive=True).xreplace(point)
    return point


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
