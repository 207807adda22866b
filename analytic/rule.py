"""An optimizer is a recurrence: where the gradient is taken, and what is assigned in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Expr, Float, Symbol, sympify

from qedescent.analytic.notation import g, t, θ


@dataclass(frozen=True)
class UpdateRule:
    """One algorithm as its pseudocode prints it, coordinate by coordinate.

    `state` maps each memory to its initial value; `query` is the point where the gradient `g` is evaluated, in θ and
    the memories; `assignments` run in order, each seeing the new values of those before it, unless the rule is
    `simultaneous`: then all see the old ones; `t` counts steps from 1.
    Raises ValueError for an undeclared symbol, a float, or a rule that never assigns θ.
    """

    name: str
    algorithm: str
    source: str
    parameters: tuple[Symbol, ...]
    state: Mapping[Symbol, Expr | int]
    assignments: tuple[tuple[Symbol, Expr], ...]
    query: Expr = θ
    simultaneous: bool = False

    def __post_init__(self) -> None:
        known = {θ, g, t, *self.parameters, *self.state}
        for target, expression in (*self.assignments, (θ, self.query)):
            strange = sympify(expression).free_symbols - known
            if strange:
                raise ValueError(f"{self.name}: {', '.join(sorted(map(str, strange)))} is not declared")
            if sympify(expression).has(Float):
                raise ValueError(f"{self.name}: a float in {expression}; write an exact rational")
            if target != θ and target not in self.state:
                raise ValueError(f"{self.name}: {target} is assigned but is no memory of the rule")
        if any(sympify(start).has(Float) for start in self.state.values()):
            raise ValueError(f"{self.name}: a memory starts from a float; write an exact rational")
        if θ not in dict(self.assignments):
            raise ValueError(f"{self.name}: θ is never assigned")
        if self.query.has(g):
            raise ValueError(f"{self.name}: the point of the gradient cannot depend on the gradient")


def next_values(rule: UpdateRule) -> dict[Symbol, Expr]:
    """The new θ and memories as expressions of the old ones, g and t."""
    values: dict[Symbol, Expr] = {}
    for target, expression in rule.assignments:
        values[target] = sympify(expression).xreplace({} if rule.simultaneous else values)
    return {x: values.get(x, x) for x in (θ, *rule.state)}
