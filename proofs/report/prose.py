"""Sentences with TeX between dollars, and numbers, as HTML; everything is escaped, whoever wrote it."""

from __future__ import annotations

import math
import re

from markupsafe import Markup, escape

_DOLLAR = re.compile(r"(?<!\\)\$")


def formula(text: str, display: bool = False) -> Markup:
    """TeX source in the element that the page's script typesets; readable as it stands without a script."""
    return Markup('<span class="tex{}">{}</span>').format(Markup(" display") if display else "", text)


def prose(text: str) -> Markup:
    r"""A sentence whose parts between dollars are formulas; `\$` is a dollar, an unpaired one stays."""
    parts = _DOLLAR.split(text)
    if len(parts) % 2 == 0:
        parts[-2:] = ["$".join(parts[-2:])]
    said = (formula(p) if i % 2 else escape(p.replace(r"\$", "$")) for i, p in enumerate(parts))
    return Markup("").join(said)


def number(value: float, digits: int = 5) -> str:
    """A number to so many significant digits, with a power of ten where it is very large or small."""
    if not math.isfinite(value):
        return "not finite"
    plain = f"{value:.{digits}g}"
    if "e" not in plain:
        return plain.replace("-", "−")
    mantissa, exponent = plain.split("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} × 10{raised}".replace("-", "−")


def span(value: float | tuple[float, float]) -> str:
    """A number, or the interval between two."""
    if isinstance(value, (int, float)):
        return number(value)
    low, high = value
    return f"[{number(low)}, {number(high)}]"
