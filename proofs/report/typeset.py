"""Kernel terms and formulas in TeX: what is read is what was checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from qedescent.proofs.report.layout import Level
from qedescent.proofs.report.names import escape, tex_name
from qedescent.proofs.report.writing import write, write_declarations

_TALL = re.compile(r"\\(frac|sum|int|left|sqrt|lim)(?![a-z])")
_SETS = {"nat": r"\mathbb{N}", "real": r"\mathbb{R}"}
_WORDS = {"vec": "vector", "random": "random", "randvec": "random vector", "operator": "self-adjoint"}
_SIGNS = {"!=": r"\ne", ">=": r"\ge", "<=": r"\le"}


class TeX:
    """The notation of print."""

    factor_level = Level.PRODUCT
    fraction_level = Level.SUM

    def name(self, name: str, indices: tuple[str, ...] = ()) -> str:
        return tex_name(name, indices)

    def function(self, name: str) -> str:
        return "\\" + name

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
        if right[0].isdigit() or (
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
        return function + self.bracket(", ".join(arguments))

    def act(self, operator: str, argument: str) -> str:
        return rf"{operator}\,{argument}"

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

    def slope(self, variable: str, body: str, at: str | None) -> str:
        derivative = rf"\frac{{d}}{{d{variable}}}\,{body}"
        return derivative if at is None else rf"\left.{derivative}\right|_{{{variable}={at}}}"

    def integral(self, variable: str, low: str, high: str, body: str) -> str:
        return rf"\int_{{{low}}}^{{{high}}} {body}\,d{variable}"

    def relation(self, sign: str, left: str, right: str) -> str:
        return f"{left} {_SIGNS.get(sign, sign)} {right}"

    def conjunction(self, parts: Sequence[str]) -> str:
        return r" \;\wedge\; ".join(parts)

    def implication(self, premise: str, conclusion: str) -> str:
        return rf"{premise} \;\Longrightarrow\; {conclusion}"

    def for_all(self, declared: Sequence[str], body: str) -> str:
        return rf"\forall\, {', '.join(declared)}:\;\; {body}"

    def declared(self, name: str, arguments: Sequence[str], result: str) -> str:
        if not arguments and result in _SETS:
            return rf"{name} \in {_SETS[result]}"
        if not arguments:
            return rf"{name}\ \text{{{_WORDS.get(result) or escape(result)}}}"
        domain = r" \times ".join(map(self._sort, arguments))
        return rf"{name}\colon {domain} \to {self._sort(result)}"

    def _sort(self, sort: str) -> str:
        return _SETS.get(sort) or rf"\text{{{_WORDS.get(sort) or escape(sort)}}}"

    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str:
        bound = f"|{variable}| {_SIGNS.get(sign, sign)} {radius}"
        return rf"\text{{every root of }} {polynomial} \text{{ has }} {bound}"

    def limit(self, variable: str, term: str, value: str) -> str:
        return rf"\lim_{{{variable}\to\infty}} {term} = {value}"

    def independent(self, noise: str, past: Sequence[str]) -> str:
        before = "".join(rf",\ ({name}_{{j}})_{{j\le k}}" for name in past)
        return rf"{noise}_{{k}} \text{{ is independent of }} ({noise}_{{j}})_{{j<k}}{before}"

    def derivative(self, primitive: str, function: str) -> str:
        return rf"{primitive}' = {function}"

    def word(self, text: str) -> str:
        return rf"\text{{{text}}}"


def tex(node: Any, sorts: Mapping[str, Any] | None = None) -> str:
    """A kernel term or formula in TeX; `sorts` are the theorem's declared variables."""
    return write(TeX(), node, sorts)


def tex_declarations(variables: Mapping[str, Any]) -> list[str]:
    """The declared variables with their sorts, in TeX."""
    return write_declarations(TeX(), variables)
