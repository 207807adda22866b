"""Sums in closed form: Gosper's algorithm guesses T with T(j + 1) - T(j) = term(j); induction on the length proves
Σ_{j<n} term(j) = T(n) - T(0) for all n, the denominators of T shown to be nonzero from the facts, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from typing import Any

from sympy import Add, Expr, Integer, Mul, Rational, Sum, Symbol, factor

from qedescent.proofs.finders.antidifferences import Parts, antidifference
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.denominators import MayBeZero, nonzero_references
from qedescent.proofs.finders.equations import algebra, find_equality
from qedescent.proofs.finders.normal_forms import Poly, atom_term, atoms_within, parts_of, poly_term
from qedescent.proofs.kernel.checker import Proof, names, substitute
from qedescent.proofs.language.formulas import Formula, eq, term
from qedescent.proofs.language.prover import Prover, whole
from qedescent.proofs.language.reasons import Data, NotFound, Reason
from qedescent.proofs.language.symbols import natural, real

WORDS, SAY = "telescoping", "by induction over the number of terms"


def closed_form(p: Prover, series: Sum, words: str = WORDS) -> Expr:
    """A closed form of the sum, with the line `series = closed form` shown; NotFound if there is none or a denominator of it
    is not known to be nonzero."""
    j, first, last = series.limits[0]
    parts = antidifference(series.function, j)
    found = factor(_at(parts, j, last + 1) - _at(parts, j, first))
    try:
        p.show(eq(series, found), by=telescoping.saying(words))
    except ValueError as why:
        raise NotFound(f"{found} cannot be stated: {why}") from why
    return found


def _at(parts: Parts, j: Symbol, value: Any) -> Expr:
    return Add(*(Mul(rational, power).xreplace({j: value}) for rational, power in parts))


def find_telescoping(p: Prover, goal: Data) -> None:
    """Establish an equation that contains sums: by induction if it is a closed form, else each sum gets one of its own."""
    if goal[0] != "=":
        raise NotFound(f"{goal[0]} is not an equation")
    found = atoms_within(p.kernel, p.kernel.diff(goal))
    sums = [a for a in sorted(found) if p.kernel.keys[a][0] == "sum" and not p.kernel.free[a]]
    try:
        _by_induction(p, goal, sums)
    except NotFound as why:
        _by_laws(p, goal, sums, why)
    for side in goal[1:]:
        nonzero_references(p, p.kernel.normal(side))  # that the closed form is defined belongs to the line


@whole
def _by_induction(p: Prover, goal: Data, sums: list[int]) -> None:
    """The goal for every length, where its sums have one length, and that is a letter."""
    lengths = {str(poly_term(p.kernel, length)) for length, _ in (list(parts_of(p.kernel, a)) for a in sums)}
    n = min(lengths, default="")
    if len(lengths) != 1 or p.kernel.sorts.get(n) != "nat":
        raise NotFound("the sums have no common length that could grow")
    m = _unused(p, goal, "m", "N")
    law = _for_every_length(p, m, substitute(goal, {n: m}))
    p.step("inst", fact=law, terms={m: n}, premises=[])


def _by_laws(p: Prover, goal: Data, sums: list[int], why: NotFound) -> None:
    try:
        for a in sums:
            _law(p, a, next(_indices(goal), "j"))
    except NotFound as unknown:
        raise (why if isinstance(why, MayBeZero) else unknown) from unknown
    find_equality(p, goal)


def _indices(t: Data) -> Iterator[str]:
    """The letters that run in the sums of a formula."""
    if isinstance(t, list):
        yield from [t[1]] if t[0] == "sum" else []
        for x in t[1:]:
            yield from _indices(x)


def _law(p: Prover, a: int, index: str) -> None:
    """Σ_{j<n} term(j) = T(n) - T(0) for all n, and for the length at hand."""
    kernel = p.kernel
    length, body = parts_of(kernel, a)
    letters = _Letters(kernel, a)
    parts = antidifference(letters.expression(body), letters.index)
    written = atom_term(kernel, a)
    j = _unused(p, written, index, "j", "i")
    n = _unused(p, written, "n", "m", "N", but=j)
    try:
        difference = ["-", letters.value(parts, n), letters.value(parts, 0)]
    except ValueError as why:
        raise NotFound(f"the antidifference cannot be stated: {why}") from why
    series = ["sum", j, 0, n, substitute(written[4], {written[1]: j})]
    law = _for_every_length(p, n, ["=", series, difference])
    p.step("inst", fact=law, terms={n: poly_term(kernel, length)}, premises=[])


def _for_every_length(p: Prover, n: str, goal: Data) -> int:
    after = substitute(goal, {n: ["+", n, 1]})
    return p.induct(natural(n), Formula(goal), base=algebra, step=lambda: _one_term_more(p, after), say=SAY)


def _one_term_more(p: Prover, goal: Data) -> None:
    """What the goal adds to the hypothesis is an identity; if not, there may be facts about the terms."""
    try:
        combine(p, goal, equations=[[1, len(p.facts) - 1]])
    except NotFound:
        find_equality(p, goal)


def _unused(p: Prover, data: Data, *wishes: str, but: str = "") -> str:
    taken = names(data) | set(p.kernel.sorts) | {but}
    return next(x for x in chain(wishes, map("n{}".format, count(1))) if x not in taken)


class _Letters:
    """The body of a sum as a SymPy expression in letters of our own: what does not depend on the index is one letter."""

    def __init__(self, kernel: Proof, a: int):
        _, body = parts_of(kernel, a)
        (self.level,) = frozenset().union(*(kernel.free[b] for m in body for b, _ in m)) - kernel.free[a]
        self.kernel, self.index = kernel, natural("j")
        self.constants: dict[str, Data] = {}

    def expression(self, p: Poly) -> Any:
        terms = ([Rational(int(c.numerator), int(c.denominator)), *(self.atom(b) ** e for b, e in m)] for m, c in p.items())
        return Add(*(Mul(*factors) for factors in terms))

    def atom(self, a: int) -> Any:
        kind, *_ = key = self.kernel.keys[a]
        if self.level not in self.kernel.free[a]:
            letter = f"a{a}"
            self.constants[letter] = atom_term(self.kernel, a)
            return natural(letter) if kind == "nat" else real(letter)
        if key == ("nat", self.level):
            return self.index
        parts = [self.expression(q) for q in parts_of(self.kernel, a)]
        if kind == "inv":
            return 1 / parts[0]
        if kind == "pow":
            return parts[0] ** parts[1]
        raise NotFound(f"a sum over {kind} has no closed form here")

    def value(self, parts: Parts, at: Data) -> Data:
        """The kernel's term for Σ rational · power at a length."""
        products = []
        for factors in parts:
            zero = [f.xreplace({self.index: Integer(0)}) if at == 0 else f for f in factors]
            products.append(["*", *(term(f)[0] for f in zero)])
        return substitute(["+", *products], {**self.constants, self.index.name: at})


telescoping = Reason(WORDS, find_telescoping)
