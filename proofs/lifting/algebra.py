"""Recorded terms in the kernel's algebra: which are the same, and which powers have natural exponents."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import add, mul, truediv
from typing import Any

from qedescent.proofs.finders.normal_forms import cleared
from qedescent.proofs.kernel.checker import Proof, Refused, names
from qedescent.proofs.kernel.checker import add as plus
from qedescent.proofs.language.formulas import Formula, Sorts
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.lifting.counting import power
from qedescent.proofs.lifting.reading import FUNCTIONS
from qedescent.proofs.lifting.recording import term_of

Data = Any
OPERATORS = frozenset("+ - * / ^ sqrt exp apply = != > >=".split())

FOLDS: dict[str, Callable[..., float]] = {
    "+": add, "-": lambda a, b=None: -a if b is None else a - b, "*": mul, "/": truediv, "^": pow, "sqrt": math.sqrt,
    "exp": math.exp,
}  # fmt: skip


def is_number(t: Data) -> bool:
    """Whether no letter stands in a term."""
    return isinstance(t, int) or isinstance(t, list) and all(map(is_number, t[1:]))


def algebra_of(terms: Iterable[Data]) -> Proof:
    """The kernel's algebra over the letters of these terms: real numbers, and the step count t, a natural one."""
    letters = set().union(*map(names, terms)) - OPERATORS - set(FUNCTIONS)
    sorts: Sorts = {f: ["real"] * (count + 1) for f, count in FUNCTIONS.items()}
    sorts |= {x: "nat" if x == "t" else "real" for x in sorted(letters)}
    return Prover((), mentions=[Formula(["=", 0, 0], sorts)]).kernel


def difference(kernel: Proof, a: Data, b: Data) -> Data:
    """The normal form of a - b over its common denominator; empty if they are the same, None if it has none."""
    try:
        return cleared(kernel, plus(kernel.normal(a), kernel.normal(b), -1))[0]
    except Refused:
        return {} if a == b else None


def constant(p: Data) -> Fraction | None:
    """The number that a normal form is, if it is one."""
    return Fraction(p.get((), 0)) if p is not None and set(p) <= {()} else None


def folded(t: Data) -> Data:
    """The term with each part that has no letter computed in floats, in its own order, as running code does it."""
    if not isinstance(t, list):
        return t
    op, *parts = [t[0], *map(folded, t[1:])]
    if op not in FOLDS or not all(map(is_number, parts)):
        return [op, *parts]
    try:
        return term_of(FOLDS[op](*map(_float, parts)))
    except (ArithmeticError, ValueError, TypeError):  # no number after all
        return [op, *parts]


def _float(t: Data) -> float:
    return float(t) if isinstance(t, int) else t[1] / t[2]


def with_natural_powers(kernel: Proof, t: Data) -> Data:
    """The term with each power written as the kernel has it: natural exponents, roots, inverses, otherwise `pow`."""
    if not isinstance(t, list):
        return t
    op, *parts = [t[0], *(with_natural_powers(kernel, x) for x in t[1:])]
    return _power(kernel, *parts) if op == "^" else [op, *parts]


def _power(kernel: Proof, base: Data, exponent: Data) -> Data:
    p = kernel.normal(exponent)
    number = constant(p)
    if number is not None and number < 0:
        return ["/", 1, _power(kernel, base, ["-", exponent])]
    if number is not None and number.denominator == 2:
        return power(base, ["/", number.numerator, number.denominator])
    if not kernel.natural(p):
        return ["apply", "pow", base, exponent]
    return ["^", base, exponent if number is None else int(number)]
