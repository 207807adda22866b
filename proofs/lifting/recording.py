"""A recorded scalar stands where a number would and writes down, as a kernel term, what is done to it.

Nothing is evaluated or simplified: the term is the code's own arithmetic, operation by operation. A scalar that also
carries a value may be compared: the branch that the value takes is taken, and noted as a condition of what is read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any, Self

import numpy as np

from qedescent.proofs.lifting.counting import power

Data = Any
OPPOSITE = {"=": "!=", "!=": "="}


class Unreadable(TypeError):
    """The code did something with a value that a formula cannot say; the message names it."""


@dataclass
class Path:
    """The comparisons that the code made on its way, as kernel formulas that held, each once."""

    conditions: list[Data] = field(default_factory=list)

    def decide(self, op: str, left: Data, right: Data, holds: bool) -> bool:
        """Note `left op right` or its opposite, whichever holds; comparisons of numbers alone say nothing."""
        if not holds:
            op, left, right = (OPPOSITE[op], left, right) if op in OPPOSITE else ({">": ">=", ">=": ">"}[op], right, left)
        if not (_number(left) and _number(right)) and [op, left, right] not in self.conditions:
            self.conditions.append([op, left, right])
        return holds


def _number(t: Data) -> bool:
    return not isinstance(t, str) and (isinstance(t, int) or all(_number(x) for x in t[1:]))


class Arithmetic:
    """+ - * / ** and roots that write terms; `made` makes the result from its term and the values that went into it."""

    term: Data

    def made(self, term: Data, compute: Any, *operands: Any) -> Any:
        raise NotImplementedError

    def compared(self, op: str, left: Any, right: Any) -> bool:
        raise NotImplementedError

    def _with(self, op: str, left: Any, right: Any, compute: Any) -> Any:
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            return NotImplemented
        return self.made([op, term_of(left), term_of(right)], compute, left, right)

    def __add__(self, other: Any) -> Any:
        return self._with("+", self, other, lambda a, b: a + b)

    def __radd__(self, other: Any) -> Any:
        return self._with("+", other, self, lambda a, b: a + b)

    def __sub__(self, other: Any) -> Any:
        return self._with("-", self, other, lambda a, b: a - b)

    def __rsub__(self, other: Any) -> Any:
        return self._with("-", other, self, lambda a, b: a - b)

    def __mul__(self, other: Any) -> Any:
        return self._with("*", self, other, lambda a, b: a * b)

    def __rmul__(self, other: Any) -> Any:
        return self._with("*", other, self, lambda a, b: a * b)

    def __truediv__(self, other: Any) -> Any:
        return self._with("/", self, other, lambda a, b: a / b)

    def __rtruediv__(self, other: Any) -> Any:
        return self._with("/", other, self, lambda a, b: a / b)

    def __neg__(self) -> Any:
        return self.made(["-", self.term], lambda a: -a, self)

    def __pos__(self) -> Self:
        return self

    def __pow__(self, exponent: Any) -> Any:
        if isinstance(exponent, np.ndarray):
            return NotImplemented
        return self.made(power(self.term, term_of(exponent)), lambda a, b: a**b, self, exponent)

    def __rpow__(self, base: Any) -> Any:
        return self.made(power(term_of(base), self.term), lambda a, b: a**b, base, self)

    def sqrt(self) -> Any:
        """What np.sqrt calls on the elements of an object array."""
        return self.made(["sqrt", self.term], math.sqrt, self)

    def exp(self) -> Any:
        return self.made(["exp", self.term], math.exp, self)

    def conjugate(self) -> Self:
        return self

    def __abs__(self) -> Any:
        return self.made(["apply", "abs", self.term], abs, self)

    def __gt__(self, other: Any) -> bool:
        return self.compared(">", self, other)

    def __ge__(self, other: Any) -> bool:
        return self.compared(">=", self, other)

    def __lt__(self, other: Any) -> bool:
        return self.compared(">", other, self)

    def __le__(self, other: Any) -> bool:
        return self.compared(">=", other, self)

    def __eq__(self, other: Any) -> bool:  # type: ignore[override]
        return self.compared("=", self, other)

    def __ne__(self, other: Any) -> bool:  # type: ignore[override]
        return self.compared("!=", self, other)

    def __bool__(self) -> bool:
        return self.compared("!=", self, 0)


class Recorded(Arithmetic):
    """A recorded scalar that is no float, so that NumPy keeps it in object arrays; `value` and `path` only if it may be
    compared."""

    __slots__ = ("path", "term", "value")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, term: Data, value: float | None = None, path: Path | None = None):
        self.term, self.value, self.path = term, value, path

    def made(self, term: Data, compute: Any, *operands: Any) -> Recorded:
        values = [x.value if isinstance(x, Recorded) else x for x in operands]
        numbers = [float(x) for x in values if x is not None]
        known = self.path is not None and len(numbers) == len(values)
        return Recorded(term, compute(*numbers) if known else None, self.path)

    def compared(self, op: str, left: Any, right: Any) -> bool:
        path = self.path
        values = [x.value if isinstance(x, Recorded) else x for x in (left, right)]
        numbers = [float(x) for x in values if isinstance(x, Real)]
        if path is None or len(numbers) != 2:
            raise Unreadable(f"the code compares {term_text(left)} with {term_text(right)}")
        a, b = numbers
        return path.decide(op, term_of(left), term_of(right), {">": a > b, ">=": a >= b, "=": a == b, "!=": a != b}[op])

    def __float__(self) -> float:
        raise Unreadable(f"the code turns {self.term} into a float")

    def __int__(self) -> int:
        raise Unreadable(f"the code turns {self.term} into an integer")

    def __repr__(self) -> str:
        return f"Recorded({self.term!r})"


def term_text(x: Any) -> str:
    return str(x.term) if isinstance(x, Arithmetic) else repr(x)


def term_of(x: Any) -> Data:
    """The kernel term of a recorded scalar or of a number; a float is the rational it is."""
    if isinstance(x, Arithmetic):
        return x.term
    if isinstance(x, np.ndarray) and x.ndim == 0:
        return term_of(x.item())
    if isinstance(x, Integral) and not isinstance(x, bool | np.bool_):
        return int(x)
    if isinstance(x, Rational | Real) and not isinstance(x, bool | np.bool_) and math.isfinite(x):
        q = Fraction(x) if isinstance(x, Rational) else Fraction(float(x))
        return int(q) if q.denominator == 1 else ["/", q.numerator, q.denominator]
    raise Unreadable(f"a formula cannot contain {x!r}")
