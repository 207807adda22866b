"""A line as a combination that its author writes down; only the facts about its denominators are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from qedescent.proofs.finders.denominators import nonzero_references
from qedescent.proofs.kernel.checker import Refused, add, multiply
from qedescent.proofs.language.formulas import formula
from qedescent.proofs.language.prover import Data, NotFound, Prover


def combine(p: Prover, goal: Any, summands: Sequence[Data] = (), equations: Sequence[Data] = (), say: str = "") -> int:
    """The kernel's `combine` for a goal (formula or kernel data): l - r = Σ weight · factors + Σ c (l' - r').

    `summands` are [weight, factor, ...], `equations` are [c, number of a fact], as in kernel/LANGUAGE.md.
    """
    data = goal if isinstance(goal, list) else formula(goal).data
    try:
        left = p.kernel.diff(data)
        for weight, *factors in summands:
            parts = [p.kernel.sign(x)[0] for x in factors]
            left = add(left, reduce(multiply, parts, p.kernel.normal(weight)), -1)
        for c, i in equations:
            left = add(left, multiply(p.kernel.normal(c), p.kernel.diff(p.facts[i])), -1)
    except Refused as why:
        raise NotFound(str(why)) from why
    fields = {"sum": list(summands)} if summands else {}
    words = {"say": say} if say else {}
    return p.step("combine", goal=data, **fields, **{"with": list(equations)}, nonzero=nonzero_references(p, left), **words)
