"""Equations that could be used on a difference: facts, instances of universal ones, what follows from them inside expectations,
dot products and functions, and the factorisation of expectations by independence. Steps are added when one is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qedescent.proofs.finders.normal_forms import (
    Data,
    Poly,
    atom_term,
    atoms_within,
    divide,
    parts_of,
    poly_term,
)
from qedescent.proofs.kernel.checker import Refused, add, substitute
from qedescent.proofs.language.prover import Prover


@dataclass
class Equation:
    """An equation whose leading monomial may be rewritten; `number` adds the steps that establish it."""

    poly: Poly
    lead: Any
    number: Callable[[], int]

    @property
    def coefficient(self) -> Fraction:
        return self.poly[self.lead]


class Supplies:
    """The equations at hand for one search, and the numbers of the facts made for those that were used."""

    def __init__(self, p: Prover, only: list[int] | None):
        self.p, self.only = p, only
        self.made: dict[Any, int] = {}

    def take_back(self, facts: int) -> None:
        """Forget the facts made from this number on."""
        self.made = {key: i for key, i in self.made.items() if i < facts}

    def facts(self, poly: Poly) -> Iterator[Equation]:
        """Equations that stand, newest first."""
        for i in range(len(self.p.facts) - 1, -1, -1):
            f = self.p.facts[i]
            if f[0] == "=" and (self.only is None or i in self.only):
                yield from self.oriented(f, lambda i=i: i)

    def oriented(self, f: Data, number: Callable[[], int]) -> Iterator[Equation]:
        """Left to right when the left side is a single term, else by its term of highest degree."""
        kernel = self.p.kernel
        try:
            poly, left = kernel.diff(f), kernel.normal(f[1])
        except Refused:
            return
        if len(left) == 1 and () not in left and next(iter(left)) in poly:
            lead = next(iter(left))
        else:
            candidates = [m for m in poly if m]
            if not candidates:
                return
            lead = max(candidates, key=lambda m: (sum(e for _, e in m), m))
        if not any(divide(m, lead) is not None for m in poly if m != lead):
            yield Equation(poly, lead, number)

    def instances(self, poly: Poly) -> Iterator[Equation]:
        """Instances of universally quantified equations whose left side mentions a function that occurs."""
        for i, f in enumerate(self.p.facts):
            if f[0] == "forall" and f[3][0] == "=" and (self.only is None or i in self.only):
                for terms in self.matches(f, poly):
                    yield from self.instance(i, f, terms)

    def instance(self, i: int, f: Data, terms: dict[str, Data]) -> Iterator[Equation]:
        try:
            statement = substitute(f[3], terms)
            premises = [self.p.number(substitute(q, terms)) for q in f[2]]
        except Refused:
            return
        if None in premises:
            return
        number = self.once(("inst", i, str(terms)), lambda: self.p.step("inst", fact=i, terms=terms, premises=premises))
        yield from self.oriented(statement, number)

    def matches(self, f: Data, poly: Poly) -> Iterator[dict[str, Data]]:
        """Values of the bound variables that make a function application of the left side occur in poly."""
        kernel, bound = self.p.kernel, [n for n, _ in f[1]]
        present = sorted(atoms_within(kernel, poly))
        seen: set[str] = set()
        for pattern in _applications(f[3][1]):
            for a in present:
                key = kernel.keys[a]
                if key[0] in ("fn", "vec") and key[1] == pattern[1] and len(key) == len(pattern):
                    terms = self.unify(pattern[2:], key[2:], bound, dict(f[1]))
                    if terms is not None and str(terms) not in seen:
                        seen.add(str(terms))
                        yield terms
        if len(bound) == 1 and f[1][0][1] == "nat":
            for t in self.counts(poly):
                if str({bound[0]: t}) not in seen:
                    seen.add(str({bound[0]: t}))
                    yield {bound[0]: t}

    def counts(self, poly: Poly) -> Iterator[Data]:
        """Exponents and lengths of sums that occur in poly."""
        kernel = self.p.kernel
        for a in sorted(atoms_within(kernel, poly)):
            if kernel.keys[a][0] in ("pow", "sum"):
                count = dict(kernel.keys[a][2 if kernel.keys[a][0] == "pow" else 1])
                if not any(kernel.free[b] for m in count for b, _ in m):
                    yield poly_term(kernel, count)

    def unify(self, patterns: list[Data], values: tuple[Any, ...], bound: list[str], sorts: Any) -> dict[str, Data] | None:
        kernel, terms = self.p.kernel, {}
        for pattern, value in zip(patterns, values, strict=True):
            name, shift = _shifted(pattern)
            if name not in bound:
                continue
            poly = add(dict(value), {(): Fraction(shift)} if shift else {}, -1)
            if not kernel.fits(poly, sorts[name]) or any(kernel.free[a] for m in poly for a, _ in m):
                return None
            terms[name] = poly_term(kernel, poly)
        return terms if set(terms) == set(bound) else None

    def inside(self, poly: Poly) -> Iterator[Equation]:
        """Equations carried into expectations, dot products, roots and function arguments."""
        kernel = self.p.kernel
        for a in sorted({a for m in poly for a, _ in m}):
            if kernel.keys[a][0] in ("E", "dot", "sqrt", "exp", "fn", "vec") and not kernel.free[a]:
                yield from self.carried(a)

    def carried(self, a: int) -> Iterator[Equation]:
        kernel = self.p.kernel
        inner = list(parts_of(kernel, a))
        for b in sorted({b for q in inner for b in atoms_within(kernel, q)}):
            if kernel.keys[b][0] not in ("fn", "vec", "real", "random", "dot"):
                continue
            one = {((b, 1),): Fraction(1)}
            for equation in [*self.instances(one), *self.definitions(b)]:
                if equation.lead == ((b, 1),) and equation.coefficient == 1:
                    yield from self.rewritten(a, b, equation)

    def definitions(self, b: int) -> Iterator[Equation]:
        """Facts that say what the atom b is."""
        for equation in self.facts({}):
            if equation.lead == ((b, 1),):
                yield equation

    def rewritten(self, a: int, b: int, equation: Equation) -> Iterator[Equation]:
        kernel = self.p.kernel
        context = atom_term(kernel, a, {b: "#"})
        right = poly_term(kernel, add({equation.lead: Fraction(1)}, equation.poly, -1))
        statement = ["=", atom_term(kernel, a), substitute(context, {"#": right})]
        number = self.once(("rewrite", a, b, str(right)), lambda: self.rewrite(equation, b, right, context))
        try:
            poly = kernel.diff(statement)
        except Refused:
            return
        if ((a, 1),) in poly and len(poly) >= 1:
            yield Equation(poly, ((a, 1),), number)

    def rewrite(self, equation: Equation, b: int, right: Data, context: Data) -> int:
        fact = equation.number()
        left = atom_term(self.p.kernel, b)
        if self.p.facts[fact][1] != left or self.p.facts[fact][2] != right:
            fact = self.p.step("combine", goal=["=", left, right], **{"with": [[1, fact]]})
        return self.p.step("rewrite", fact=fact, **{"in": context})

    def products(self, poly: Poly) -> Iterator[Equation]:
        """E(ab) = E(a) E(b) for noise and its past."""
        kernel = self.p.kernel
        noises = [(i, f) for i, f in enumerate(self.p.facts) if f[0] == "independent"]
        for a in sorted({a for m in poly for a, _ in m if kernel.keys[a][0] == "E"}):
            for i, f in noises:
                yield from self.separated(a, i, f)

    def separated(self, a: int, i: int, f: Data) -> Iterator[Equation]:
        kernel = self.p.kernel
        ((mono, _),) = kernel.keys[a][1]
        for b, _ in mono:
            if kernel.keys[b][0] == "fn" and kernel.keys[b][1] == f[1]:
                own, other = tuple(x for x in mono if x[0] == b), tuple(x for x in mono if x[0] != b)
                if other and all(self.is_past(f, b, c) for c, _ in other):
                    u, v = (poly_term(kernel, {m: Fraction(1)}) for m in (own, other))
                    statement = ["=", ["E", ["*", u, v]], ["*", ["E", u], ["E", v]]]
                    step = lambda u=u, v=v: self.p.step("independent", fact=i, of=u, **{"and": v})  # noqa: E731
                    yield from self.oriented(statement, self.once(("independent", a, b), step))

    def is_past(self, f: Data, noise: int, c: int) -> bool:
        kernel = self.p.kernel
        if kernel.keys[c][0] != "fn" or len(kernel.keys[c]) != 3:
            return False
        gap = add(dict(kernel.keys[noise][2]), dict(kernel.keys[c][2]), -1)
        return kernel.natural(gap) and (kernel.keys[c][1] in f[2] or kernel.keys[c][1] == f[1] and () in gap)

    def once(self, key: Any, make: Callable[[], int]) -> Callable[[], int]:
        """The number of a step that is added when first asked for."""

        def number() -> int:
            if key not in self.made or self.made[key] >= len(self.p.facts):
                self.made[key] = make()
            return self.made[key]

        return number


def _applications(t: Data) -> Iterator[Data]:
    if isinstance(t, list):
        if t[0] == "apply":
            yield t
        for x in t[1:]:
            yield from _applications(x)


def _shifted(pattern: Data) -> tuple[str, int]:
    """(k, c) of a pattern k + c."""
    if isinstance(pattern, str):
        return pattern, 0
    if isinstance(pattern, list) and pattern[0] == "+" and len(pattern) == 3:
        numbers = [x for x in pattern[1:] if isinstance(x, int)]
        letters = [x for x in pattern[1:] if isinstance(x, str)]
        if len(numbers) == len(letters) == 1:
            return letters[0], numbers[0]
    return "", 0
