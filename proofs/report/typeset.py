"""Kernel terms and formulas in TeX: what is read is what was checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from qedescent.proofs.report.layout import Level
from qedescent.proofs.report.names import kind, tex_name
from qedescent.proofs.report.writing import write, write_declarations, write_link, write_rows

_TALL = re.compile(r"\\(frac|sum|int|left|sqrt|lim)(?![a-z])")
_FRACTION = re.compile(r"\\frac\{(\w+)\}\{(\d+)\}")
_SETS = {"nat": r"\mathbb{N}", "real": r"\mathbb{R}"}
WIDEST = 66  # letters in a line of the page
_SIGNS = {"!=": r"\ne", ">=": r"\ge", "<=": r"\le"}


class TeX:
    """The notation of print."""

    factor_level = Level.PRODUCT
    fraction_level = Level.SUM

    def name(self, name: str, indices: tuple[str, ...] = ()) -> str:
        return tex_name(name, indices)

    def bracket(self, text: str) -> str:
        return rf"\left({text}\right)" if _TALL.search(text) else f"({text})"

    def signs(self, signed: Sequence[tuple[int, str]]) -> str:
        (sign, text), *rest = signed
        return ("-" if sign < 0 else "") + text + "".join(f" {'-' if s < 0 else '+'} {t}" for s, t in rest)

    def product(self, factors: Sequence[str]) -> str:
        text = factors[0]
        for left, right in pairwise(factors):
            text += self._between(left, right) + right
        return text

    def _between(self, left: str, right: str) -> str:
        if right.lstrip("{")[0].isdigit() or (
            right.startswith(r"\frac") and (left.isdigit() or left.startswith(r"\frac"))
        ):
            return r" \cdot "
        wide = right.startswith(("(", r"\left", r"\math", r"\text", r"\exp", r"\log")) or r"\math" in left
        return r"\," if wide and not left.isdigit() else " "

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def power(self, foundation: str, exponent: str) -> str:
        return f"{foundation}^{{{exponent}}}"

    def call(self, function: str, arguments: Sequence[str]) -> str:
        match function, arguments:
            case r"\mathit{abs}", [x]:
                return rf"\left|{x}\right|"
            case r"\mathit{pow}", [x, exponent]:
                slashed = _FRACTION.sub(r"\1/\2", exponent)
                return rf"{{{self._raised(x)}^{{{slashed}}}}}"
            case r"\mathit{max}" | r"\mathit{min}", _:
                function = rf"\{function[8:11]}"
        return function + self.bracket(", ".join(arguments))

    def _raised(self, foundation: str) -> str:
        """A decimal as such, all else in brackets."""
        fraction = _FRACTION.fullmatch(foundation)
        exact = fraction and Fraction(foundation[6:-1].replace("}{", "/"))
        short = f"{float(exact):g}" if exact else ""
        return short if exact and Fraction(short) == exact else self.bracket(foundation)

    def sum(self, index: str, first: str, last: str, body: str) -> str:
        return rf"\sum_{{{index}={first}}}^{{{last}}} {body}"

    def root(self, text: str) -> str:
        return rf"\sqrt{{{text}}}"

    def expectation(self, text: str) -> str:
        return rf"\mathbb{{E}}\left[{text}\right]" if _TALL.search(text) else rf"\mathbb{{E}}[{text}]"

    def inner(self, left: str, right: str) -> str:
        return rf"\langle {left}, {right}\rangle"

    def square_norm(self, text: str) -> str:
        return rf"\lVert {text}\rVert^{{2}}"

    def slope(self, variable: str, body: str) -> str:
        return rf"\frac{{d}}{{d{variable}}}\,{body}"

    def relation(self, sign: str, left: str, right: str) -> str:
        return f"{left} {_SIGNS.get(sign, sign)} {right}"

    def conjunction(self, parts: Sequence[str]) -> str:
        return r" \;\wedge\; ".join(map(_whole, parts))

    def implication(self, premise: str, conclusion: str) -> str:
        return rf"{_whole(premise)} \;\Longrightarrow\; {_whole(conclusion)}"

    def for_all(self, declared: Sequence[str], body: str) -> str:
        return rf"\forall\, {', '.join(declared)}:\;\; {body}"

    def declared(self, names: Sequence[str], arguments: Sequence[str], result: str) -> str:
        together = (", " if len(names) < 6 else r",\allowbreak ").join(names)
        if not arguments and result in _SETS:
            return rf"{together} \in {_SETS[result]}"
        if not arguments or (result, *arguments) == ("random", "nat"):
            return rf"{together}\ \text{{{kind(result, bool(arguments), len(names))}}}"
        domain = r" \times ".join(map(self._sort, arguments))
        return rf"{together}\colon {domain} \to {self._sort(result)}"

    def _sort(self, sort: str) -> str:
        return _SETS.get(sort) or rf"\text{{{kind(sort)}}}"

    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str:
        bound = f"|{variable}| {_SIGNS.get(sign, sign)} {radius}"
        return rf"\text{{every root of }} {polynomial} \text{{ has }} {bound}"

    def limit(self, variable: str, term: str, value: str) -> str:
        return rf"\lim_{{{variable}\to\infty}} {term} = {value}"

    def independent(self, noise: str, past: Sequence[str]) -> str:
        before = "".join(rf",\allowbreak\ ({name}_{{j}})_{{j\le k}}" for name in past)
        return rf"{noise}_{{k}} \text{{ is independent of }} ({noise}_{{j}})_{{j<k}}{before} \text{{ for every }} k"

    def word(self, text: str) -> str:
        return rf"\text{{{text}}}"


def tex(node: Any, sorts: Mapping[str, Any] | None = None) -> str:
    """A kernel term or formula in TeX; `sorts` are the theorem's declared variables."""
    return write(TeX(), node, sorts)


def tex_rows(node: Any, sorts: Mapping[str, Any]) -> list[tuple[int, str]]:
    """A formula in rows with their depth: one where it fits on a line, else broken where its logic joins it."""
    return write_rows(TeX(), node, sorts, lambda text: width(text) <= WIDEST)


def _whole(text: str) -> str:
    """A short part of a formula in braces, in which TeX breaks no line."""
    return f"{{{text}}}" if 0 < width(text) <= WIDEST / 2 else text


def width(text: str) -> int:
    """About how many letters wide TeX is when set: of a fraction the wider half, of a name its sign."""
    bare = re.sub(r"\\(left|right|text|math[a-z]+|sqrt|lVert|[,;:!])|[ _^]", "", text)
    bare, before = re.sub(r"\\(?!frac)[A-Za-z]+", "x", bare), ""
    while bare != before:
        before = bare
        bare = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: max(m[1], m[2], key=len), bare)
        bare = re.sub(r"(?<!\\frac)(?<!\})\{([^{}]*)\}", r"\1", bare)
    return len(bare)


def tex_declarations(variables: Mapping[str, Any]) -> list[str]:
    """The declared variables with their sorts, in TeX."""
    return write_declarations(TeX(), variables)


def tex_link(sign: str, left: Any, right: Any, sorts: Mapping[str, Any]) -> str:
    """A link of a chain of equalities and inequalities; with None for its left side it goes on from the one above."""
    return write_link(TeX(), sign, left, right, sorts)
