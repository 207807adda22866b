"""A formula with unknown coefficients must vanish for all states and gradients: the equations that follow for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer, Symbol, cancel, linsolve

from qedescent.proofs.finders.normal_forms import Poly, atom_term, atoms_within, number_term
from qedescent.proofs.judging.expressions import expression, sorts_of
from qedescent.proofs.kernel.checker import Refused
from qedescent.proofs.language.formulas import Formula, Sorts
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.lifting.reading import Reading

Data = Any


@dataclass(frozen=True)
class Rows:
    """Terms that must be 0 identically in the `moving` letters (θ, memories, gradient), to be solved for `unknown`."""

    moving: frozenset[str]
    unknown: tuple[str, ...]
    rows: tuple[Data, ...]

    def solution(self) -> dict[str, Expr] | None:
        """Values in the hyperparameters and t, free ones set to 0; None where there are none, or the rows are not linear."""
        equations = self.equations()
        if equations is None:
            return None
        letters = [Symbol(u, real=True) for u in self.unknown]
        if not letters:
            return {} if all(cancel(e) == 0 for e in equations) else None
        found = linsolve(equations, letters) if equations else {tuple(letters)}
        if not found:
            return None
        (values,) = found
        free = dict.fromkeys(letters, Integer(0))
        return {u: cancel(v.xreplace(free)) for u, v in zip(self.unknown, values, strict=True)}

    def equations(self) -> list[Expr] | None:
        """One for each row and each product of moving atoms that occurs in it; None where an unknown is not linear."""
        sorts = {**dict.fromkeys((*self.moving, *self.unknown), "real"), **sorts_of(*self.rows)}
        kernel = kernel_of(sorts)
        out: list[Expr] = []
        for row in self.rows:
            try:
                grouped = self._grouped(kernel, kernel.normal(row))
            except Refused:
                return None
            if grouped is None:
                return None
            out += grouped
        return [e for e in map(cancel, out) if e != 0]

    def _grouped(self, kernel: Any, poly: Poly) -> list[Expr] | None:
        sums: dict[Any, Expr] = {}
        for monomial, c in poly.items():
            key, factor, unknowns = [], expression(number_term(c)), 0
            for a, e in monomial:
                inside = letters_of(kernel, a)
                if inside & self.moving:
                    if inside & set(self.unknown):
                        return None
                    key.append((a, e))
                    continue
                unknowns += e if inside & set(self.unknown) else 0
                factor *= expression(atom_term(kernel, a)) ** e
            if unknowns > 1:
                return None
            sums[tuple(key)] = sums.get(tuple(key), Integer(0)) + factor
        return list(sums.values())


def kernel_of(sorts: Sorts) -> Any:
    """A kernel in which these names are declared and nothing is assumed, for its normal forms."""
    return Prover((), mentions=[Formula(["=", 0, 0], sorts)]).kernel


def letters_of(kernel: Any, atom: int) -> set[str]:
    """The variables that an atom is made of."""
    found = atoms_within(kernel, {((atom, 1),): 1})
    return {
        kernel.keys[a][1] for a in found if len(kernel.keys[a]) == 2 and isinstance(kernel.keys[a][1], str)
    }


def moving(reading: Reading) -> frozenset[str]:
    """The letters in which a step must hold identically."""
    return frozenset({"θ", "g", *reading.start})


def difference(left: Data, right: Data) -> Data:
    return ["-", left, right]


def linear(coefficients: Mapping[str, Data]) -> Data:
    """The sum of coefficient times letter; 0 for none."""
    parts = [["*", c, x] if c != 1 else x for x, c in coefficients.items()]
    return 0 if not parts else parts[0] if len(parts) == 1 else ["+", *parts]


def curved(rows: Sequence[Data], states: Iterable[str], moving: frozenset[str]) -> set[str]:
    """The states that occur in these terms other than linearly: squared, in a product of two, under a root, in a
    denominator."""
    sorts = {**dict.fromkeys(moving, "real"), **sorts_of(*rows)}
    kernel = kernel_of(sorts)
    wanted, found = set(states), set()
    for monomial in (m for row in rows for m in kernel.normal(row)):
        plain = [kernel.keys[a][1] for a, e in monomial for _ in range(e) if kernel.keys[a][0] == "real"]
        bare = [x for x in plain if x in wanted]
        found |= set(bare) if len(bare) > 1 else set()
        found |= {
            x for a, _ in monomial if kernel.keys[a][0] != "real" for x in letters_of(kernel, a) & wanted
        }
    return found
