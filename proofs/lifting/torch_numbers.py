"""Numbers for hyperparameters of which nothing is known but the class's own defaults: distinct, and such that it accepts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, signature
from numbers import Real
from typing import Any

from qedescent.proofs.lifting.letters import letter

GOLDEN = 0.6180339887498949


def attempts(make: Callable[..., Any], arguments: Mapping[str, Any]) -> Iterator[dict[str, float]]:
    """Numbers for the letters: such as show well what they do, then any in (0, 1), then all but the defaults."""
    defaults = dict(_defaults(make, arguments))
    spread = {x: (i + 1) * GOLDEN % 1 for i, x in enumerate(defaults)}
    yield {x: _telling(default, spread[x]) for x, default in defaults.items()}
    yield {x: 0.1 + 0.8 * spread[x] for x in defaults}
    yield {x: (default or 0.1) * (1 - spread[x] / 1000) for x, default in defaults.items()}


def _telling(default: float, spread: float) -> float:
    """Not so small that it would be lost in rounding, not so near 1 that its complement would be, on the default's side of 1."""
    return default * (0.92 + 0.05 * spread) if default >= 0.3 else 0.05 + 0.25 * spread


def _defaults(make: Callable[..., Any], arguments: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    try:
        own = signature(make).parameters
    except ValueError:  # written in C
        own = {}
    for name, value in arguments.items():
        default = own[name].default if name in own else Parameter.empty
        yield from _within(value, default)


def _within(value: Any, default: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, str):
        yield letter(value), float(default) if isinstance(default, Real) else 0.0
    elif isinstance(value, tuple | list):
        parts = default if isinstance(default, tuple | list) and len(default) == len(value) else [None] * len(value)
        for one, its in zip(value, parts, strict=True):
            yield from _within(one, its)
