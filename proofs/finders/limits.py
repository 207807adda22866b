"""Limits with an explicit bound: |t - L| <= B cᵏ with 0 <= c < 1, or <= B/(k + 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import term
from qedescent.proofs.language.prover import Prover, Reason


def show_limit(p: Prover, limit: Any, bound: Any, ratio: Any = None, by: Reason | Callable[[], Any] = signs, say: str = "") -> int:
    """Show `tends_to(k, t, L)` from |t - L| <= bound * ratio^k (or bound/(k + 1) without a ratio), for k = 0, 1, 2, ...

    `by` shows the two inequalities for a fixed k. With a ratio c, c >= 0 and c < 1 are shown from their signs.
    """
    _, k, t, value = limit.data
    constant, c = term(bound)[0], None if ratio is None else term(ratio)[0]
    rate = ["/", constant, ["+", k, 1]] if c is None else ["*", constant, ["^", c, k]]
    for gap in (["-", t, value], ["-", value, t]):
        goal = [">=", rate, gap]
        steps = p.inner([[k, "nat"]], [], goal, by)
        p.step("generalize", variables=[[k, "nat"]], premises=[], steps=steps, goal=goal)
    if c is not None:
        p.have_data([">=", c, 0], signs)
        p.have_data([">", 1, c], signs)
    fields = {"constant": constant, **({} if c is None else {"ratio": c}), **({"say": say} if say else {})}
    return p.step("limit", goal=limit.data, **fields)
