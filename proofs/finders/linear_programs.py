"""A sign certificate is a nonnegative combination: a linear program finds its support, exact arithmetic its weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import linprog

from qedescent.proofs.finders.normal_forms import Poly

MOST_ENTRIES = 2_000_000  # of the matrix; HiGHS takes seconds there and minutes soon after


def combination(target: Poly, signed: Sequence[Poly], free: Sequence[Poly], prefer: Sequence[int] = ()) -> list[Fraction] | None:
    """Weights w with target = sum w_i signed_i + sum u_j free_j and w >= 0, exactly; or None.

    `prefer` lists columns of `signed` that should be used if possible; where that fails the fewest are used.
    """
    return _weights(target, signed, free, prefer) or (_weights(target, signed, free, ()) if prefer else None)


def _weights(target: Poly, signed: Sequence[Poly], free: Sequence[Poly], prefer: Sequence[int]) -> list[Fraction] | None:
    columns = [*signed, *free]
    monomials = sorted({m for p in [target, *columns] for m in p}, key=repr)
    if len(columns) * len(monomials) > MOST_ENTRIES:
        return None
    if not columns or any(m in target and all(m not in p for p in columns) for m in monomials):
        return None
    bounds: list[Any] = [(0, None)] * len(signed) + [(None, None)] * len(free)
    cost = np.ones(len(columns))
    cost[len(signed) :] = 0
    for j in prefer:
        bounds[j], cost[j] = (0, 1), -1
    matrix = np.array([_floats(p, monomials) for p in columns]).T
    found = linprog(cost, A_eq=matrix, b_eq=_floats(target, monomials), bounds=bounds, method="highs")
    if found.status != 0:
        return None
    for support in _supports(found.x, signed):
        exact = _solve([columns[j] for j in support], target)
        if exact is not None and all(w >= 0 for w, j in zip(exact, support, strict=True) if j < len(signed)):
            weights = [Fraction(0)] * len(columns)
            for w, j in zip(exact, support, strict=True):
                weights[j] = w
            return weights
    return None


def _floats(p: Poly, monomials: Sequence[Any]) -> list[float]:
    """The coefficients in units of the largest, so that no number is too large for a float."""
    unit = max((abs(Fraction(c)) for c in p.values()), default=Fraction(1))
    return [float(p[m] / unit) if m in p else 0.0 for m in monomials]


def _supports(weights: Any, signed: Sequence[Poly]) -> Iterator[list[int]]:
    """Columns with a weight, and constants besides: one of them may be too small for a float to notice."""
    constants = {j for j, p in enumerate(signed) if set(p) == {()}}
    for tolerance in (1e-9, 1e-7, 1e-5):
        used = {j for j, w in enumerate(weights) if abs(w) > tolerance}
        yield sorted(used)
        yield sorted(used | constants)


def _solve(columns: list[Poly], target: Poly) -> list[Fraction] | None:
    """Exact weights with target = sum w_j columns_j (free ones zero), by elimination over the rationals."""
    monomials = sorted({m for p in [target, *columns] for m in p}, key=repr)
    table = [[*(p.get(m, Fraction(0)) for p in columns), target.get(m, Fraction(0))] for m in monomials]
    pivots: list[int] = []
    for j in range(len(columns)):
        row = next((r for r in range(len(pivots), len(table)) if table[r][j]), None)
        if row is None:
            continue
        here = len(pivots)
        table[here], table[row] = table[row], table[here]
        lead = table[here][j]
        table[here] = [Fraction(x) / lead for x in table[here]]
        for r in range(len(table)):
            if r != here and table[r][j]:
                factor = table[r][j]
                table[r] = [x - factor * y for x, y in zip(table[r], table[here], strict=True)]
        pivots.append(j)
    if any(row[-1] and not any(row[:-1]) for row in table):
        return None
    weights = [Fraction(0)] * len(columns)
    for r, j in enumerate(pivots):
        weights[j] = table[r][-1]
    return weights
