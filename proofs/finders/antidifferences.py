"""T with T(j + 1) - T(j) = term(j), asked of SymPy's implementation of Gosper's algorithm.

What it answers is a guess: it divides by 1 - α without a word about α = 1. The guess becomes a proof in telescoping.py.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Poly, PolynomialError, Pow, Symbol, cancel, factor, fraction
from sympy.concrete.gosper import gosper_term

from qedescent.proofs.language.reasons import NotFound

MOST_DEGREE, LARGEST_SHIFT = 8, 30  # Gosper's algorithm takes minutes beyond
Parts = list[tuple[Expr, Expr]]  # Σ rational · power, apart, because SymPy would join α · α⁻ʲ to a power it cannot name


def antidifference(term: Any, j: Symbol) -> Parts:
    """An antidifference of term in j, as summands (rational function of j, product of powers with j in the exponent)."""
    try:
        return [_of_one(term, j)]
    except NotFound:
        summands = Add.make_args(term.expand())
        if len(summands) == 1:
            raise
        return [_of_one(s, j) for s in summands]


def _of_one(term: Any, j: Symbol) -> tuple[Expr, Expr]:
    factors = Mul.make_args(term)
    powers = [f for f in factors if isinstance(f, Pow) and f.exp.has(j)]
    rational = Mul(*(f for f in factors if f not in powers))
    _within_reach(rational, j)
    try:
        certificate = gosper_term(term, j)
    except (PolynomialError, NotImplementedError, ValueError, TypeError, AttributeError) as why:
        raise NotFound(f"Gosper's algorithm fails on {term}: {why}") from why
    if certificate is None:
        raise NotFound(f"{term} is no difference of hypergeometric terms in {j}")
    return factor(cancel(certificate * rational)), Mul(*powers)


def _within_reach(rational: Any, j: Symbol) -> None:
    try:
        degree = sum(Poly(side, j).degree() for side in fraction(rational.together()))
    except PolynomialError as why:
        raise NotFound(f"{rational} is no rational function of {j}") from why
    if degree > MOST_DEGREE or any(abs(x) > LARGEST_SHIFT for x in rational.atoms(Integer)):
        raise NotFound(f"{rational} is beyond the reach of the search")
