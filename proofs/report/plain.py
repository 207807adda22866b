"""Kernel terms and formulas in Unicode, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qedescent.proofs.report.layout import Level
from qedescent.proofs.report.names import kind, plain_name
from qedescent.proofs.report.writing import write, write_declarations, write_link

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"!=": "≠", ">=": "≥", "<=": "≤"}
_SETS = {"nat": "ℕ", "real": "ℝ"}


class Plain:
    """The notation of the terminal: a fraction is a slash, so it needs brackets where print does not."""

    factor_level = Level.POWER
    fraction_level = Level.POWER

    def name(self, name: str, indices: tuple[str, ...] = ()) -> str:
        return plain_name(name, indices)

    def bracket(self, text: str) -> str:
        return f"({text})"

    def signs(self, signed: Sequence[tuple[int, str]]) -> str:
        (sign, text), *rest = signed
        return ("-" if sign < 0 else "") + text + "".join(f" {'-' if s < 0 else '+'} {t}" for s, t in rest)

    def product(self, factors: Sequence[str]) -> str:
        return "·".join(factors)

    def fraction(self, above: str, below: str) -> str:
        return f"{above}/{below}"

    def power(self, foundation: str, exponent: str) -> str:
        if exponent.isdigit():
            return foundation + exponent.translate(_RAISED)
        return f"{foundation}^{exponent if len(exponent) == 1 else self.bracket(exponent)}"

    def call(self, function: str, arguments: Sequence[str]) -> str:
        return f"{function}({', '.join(arguments)})"

    def sum(self, index: str, first: str, last: str, body: str) -> str:
        return f"Σ[{index} = {first} … {last}] {body}"

    def root(self, text: str) -> str:
        return f"√({text})"

    def expectation(self, text: str) -> str:
        return f"E[{text}]"

    def inner(self, left: str, right: str) -> str:
        return f"⟨{left}, {right}⟩"

    def square_norm(self, text: str) -> str:
        return f"‖{text}‖²"

    def slope(self, variable: str, body: str) -> str:
        return f"d/d{variable} {body}"

    def relation(self, sign: str, left: str, right: str) -> str:
        return f"{left} {_SIGNS.get(sign, sign)} {right}"

    def conjunction(self, parts: Sequence[str]) -> str:
        return " ∧ ".join(parts)

    def implication(self, premise: str, conclusion: str) -> str:
        return f"{premise} ⟹ {conclusion}"

    def for_all(self, declared: Sequence[str], body: str) -> str:
        return f"∀ {', '.join(declared)}: {body}"

    def declared(self, names: Sequence[str], arguments: Sequence[str], result: str) -> str:
        together = ", ".join(names)
        if not arguments and result in ("nat", "real"):
            return f"{together} ∈ {_SETS[result]}"
        if not arguments or (result, *arguments) == ("random", "nat"):
            return f"{together} {kind(result, bool(arguments), len(names))}"
        return f"{together}: {' × '.join(map(self._sort, arguments))} → {self._sort(result)}"

    def _sort(self, sort: str) -> str:
        return _SETS.get(sort) or kind(sort)

    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str:
        return f"every root of {polynomial} has |{variable}| {_SIGNS.get(sign, sign)} {radius}"

    def limit(self, variable: str, term: str, value: str) -> str:
        return f"lim[{variable} → ∞] {term} = {value}"

    def independent(self, noise: str, past: Sequence[str]) -> str:
        before = "".join(f", {name}_j (j ≤ k)" for name in past)
        return f"{noise}_k is independent of {noise}_j (j < k){before} for every k"

    def word(self, text: str) -> str:
        return text


def plain(node: Any, sorts: Mapping[str, Any] | None = None) -> str:
    """A kernel term or formula in Unicode; `sorts` are the theorem's declared variables."""
    return write(Plain(), node, sorts)


def plain_declarations(variables: Mapping[str, Any]) -> list[str]:
    """The declared variables with their sorts, in Unicode."""
    return write_declarations(Plain(), variables)


def plain_link(sign: str, left: Any, right: Any, sorts: Mapping[str, Any]) -> str:
    """A link of a chain of equalities and inequalities; with None for its left side it goes on from the one above."""
    return write_link(Plain(), sign, left, right, sorts)
