"""A recorded scalar stands where a number would and writes down, as a kernel term, what is done to it.

Nothing is evaluated or simplified: the term is the code's own arithmetic, operation by operation.
"""

from __future__ import annotations

from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

import numpy as np

Data = Any


class Unreadable(TypeError):
    """The code did something with a value that a formula cannot say; the message names it."""


class Recorded:
    """A scalar that records. Supports + - * / ** and square roots, also inside NumPy object arrays."""

    __slots__ = ("term",)

    def __init__(self, term: Data):
        self.term = term

    def __add__(self, other: Any) -> Recorded:
        return self._with("+", self, other)

    def __radd__(self, other: Any) -> Recorded:
        return self._with("+", other, self)

    def __sub__(self, other: Any) -> Recorded:
        return self._with("-", self, other)

    def __rsub__(self, other: Any) -> Recorded:
        return self._with("-", other, self)

    def __mul__(self, other: Any) -> Recorded:
        return self._with("*", self, other)

    def __rmul__(self, other: Any) -> Recorded:
        return self._with("*", other, self)

    def __truediv__(self, other: Any) -> Recorded:
        return self._with("/", self, other)

    def __rtruediv__(self, other: Any) -> Recorded:
        return self._with("/", other, self)

    def __neg__(self) -> Recorded:
        return Recorded(["-", self.term])

    def __pos__(self) -> Recorded:
        return self

    def __pow__(self, exponent: Any) -> Recorded:
        if isinstance(exponent, Real) and float(exponent) == 0.5:
            return self.sqrt()
        n = term_of(exponent)
        if isinstance(n, int) and n < 0:
            return Recorded(["/", 1, ["^", self.term, -n]])
        return Recorded(["^", self.term, n])

    def __rpow__(self, base: Any) -> Recorded:
        return Recorded(["^", term_of(base), self.term])

    def sqrt(self) -> Recorded:
        """What np.sqrt calls on the elements of an object array."""
        return Recorded(["sqrt", self.term])

    def exp(self) -> Recorded:
        return Recorded(["exp", self.term])

    def conjugate(self) -> Recorded:
        return self

    @staticmethod
    def _with(op: str, left: Any, right: Any) -> Any:
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            return NotImplemented
        return Recorded([op, term_of(left), term_of(right)])

    def __bool__(self) -> bool:
        raise Unreadable(f"the code branches on the value of {self.term}")

    def _compared(self, other: Any) -> bool:
        raise Unreadable(f"the code compares {self.term} with {other!r}")

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _compared  # pyright: ignore
    __hash__ = None  # pyright: ignore

    def __float__(self) -> float:
        raise Unreadable(f"the code turns {self.term} into a float")

    def __int__(self) -> int:
        raise Unreadable(f"the code turns {self.term} into an integer")

    def __abs__(self) -> Recorded:
        raise Unreadable(f"the code takes the absolute value of {self.term}")

    def __repr__(self) -> str:
        return f"Recorded({self.term!r})"


def term_of(x: Any) -> Data:
    """The kernel term of a recorded scalar or of a number; a float is the rational it is."""
    if isinstance(x, Recorded):
        return x.term
    if isinstance(x, np.ndarray) and x.ndim == 0:
        return term_of(x.item())
    if isinstance(x, Integral) and not isinstance(x, bool | np.bool_):
        return int(x)
    if isinstance(x, Rational | Real) and not isinstance(x, bool):
        q = Fraction(x) if isinstance(x, Rational) else Fraction(float(x))
        return int(q) if q.denominator == 1 else ["/", q.numerator, q.denominator]
    raise Unreadable(f"a formula cannot contain {x!r}")
