"""What JAX's elementwise primitives do to a coordinate, as kernel terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qedescent.proofs.lifting.counting import power

Data = Any
Formula = Callable[..., Data]


def _named(function: str) -> Formula:
    return lambda *terms: ["apply", function, *terms]


def inverse(x: Data) -> Data:
    return ["/", 1, x]


def clamped(least: Data, x: Data, most: Data) -> Data:
    return ["apply", "min", ["apply", "max", x, least], most]


def same(x: Data) -> Data:
    return x


OPERATIONS: Mapping[str, Formula] = {
    "add": lambda a, b: ["+", a, b],
    "add_any": lambda a, b: ["+", a, b],
    "sub": lambda a, b: ["-", a, b],
    "mul": lambda a, b: ["*", a, b],
    "div": lambda a, b: ["/", a, b],
    "neg": lambda x: ["-", x],
    "sqrt": lambda x: ["sqrt", x],
    "rsqrt": lambda x: inverse(["sqrt", x]),
    "square": lambda x: ["^", x, 2],
    "pow": power,
    "exp": lambda x: ["exp", x],
    "expm1": lambda x: ["-", ["exp", x], 1],
    "log": _named("log"),
    "log1p": lambda x: ["apply", "log", ["+", 1, x]],
    "logistic": lambda x: inverse(["+", 1, ["exp", ["-", x]]]),
    "max": _named("max"),
    "min": _named("min"),
    "abs": _named("abs"),
    "sign": _named("sign"),
    "clamp": clamped,
    "copy": same,
    "copy_p": same,
    "real": same,
    "broadcast_in_dim": same,
    "reshape": same,
    "squeeze": same,
    "stop_gradient": same,
}
INTO = frozenset(  # primitives that are another jaxpr, by the name of the parameter that holds it
    "jit pjit closed_call core_call custom_jvp_call custom_vjp_call custom_vjp_call_jaxpr remat remat2 checkpoint".split()
)
COMPARISONS = {  # the relation, and whether its sides change places
    "gt": (">", False), "ge": (">=", False), "lt": (">", True), "le": (">=", True), "eq": ("=", False), "ne": ("!=", False),
}  # fmt: skip
