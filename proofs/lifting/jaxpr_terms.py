"""A jaxpr followed with terms of one coordinate in place of arrays; at a branch, the numbers at hand choose the way.

Only operations that do to each coordinate the same and mix none are followed; any other is refused by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, localcontext
from typing import Any

import numpy as np

from qedescent.proofs.lifting.cross_check import holds
from qedescent.proofs.lifting.jaxpr_operations import COMPARISONS, INTO, OPERATIONS
from qedescent.proofs.lifting.oracle import DIGITS
from qedescent.proofs.lifting.recording import Data, Path, Unreadable, term_of
from qedescent.proofs.lifting.two_steps import Values


@dataclass(frozen=True)
class Truth:
    """How a comparison came out, with the comparisons that suffice to say so, as arguments of Path.decide."""

    holds: bool | None  # None where it came out differently in the coordinates, which matters only if it is asked
    because: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True)
class Walk:
    """`values` decide the branches, `path` notes them."""

    values: Values
    path: Path

    def numbers(self, jaxpr: Any, inputs: Sequence[Data]) -> list[Data]:
        """The same with numbers only: 1 and 0 stand for what is true and false."""
        asked = [v.aval.dtype == bool and not isinstance(x, Truth) for v, x in zip(jaxpr.jaxpr.invars, inputs, strict=True)]
        given = [self.compared("!=", x, 0) if truth else x for truth, x in zip(asked, inputs, strict=True)]
        return [self.term(x) for x in self.through(jaxpr, given)]

    def through(self, jaxpr: Any, inputs: Sequence[Data]) -> list[Data]:
        """The terms of the outputs of a jaxpr, open or closed, for those of its inputs."""
        constants = getattr(jaxpr, "consts", ())
        inner = getattr(jaxpr, "jaxpr", jaxpr)
        known = dict(zip(inner.constvars, map(constant, constants), strict=True))
        known |= zip(inner.invars, inputs, strict=True)

        def read(v: Any) -> Data:
            return constant(v.val) if hasattr(v, "val") else known[v]

        for equation in inner.eqns:
            if equation.outvars:  # what gives nothing back, like a print, changes nothing
                given = [read(v) for v in equation.invars]
                known |= zip(equation.outvars, self.outputs(equation, given), strict=True)
        return [read(v) for v in inner.outvars]

    def outputs(self, equation: Any, given: list[Data]) -> list[Data]:
        name, parameters = equation.primitive.name, equation.params
        if name in INTO:
            inner = next(parameters[key] for key in ("jaxpr", "call_jaxpr", "fun_jaxpr") if key in parameters)
            return self.through(inner, given)
        if name in ("optimization_barrier", "device_put"):
            return given
        if name == "cond" and isinstance(given[0], int):
            return self.through(parameters["branches"][given[0]], given[1:])
        act = getattr(self, f"_{name}", None)
        sizes = {v.aval.size for v in equation.invars} - {1, equation.outvars[0].aval.size}
        whole = name == "div" and _kind(equation.outvars[0]) in "iu"
        if sizes or whole or not (act or name in OPERATIONS or name in COMPARISONS):
            raise Unreadable(f"no formula of one coordinate says what {name} does")
        if name in COMPARISONS:
            return [self._relation(name, equation, *given)]
        return [act(equation, *given) if act else OPERATIONS[name](*map(self.term, given))]

    def term(self, x: Data) -> Data:
        """A truth value as the number 1 or 0, which is a branch."""
        return int(self.decided(x)) if isinstance(x, Truth) else x

    def decided(self, truth: Truth) -> bool:
        if truth.holds is None:
            raise Unreadable(f"the coordinates go different ways at {truth.because}: what is done depends on their values")
        for comparison in truth.because:
            self.path.decide(*comparison)
        return truth.holds

    def compared(self, op: str, a: Data, b: Data) -> Truth:
        if a == b:
            return Truth(op in ("=", ">="))
        with localcontext(Context(prec=DIGITS)):
            outcomes = {holds([op, a, b], at) for at in self.values}
        outcome = outcomes.pop() if len(outcomes) == 1 else None
        return Truth(outcome, ((op, a, b, outcome),))

    def _relation(self, name: str, equation: Any, left: Data, right: Data) -> Truth:
        """A counter's comparison with the largest whole number is no condition: it would say that it has not run over."""
        op, swapped = COMPARISONS[name]
        a, b = (self.term(x) for x in ((right, left) if swapped else (left, right)))
        largest = [np.iinfo(v.aval.dtype).max for v in equation.invars if _kind(v) in "iu"]
        found = self.compared(op, a, b)
        return Truth(found.holds) if a in largest or b in largest else found

    def _and(self, _: Any, *given: Data) -> Truth:
        return _decisive(given, False)

    def _or(self, _: Any, *given: Data) -> Truth:
        return _decisive(given, True)

    def _not(self, _: Any, given: Data) -> Truth:
        (x,) = _truths([given])
        return Truth(None if x.holds is None else not x.holds, x.because)

    def _is_finite(self, _: Any, __: Data) -> Truth:
        """A formula speaks of real numbers, and those are finite."""
        return Truth(True)

    def _select_n(self, _: Any, which: Data, *cases: Data) -> Data:
        if all(case == cases[0] for case in cases):
            return cases[0]
        return cases[self.decided(*_truths([which]))]

    def _integer_pow(self, equation: Any, x: Data) -> Data:
        return OPERATIONS["pow"](self.term(x), equation.params["y"])

    def _convert_element_type(self, equation: Any, x: Data) -> Data:
        before, after = equation.invars[0].aval.dtype, np.dtype(equation.params["new_dtype"])
        if after.kind == "b":
            return x if isinstance(x, Truth) else self.compared("!=", x, 0)
        rounds = before.kind == "f" and (after.kind != "f" or after.itemsize < before.itemsize)
        if rounds or after.kind not in "iuf":
            raise Unreadable(f"no formula says what rounding from {before} to {after} does")
        return self.term(x)


def constant(array: Any) -> Data:
    """The one number or truth value that a constant holds, in all its places."""
    values = set(np.asarray(array).flatten().tolist())
    if len(values) != 1:
        raise Unreadable("the code has a constant that is not the same in every coordinate")
    (x,) = values
    return Truth(x) if isinstance(x, bool) else term_of(x)


def _kind(variable: Any) -> str:
    return np.dtype(variable.aval.dtype).kind


def _decisive(given: Sequence[Data], value: bool) -> Truth:
    """A conjunction is decided by its first false part (value False), a disjunction by its first true one."""
    parts = _truths(given)
    found = next((p for p in parts if p.holds == value), None)
    open_ = any(p.holds is None for p in parts)
    return found or Truth(None if open_ else not value, tuple(c for p in parts for c in p.because))


def _truths(given: Sequence[Data]) -> list[Truth]:
    if not all(isinstance(x, Truth) for x in given):
        raise Unreadable("no formula says what an operation on the bits of a number does")
    return list(given)
