"""`qedescent describe`: what follows from a rule, through the same functions as the book's rules; what does not is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from html import escape
from typing import Any

from sympy import Expr, Poly, expand, factor, sqrt

from qedescent.analytic.effective_step import NeverSettles, decays, effective_step
from qedescent.analytic.moments import stationary_variance
from qedescent.analytic.notation import L, z, μ
from qedescent.analytic.quadratic import NotLinear, characteristic_polynomial, iteration_matrix
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.rules import momentum, nesterov, sgd
from qedescent.analytic.spectrum import gradient_descent, nesterov_standard, polyak
from qedescent.analytic.stability import jury_margins
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.telling import rule_lines, shown
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.cross_check import follow
from qedescent.proofs.lifting.reading import Reading

GRADIENTS = ("3", "-1", "4", "1", "-5", "9", "-2", "6")
SAME = Decimal("1e-40")


@dataclass(frozen=True)
class Description:
    """(what, answer) in reading order; an answer that could not be had says why."""

    name: str
    rows: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        width = max(len(what) for what, _ in self.rows)
        return "\n".join([self.name, *(f"  {what:<{width}}  {answer}" for what, answer in self.rows)])

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in self.rows)
        return f"<table><caption>{escape(self.name)}</caption>{rows}</table>"


def describe(name: str, reading: Reading, rule: UpdateRule) -> Description:
    """What can be derived of a rule that was read or written."""
    rows = [("computes", line) for line in rule_lines(reading)]
    rows.append(("under a constant gradient", _said(lambda: f"each step tends to {shown(effective_step(rule))}")))
    rows += [(f"memory of {m}", f"fades by {shown(d)} a step, over {shown(1 / (1 - d))} steps" if d != 1 else "never fades")
             for m, d in decays(rule).items()]  # fmt: skip
    rows += list(_on_a_quadratic(rule))
    rows.append(("first step", first_step(reading)))
    rows += list(invariances(reading))
    return Description(name, tuple(rows))


def _said(answer: Callable[[], str]) -> str:
    try:
        return answer()
    except (NeverSettles, NotLinear) as why:
        return str(why)


def _on_a_quadratic(rule: UpdateRule) -> Iterator[tuple[str, str]]:
    """With gradient λθ plus noise of variance σ²."""
    try:
        matrix = iteration_matrix(rule)
    except NotLinear:
        yield "on a quadratic", "not linear on a quadratic: no iteration matrix, polynomial or rate follows"
        return
    entries = ", ".join("(" + ", ".join(shown(matrix[i, j]) for j in range(matrix.cols)) + ")" for i in range(matrix.rows))
    polynomial = characteristic_polynomial(rule)
    yield "iteration matrix", entries
    yield "characteristic polynomial", shown(polynomial)
    yield "stable", stability(polynomial)
    yield from _tuned(polynomial)
    yield "stationary variance", shown(factor(stationary_variance(rule)))


def _tuned(polynomial: Expr) -> Iterator[tuple[str, str]]:
    """The book's tunings on curvatures from μ to L, where the polynomial is that of a rule of the book."""
    known = [(sgd, gradient_descent(μ, L), "best"), (momentum, polyak(sqrt(μ), sqrt(L)), "best"),
             (nesterov, nesterov_standard(sqrt(μ), sqrt(L)), "usual")]  # fmt: skip
    for rule, tuning, word in known:
        if expand(characteristic_polynomial(rule) - polynomial) == 0:
            tuned = f"ε = {shown(tuning.step_size)}" + (f", α = {shown(tuning.momentum)}" if tuning.momentum != 0 else "")
            yield f"{word} on [μ, L]", f"{tuned}: factor {shown(tuning.rate)} a step ({tuning.source})"


def stability(polynomial: Expr) -> str:
    """When all roots lie inside the unit circle, in degrees one and two."""
    degree = Poly(polynomial, z).degree()
    if degree == 1:
        root = shown(factor(-Poly(polynomial, z).coeff_monomial(1)))
        return f"exactly for -1 < {root} < 1"
    if degree == 2:
        return "exactly for " + " and ".join(f"{shown(factor(m))} > 0" for m in jury_margins(polynomial)) + " (Jury)"
    return f"no closed condition is offered for a polynomial of degree {degree}"


def first_step(reading: Reading) -> str:
    """Whether the first step stays bounded however large the gradient is, found at gradients of 1e20 and 1e40."""
    schedule = [_values(reading)]
    lengths = [_path(reading, [g], schedule) for g in ("1e20", "1e40")]
    if None in lengths:
        return "has no value"
    small, large = (abs(path[0]) for path in lengths if path)
    if large > 10 * small:
        return "grows without bound with the gradient"
    return f"bounded: tends to {float(large):.6g} at {_named(schedule[0])} as the gradient grows"


def invariances(reading: Reading) -> Iterator[tuple[str, str]]:
    """Of the path from rest, on gradients given beforehand; checked in decimals of 50 digits at one set of numbers."""
    plain = _run(reading, 1)
    for what, scale, expected in (
        ("gradients times c", Decimal(1000), Decimal(1)),
        ("coordinates times c", 1 / Decimal(1000), Decimal(1000)),
    ):
        yield what, _invariant(reading, plain, scale, expected)
    letters = set().union(*(names(f) for x, f in reading.after.items() if x != "θ"))
    yield "origin moved", "the steps stay the same" if "θ" not in letters and _moves_by_a_step(reading) else "the steps change"


def _invariant(reading: Reading, plain: Any, scale: Decimal, expected: Decimal) -> str:
    said = "the path stays the same" if expected == 1 else "the path is scaled with them"
    if _alike(plain, _run(reading, scale), expected):
        return f"{said} (checked, not proved)"
    if "δ" in reading.parameters:
        zero = {"δ": Decimal(0)}
        if not any(_run(reading, 1, zero) or [1]):
            return "the path changes otherwise; with δ = 0 nothing moves"
        if _alike(_run(reading, 1, zero), _run(reading, scale, zero), expected):
            return f"{said} only with δ = 0 (checked, not proved)"
    return "the path changes otherwise"


def _alike(one: Any, other: Any, factor_: Decimal) -> bool:
    if one is None or other is None or not any(one):
        return False
    with localcontext(Context(prec=50)):
        return all(abs(b - factor_ * a) <= SAME * max(1, abs(b)) for a, b in zip(one, other, strict=True))


def _run(reading: Reading, scale: Any, fixed: Mapping[str, Decimal] | None = None) -> list[Decimal] | None:
    values = {**_values(reading), **(fixed or {})}
    with localcontext(Context(prec=50)):
        gradients = [scale * Decimal(g) for g in GRADIENTS]
    return _path(reading, gradients, [values] * len(gradients))


def _path(reading: Reading, gradients: Sequence[Any], schedule: Any) -> list[Decimal] | None:
    exact: Any = [Decimal(g) for g in gradients]
    try:
        path = [point for _, point in follow(reading, exact, schedule, 0.0)]
    except (ArithmeticError, KeyError, ValueError):
        return None
    return path if len(path) == len(gradients) else None


def _values(reading: Reading) -> dict[str, Decimal]:
    """Numbers in (0, 1), all different."""
    return {p: Decimal(i + 2) / 10 for i, p in enumerate(reading.parameters)}


def _named(values: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{p} = {v}" for p, v in values.items())


def _moves_by_a_step(reading: Reading) -> bool:
    """Is the new θ the old one and something in which θ does not occur?"""
    place = expression("θ")
    return not any((expression(f) - place).expand().has(place) for f in (reading.after["θ"], reading.query))
