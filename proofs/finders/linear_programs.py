"""A sign certificate is a nonnegative combination: a linear program finds its support, exact arithmetic its weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import linprog

from qedescent.proofs.finders.normal_forms import Poly


def combination(target: Poly, signed: Sequence[Poly], free: Sequence[Poly], prefer: Sequence[int] = ()) -> list[Fraction] | None:
    """Weights w with target = sum w_i signed_i + sum u_j free_j and w >= 0, exactly; or None.

    `prefer` lists columns of `signed` that should be used if possible; where that fails the fewest are used.
    """
    return _weights(target, signed, free, prefer) or (_weights(target, signed, free, ()) if prefer else None)


def _weights(target: Poly, signed: Sequence[Poly], free: Sequence[Poly], prefer: Sequence[int]) -> list[Fraction] | None:
    columns = [*signed, *free]
    monomials = sorted({m for p in [target, *columns] for m in p}, key=repr)
    if not columns or any(m in target and all(m not in p for p in columns) for m in monomials):
        return None
    rows = {m: i for i, m in enumerate(monomials)}
    matrix = np.zeros((len(monomials), len(columns)))
    for j, p in enumerate(columns):
        for m, c in p.items():
            matrix[rows[m], j] = float(c)
    right = np.array([float(target.get(m, 0)) for m in monomials])
    bounds: list[Any] = [(0, None)] * len(signed) + [(None, None)] * len(free)
    cost = np.ones(len(columns))
    cost[len(signed) :] = 0
    for j in prefer:
        bounds[j], cost[j] = (0, 1), -1
    found = linprog(cost, A_eq=matrix, b_eq=right, bounds=bounds, method="highs")
    if found.status != 0:
        return None
    support = [j for j in range(len(columns)) if abs(found.x[j]) > 1e-9]
    for tolerance in (1e-9, 1e-7, 1e-5):
        support = [j for j in range(len(columns)) if abs(found.x[j]) > tolerance]
        exact = _solve([columns[j] for j in support], target)
        if exact is not None and all(w >= 0 for w, j in zip(exact, support, strict=True) if j < len(signed)):
            weights = [Fraction(0)] * len(columns)
            for w, j in zip(exact, support, strict=True):
                weights[j] = w
            return weights
    return None


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
