"""Functions for rules that an author writes: of recorded scalars, numbers, arrays of either, and SymPy expressions alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import Basic
from sympy import sqrt as symbolic_sqrt

from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.recording import Arithmetic, term_of


def absolute(x: Any) -> Any:
    """|x|."""
    return _apply("abs", np.abs, x)


def sign(x: Any) -> Any:
    """1, 0 or -1."""
    return _apply("sign", np.sign, x)


def maximum(a: Any, b: Any) -> Any:
    """The larger of the two."""
    return _apply("max", np.maximum, a, b)


def minimum(a: Any, b: Any) -> Any:
    """The smaller of the two."""
    return _apply("min", np.minimum, a, b)


def sqrt(x: Any) -> Any:
    """The square root that is not negative."""
    return symbolic_sqrt(x) if isinstance(x, Basic) else np.sqrt(x)  # NumPy asks a recorded scalar for its own


def _apply(name: str, numeric: Callable[..., Any], *given: Any) -> Any:
    if any(isinstance(x, np.ndarray) and x.dtype == object for x in given):
        return np.frompyfunc(lambda *one: _apply(name, numeric, *one), len(given), 1)(*given)
    recorded = next((x for x in given if isinstance(x, Arithmetic)), None)
    if recorded is not None:
        return recorded.made(["apply", name, *map(term_of, given)], numeric, *given)
    if any(isinstance(x, Basic) for x in given):
        return function(name, "real", *["real"] * len(given))(*given)
    return numeric(*given)
