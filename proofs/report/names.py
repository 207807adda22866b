"""How a name of a certificate is written: Greek words as letters, trailing digits and suffixes as indices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

_WORDS = (
    "alpha α, beta β, gamma γ, delta δ, epsilon ε, zeta ζ, eta η, theta θ, iota ι, kappa κ, lambda λ, mu μ, "
    "nu ν, xi ξ, pi π, rho ρ, sigma σ, tau τ, upsilon υ, phi φ, chi χ, psi ψ, omega ω, Gamma Γ, Delta Δ, "
    "Theta Θ, Lambda Λ, Xi Ξ, Pi Π, Sigma Σ, Phi Φ, Psi Ψ, Omega Ω"
)
LETTER_OF: dict[str, str] = dict(map(str.split, _WORDS.split(", ")))
WORD_OF = {letter: word for word, letter in LETTER_OF.items()}
_GREEK = "".join(WORD_OF)
_HATTED = normalize("NFC", "".join(letter + "\u0302" for letter in "aceghijosuwyzACEGHIJOSUWYZ"))
_STEM = rf"[A-Za-z]+|[{_GREEK}]|[{_HATTED}]"
_SHAPE = re.compile(rf"({_STEM})(?:_?(\d+(?:_\d+)?)|_([A-Za-z0-9]+|[{_GREEK}])|(?<=[{_GREEK}])([{_GREEK}]))?_?")
_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "#": r"\#", "&": r"\&",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip


class NotTypeset(ValueError):
    """A term cannot be shown without guessing; the message says why."""


@dataclass(frozen=True)
class Name:
    """A name as it is seen: a stem (a letter or a word) and an index; not `plain` if shown literally."""

    stem: str
    index: str = ""
    plain: bool = True


def seen(name: str) -> Name:
    """The name as a reader sees it: theta and θ are the same sight, rho1 and rho_1 too."""
    shape = _SHAPE.fullmatch(name)
    if not shape:
        return Name(name, plain=False)
    stem, digits, suffix, letter = shape.groups()
    if suffix == "hat" and len(LETTER_OF.get(stem, stem)) == 1:
        return Name(normalize("NFC", LETTER_OF.get(stem, stem) + "\u0302"))
    suffix = suffix or letter  # ετ is ε with the index τ
    return Name(LETTER_OF.get(stem, stem), LETTER_OF.get(suffix, suffix) if suffix else (digits or "").replace("_", ","))


def refuse_look_alikes(names: Iterable[str]) -> None:
    """Refuse two different names that would be read as one."""
    first: dict[Name, str] = {}
    for name in names:
        if first.setdefault(seen(name), name) != name:
            raise NotTypeset(f"the names {first[seen(name)]!r} and {name!r} would look alike")


def escape(text: str) -> str:
    """Any string as literal TeX text; what is not printable ASCII is shown by its code point."""
    return "".join(_ESCAPED.get(c, c if " " <= c <= "~" else f"<U+{ord(c):04X}>") for c in text)


def kind(sort: str, sequence: bool = False, count: int = 1) -> str:
    """What a variable is, in words, where no letter stands for it."""
    one = {"vec": "vector", "randvec": "random vector", "random": "random number"}.get(sort) or escape(sort)
    return (one.replace("number", "sequence") if sequence else one) + ("s" if count > 1 else "")


def _part(text: str, font: str) -> str:
    if text in WORD_OF:
        return {"ε": r"\varepsilon"}.get(text, "\\" + WORD_OF[text])
    if (bare := normalize("NFD", text)).endswith("\u0302"):
        return rf"\hat{{{_part(bare[:-1], font)}}}"
    if text == "star":
        return r"\star"
    return text if len(text) == 1 or text.isdigit() else rf"\{font}{{{text}}}"


def tex_name(name: str, indices: tuple[str, ...] = ()) -> str:
    """The name in TeX, with further indices (already TeX) behind its own."""
    sight = seen(name)
    stem = _part(sight.stem, "mathit") if sight.plain else rf"\text{{{escape(name)}}}"
    index = ",".join(((_part(sight.index, "mathrm"),) if sight.index else ()) + indices)
    return f"{stem}_{{{index}}}" if index else stem


def plain_name(name: str, indices: tuple[str, ...] = ()) -> str:
    """The name in Unicode for the terminal."""
    sight = seen(name)
    if not sight.plain:
        return "‹" + escape(name) + "›"
    own = sight.index.translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")) if sight.index.isdigit() else ""
    further = (() if own or not sight.index else (sight.index,)) + indices
    tail = f"_{further[0]}" if len(further) == 1 and further[0].isalnum() else "_{" + ",".join(further) + "}"
    return sight.stem + own + (tail if further else "")
