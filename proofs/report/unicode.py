"""TeX that an author wrote in a sentence, as near as plain text comes to it."""

from __future__ import annotations

import re
from unicodedata import normalize

from qedescent.proofs.report.names import LETTER_OF

_SIGNS = {
    "le": "≤", "ge": "≥", "ne": "≠", "cdot": "·", "times": "×", "infty": "∞", "to": "→", "in": "∈", "sum": "Σ", "prod": "Π",
    "approx": "≈", "pm": "±", "langle": "⟨", "rangle": "⟩", "top": "ᵀ", "star": "*", "ll": "≪", "sim": "~", "dots": "…",
    "cdots": "…", "ldots": "…", "lVert": "‖", "rVert": "‖", "lfloor": "⌊", "rfloor": "⌋", "nabla": "∇", "leftarrow": "←",
    "preceq": "≼", "ln": "ln ", "log": " log", "mid": "|", "forall": "∀", "quad": " ",
    "left": "", "right": "", "bigl": "", "bigr": "", "mathbb": "", "mathrm": "", "mathcal": "", "text": "",
    "operatorname": "", "mathit": "",
}  # fmt: skip
_RAISED = dict(zip("0123456789+-nkijt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵏⁱʲᵗ", strict=True))
_LOWERED = dict(zip("0123456789+-kijnt", "₀₁₂₃₄₅₆₇₈₉₊₋ₖᵢⱼₙₜ", strict=True))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304"}
_GROUP, _SIGN = r"\{([^{}]*)\}", r"(\\[A-Za-z]+|\w)"


def unicode_of(tex: str) -> str:
    """The formula in Unicode, on one line."""
    text, before = re.sub(r"\\([,;:! ])", " ", tex.replace(r"\|", "‖")).replace(r"^\top", "ᵀ"), ""
    text = re.sub(rf"\\[dt]?frac ?{_SIGN} ?{_SIGN}", r"\\frac{\1}{\2}", re.sub(r"\\[dt]frac", r"\\frac", text))
    text = re.sub(rf"\\(sqrt|hat|bar) ?{_SIGN}", r"\\\1{\2}", text)
    while text != before:  # from the inside out
        before = text
        text = re.sub(r"(?<=[a-z])\{\\left\(([^{}]*?) ?\\right\)\}", r"(\1)", text)  # \log{\left(n \right)}
        text = re.sub(rf"\\frac{_GROUP}{_GROUP}", lambda m: f"{_whole(m[1])}/{_whole(m[2])}", text)
        text = re.sub(rf"\\sqrt{_GROUP}", lambda m: f"√{_whole(m[1])}", text)
        text = re.sub(rf"\\(hat|bar){_GROUP}", lambda m: m[2] + _ACCENTS[m[1]], text)
        text = re.sub(rf"([\^_])(?:{_GROUP}|(\d))", _script, text)
        text = re.sub(r"\\(text|math[a-z]+|operatorname)" + _GROUP, r"\2", text)
    text = re.sub(r"\\([A-Za-z]+)(?: (?=[\w\\]))?", lambda m: _SIGNS.get(m[1], LETTER_OF.get(m[1].removeprefix("var"), m[1])), text)
    bare = re.sub(r" {2,}", " ", re.sub(r"[{}]|\\", "", text)).replace("-", "−").strip()
    return normalize("NFC", bare)


def _whole(text: str) -> str:
    return text if re.fullmatch(r"\\?\w+|\([^()]*\)", text) else f"({text})"


def _script(match: re.Match[str]) -> str:
    text = match[2] if match[3] is None else match[3]
    signs = _RAISED if match[1] == "^" else _LOWERED
    if text and all(c in signs for c in text):
        return "".join(signs[c] for c in text)
    return match[1] + _whole(text)
