"""Claims with their proofs, the reader of running optimizers, and the report: the only folder that sees both sides.

    from qedescent.proofs import assert_implements, book, explain, rule, sign
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HERE = "qedescent.proofs"
_OFFERED = {
    "assert_implements": f"{_HERE}.questions",
    "describe": f"{_HERE}.questions",
    "explain": f"{_HERE}.questions",
    "rule": f"{_HERE}.questions",
    "absolute": f"{_HERE}.lifting.functions",
    "maximum": f"{_HERE}.lifting.functions",
    "minimum": f"{_HERE}.lifting.functions",
    "sign": f"{_HERE}.lifting.functions",
    "sqrt": f"{_HERE}.lifting.functions",
}
__all__ = ["absolute", "assert_implements", "book", "describe", "explain", "maximum", "minimum", "rule", "sign", "sqrt"]


def __getattr__(name: str) -> Any:
    """Imported when first used: the command line must start without SymPy."""
    if name == "book":
        return import_module("qedescent.analytic.rules")
    if name in _OFFERED:
        return getattr(import_module(_OFFERED[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
