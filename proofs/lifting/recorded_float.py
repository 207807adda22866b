"""A float that also carries its term: libraries in C++ compute with the number, and what Python does with it is noted.

A C function that is handed such a float sees the number alone. Those of `math` in ACTS are therefore watched while code
is recorded; whoever reads code must read it at two sets of numbers, so that one which slipped through otherwise shows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from numbers import Real
from typing import Any, NoReturn, Self

from qedescent.proofs.lifting.recording import Arithmetic, Data, Path, Unreadable, term_of


def _refusing(operation: str) -> Callable[..., NoReturn]:
    def refuse(self: RecordedFloat, *_: Any) -> NoReturn:
        raise Unreadable(f"the code takes {operation} of {self.term}, which no formula can say")

    return refuse


class RecordedFloat(Arithmetic, float):
    """A number with its term and the path on which its comparisons are noted."""

    path: Path
    __hash__ = float.__hash__  # type: ignore[assignment]  # some keep a memory for each decay in a dictionary

    def __new__(cls, term: Data, value: float, path: Path) -> Self:
        made = float.__new__(cls, value)
        made.term, made.path = term, path
        return made

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: Any) -> Self:
        return self

    def made(self, term: Data, compute: Any, *operands: Any) -> RecordedFloat:
        value = compute(*map(number, operands))
        if isinstance(value, complex):
            raise Unreadable(f"{term} is complex at the numbers it was read with")
        return RecordedFloat(term, value, self.path)

    def compared(self, op: str, left: Any, right: Any) -> bool:
        if not (isinstance(left, Real) and isinstance(right, Real)):
            return NotImplemented
        a, b = number(left), number(right)
        holds = {">": a > b, ">=": a >= b, "=": a == b, "!=": a != b}[op]
        return self.path.decide(op, _term(left), _term(right), holds)

    def _with(self, op: str, left: Any, right: Any, compute: Any) -> Any:
        if not (isinstance(left, Real) and isinstance(right, Real)):
            return NotImplemented  # a tensor's own method is asked next
        return self.made([op, _term(left), _term(right)], compute, left, right)

    def __pow__(self, exponent: Any, modulo: None = None) -> Any:
        return self._with("^", self, exponent, lambda a, b: a**b)

    def __rpow__(self, base: Any, modulo: None = None) -> Any:
        return self._with("^", base, self, lambda a, b: a**b)

    def log(self) -> RecordedFloat:
        return self.made(["apply", "log", self.term], math.log, self)

    __float__ = _refusing("float()")  # a plain float would have no symbol any more
    __int__ = __trunc__ = _refusing("int()")
    __floor__ = _refusing("floor()")
    __ceil__ = _refusing("ceil()")
    __round__ = _refusing("round()")
    __mod__ = __rmod__ = __divmod__ = __rdivmod__ = _refusing("the remainder")
    __floordiv__ = __rfloordiv__ = _refusing("the whole quotient")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        name = str(ufunc.__name__)
        act = ACTS.get(ALSO.get(name) or name)
        if act is None or method != "__call__" or options:
            raise Unreadable(f"no formula can say what numpy.{name} does with a hyperparameter")
        return act(*inputs)


ACTS: dict[str, Callable[..., Any]] = {
    "sqrt": RecordedFloat.sqrt, "exp": RecordedFloat.exp, "log": RecordedFloat.log, "fabs": abs, "pow": lambda a, b: a**b,
}  # fmt: skip
ALSO = {"power": "pow", "absolute": "fabs"}  # NumPy's names


def number(x: Any) -> Any:
    """The plain number of a recorded float, without which float() is refused; any other number as it is."""
    return float.__pos__(x) if isinstance(x, RecordedFloat) else x


def _term(x: Any) -> Data:
    return int(x) if isinstance(x, bool) else term_of(x)


@contextmanager
def math_watched() -> Iterator[None]:
    """The functions of `math` note what they do to recorded floats; everything else they do as ever."""
    plain = {name: getattr(math, name) for name in ACTS}
    for name, act in ACTS.items():
        setattr(math, name, _watched(plain[name], act))
    try:
        yield
    finally:
        for name, function in plain.items():
            setattr(math, name, function)


def _watched(plain: Callable[..., Any], act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(plain)
    def watched(*arguments: Any) -> Any:
        recorded = any(isinstance(x, RecordedFloat) for x in arguments)
        return act(*arguments) if recorded else plain(*arguments)

    return watched
