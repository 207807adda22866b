"""Sentences with TeX between dollars, and numbers, as HTML or plain text; everything is escaped, whoever wrote it."""

from __future__ import annotations

import math
import re

from markupsafe import Markup, escape

from qedescent.proofs.outcome import Reading
from qedescent.proofs.report.unicode import unicode_of

_DOLLAR = re.compile(r"(?<!\\)\${1,2}")
_SIGNS = ((re.compile("`"), "‘"), (re.compile(r"^'(?=\s|$)"), "’"), (re.compile(r"(?<=\bd)'(?=[A-Z])"), "’"),
          (re.compile(r"(?<=\w)'(?=s\b|t\b|re\b)|(?<=s)'(?=\s)"), "’"), (re.compile(r">="), "≥"), (re.compile(r"<="), "≤"),
          (re.compile(r"(?<![\w)])-(?=[\d(√]|[A-Za-zα-ω](?![A-Za-z]))|(?<= )-(?= )"), "−"))  # fmt: skip


def formula(text: str, display: bool = False, plain: str = "") -> Markup:
    """TeX in the element that the page's script typesets; without a script its plain text is read."""
    kind = Markup(" display") if display else ""
    return Markup('<span class="tex{}" data-tex="{}">{}</span>').format(kind, text, plain or unicode_of(text))


def parts(text: str) -> list[str]:
    r"""The words of a sentence and, at the odd places, its formulas; `\$` is a dollar, an unpaired one stays."""
    found = _DOLLAR.split(text)
    if len(found) % 2 == 0:
        found[-2:] = ["$".join(found[-2:])]
    return [part if i % 2 else typographic(part.replace(r"\$", "$")) for i, part in enumerate(found)]


def prose(text: str) -> Markup:
    """A sentence whose parts between dollars are formulas."""
    return Markup("").join(formula(p) if i % 2 else escape(_kept_together(p)) for i, p in enumerate(parts(text)))


def _kept_together(text: str) -> str:
    """No line ends at a sign between two letters or numbers."""
    return re.sub(r" ([−+<>=≤≥]) ", "\u00a0\\1\u00a0", text)


def words(text: str) -> str:
    """A sentence in plain text."""
    return "".join(unicode_of(p) if i % 2 else p for i, p in enumerate(parts(text)))


def typographic(text: str) -> str:
    """Apostrophes, minus signs and inequalities as they are printed."""
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def number(value: float, digits: int = 5) -> str:
    """A number to so many significant digits, with a power of ten where it is very large or small."""
    if not math.isfinite(value):
        return "not finite"
    plain = f"{value:.{digits}g}"
    if "e" not in plain:
        return plain.replace("-", "−")
    if digits < abs(math.log10(abs(value))) + 1 < 6 and abs(value) > 1:
        return f"{float(plain):.0f}".replace("-", "−")
    mantissa, exponent = plain.split("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} × 10{raised}".removeprefix("1 × ").replace("-", "−")


def span(value: float | tuple[float, float]) -> str:
    """A number, or the interval between two."""
    return number(value) if isinstance(value, (int, float)) else f"[{number(value[0])}, {number(value[1])}]"


def measured(reading: Reading) -> str:
    """The measured number, to the digits that its interval allows."""
    return _to(_decimals(reading), reading.measured)


def interval(reading: Reading) -> str:
    """The interval of a measured number; how far it reaches, where that is too little to be seen; a dash for a point."""
    low, high = reading.interval
    if low == high:
        return "—"
    if number(low) == number(high):
        return f"± {number(max(high - reading.measured, reading.measured - low), 1)}"
    places = _decimals(reading)
    return f"[{_to(places, low)}, {_to(places, high)}]"


def _decimals(reading: Reading) -> int | None:
    """The decimal places of the second digit of the interval's half width; None where five digits are right."""
    low, high = reading.interval
    if not low < high < math.inf or not math.isfinite(low) or number(low) == number(high):
        return None
    return 1 - math.floor(math.log10((high - low) / 2))


def _to(places: int | None, value: float) -> str:
    if places is None or not 0 <= places <= 6 or abs(value) >= 1e6:
        return number(value, 5 if places is None else 3)
    return f"{value:.{places}f}".replace("-", "−")


def against(value: float | tuple[float, float], other: float) -> str:
    """A number that is not the other, to as many digits as it takes to see that."""
    if isinstance(value, tuple):
        return span(value)
    digits = next((d for d in range(5, 13) if number(value, d) != number(other, d)), 5)
    return number(value, digits)


def relative(tolerance: float) -> str:
    """A relative tolerance, in per cent where that is readable."""
    return f"{100 * tolerance:g} %" if tolerance >= 1e-4 else number(tolerance, 1)
