"""Kernel terms and formulas in Unicode, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qedescent.proofs.report.layout import Level
from qedescent.proofs.report.names import plain_name
from qedescent.proofs.report.writing import write, write_declarations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"!=": "≠", ">=": "≥", "<=": "≤"}
_SETS = {"nat": "ℕ", "real": "ℝ", "vec": "vector", "random": "random", "randvec": "random vector"}


class Plain:
    """The notation of the terminal: a fraction is a slash, so it needs brackets where print does not."""

    factor_level = Level.POWER
    fraction_level = Level.POWER

    def name(self, name: str, indices: tuple[str, ...] = ()) -> str:
        return plain_name(name, indices)

    def function(self, name: str) -> str:
        return name

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

    def act(self, operator: str, argument: str) -> str:
        return f"{operator} {argument}"

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

    def slope(self, variable: str, body: str, at: str | None) -> str:
        return f"d/d{variable} {body}" + ("" if at is None else f" |[{variable} = {at}]")

    def integral(self, variable: str, low: str, high: str, body: str) -> str:
        return f"∫[{low} … {high}] {body} d{variable}"

    def relation(self, sign: str, left: str, right: str) -> str:
        return f"{left} {_SIGNS.get(sign, sign)} {right}"

    def conjunction(self, parts: Sequence[str]) -> str:
        return " ∧ ".join(parts)

    def implication(self, premise: str, conclusion: str) -> str:
        return f"{premise} ⟹ {conclusion}"

    def for_all(self, declared: Sequence[str], body: str) -> str:
        return f"∀ {', '.join(declared)}: {body}"

    def declared(self, name: str, arguments: Sequence[str], result: str) -> str:
        if arguments:
            return f"{name}: {' × '.join(_SETS.get(s, s) for s in arguments)} → {_SETS.get(result, result)}"
        if result in ("nat", "real"):
            return f"{name} ∈ {_SETS[result]}"
        return f"{name} {'self-adjoint' if result == 'operator' else _SETS.get(result, result)}"

    def roots_within(self, variable: str, polynomial: str, sign: str, radius: str) -> str:
        return f"every root of {polynomial} has |{variable}| {_SIGNS.get(sign, sign)} {radius}"

    def limit(self, variable: str, term: str, value: str) -> str:
        return f"lim[{variable} → ∞] {term} = {value}"

    def independent(self, noise: str, past: Sequence[str]) -> str:
        before = "".join(f", {name}_j (j ≤ k)" for name in past)
        return f"{noise}_k is independent of {noise}_j (j < k){before}"

    def derivative(self, primitive: str, function: str) -> str:
        return f"{primitive}′ = {function}"

    def word(self, text: str) -> str:
        return text


def plain(node: Any, sorts: Mapping[str, Any] | None = None) -> str:
    """A kernel term or formula in Unicode; `sorts` are the theorem's declared variables."""
    return write(Plain(), node, sorts)


def plain_declarations(variables: Mapping[str, Any]) -> list[str]:
    """The declared variables with their sorts, in Unicode."""
    return write_declarations(Plain(), variables)
