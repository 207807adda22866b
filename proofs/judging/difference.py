"""Where two rules part: the first step at which they do, the formula of what remains, and the smallest case in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, Inexact
from itertools import product
from typing import Any

from sympy import Expr, Integer, Pow, Symbol, factor
from sympy.core.function import AppliedUndef

from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.walking import UNDEFINED, decimals, next_query, walk
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.reading import Reading

Data = Any
STEPS = 3
GRADIENTS = ("1", "0", "-1", "2", "0.5")
LATER = ("0", "1", "-1", "2", "0.5")
USUAL = {
    "ε": ("0.1", "0.05"),
    "α": ("0.9", "0.5"),
    "δ": ("0.5", "0.00000001"),
    "ρ": ("0.75", "0.9"),
    "ρ1": ("0.9", "0.5"),
    "ρ2": ("0.75", "0.9"),
}
OTHERS = ("0.5", "0.1")
VISIBLE = Decimal("1e-30")
MOST_OPERATIONS = 150  # of a residual that is still worth reading
MOST_FACTORED = 3  # roots and functions, up to which its factors are looked for


@dataclass(frozen=True)
class Case:
    """Numbers with which the rules part: θ at the start, gradients and hyperparameters of each step, and where the two then are."""

    gradients: tuple[str, ...]
    hyperparameters: tuple[Mapping[str, str], ...]
    step: int
    code: str
    book: str
    exact: bool
    start: str = "0"


@dataclass(frozen=True)
class Parting:
    """The step and what is compared there ("θ" or "the point of the gradient"), code less book, and a case."""

    step: int
    what: str
    residual: Expr | None
    case: Case


def part(
    code: Reading, book: Reading, at_queries: bool, moving: Sequence[str] | None = None
) -> Parting | None:
    """The first parting, of the gradients' points or of θ; `moving` hyperparameters may change between steps, all
    if it is None.

    None where no case is found, which says nothing.
    """
    if moving is None:
        moving = sorted({*code.parameters, *book.parameters})
    starts = ("0", "1") if _sees_place(code) or _sees_place(book) else ("0",)
    for steps, start in product(range(1, STEPS + 1), starts):
        for case in _cases(code, book, at_queries, steps, moving, start):
            what = "the point of the gradient" if at_queries else "θ"
            return Parting(steps, what, _residual(code, book, at_queries, case), case)
    return None


def _sees_place(reading: Reading) -> bool:
    """Does it matter where θ starts?"""
    others = [*reading.start.values(), *reading.first.values(), *(f for x, f in reading.after.items() if x != "θ")]
    return any("θ" in names(f) for f in others) or expression(reading.after["θ"]).diff(expression("θ")) != 1


def _cases(
    code: Reading, book: Reading, at_queries: bool, steps: int, moving: Sequence[str], start: str
) -> Iterator[Case]:
    """Constant hyperparameters and small numbers first; those whose decimals are exact before the others."""
    letters = sorted({*code.parameters, *book.parameters} & letters_in(code, book))
    rounded = None
    for schedule in _schedules(letters, steps, moving):
        for gradients in product(GRADIENTS, *[LATER] * (steps - 1)):
            mine, other = (_end(r, gradients, schedule, at_queries, start) for r in (code, book))
            if mine is None or other is None or abs(mine[0] - other[0]) < VISIBLE:
                continue
            exact = mine[1] and other[1]
            case = Case(gradients, tuple(schedule), steps, _shown(mine[0]), _shown(other[0]), exact, start)
            if exact:
                yield case
                return
            rounded = rounded or case
    if rounded:
        yield rounded


def letters_in(*readings: Reading) -> set[str]:
    """All letters of their formulas."""
    return set().union(
        *(
            names(f)
            for r in readings
            for f in (r.query, *r.after.values(), *r.start.values(), *r.first.values())
        )
    )


def _schedules(letters: Sequence[str], steps: int, moving: Sequence[str]) -> Iterator[list[dict[str, str]]]:
    usual = [USUAL.get(x, OTHERS) for x in letters]
    for values in product(*usual):
        yield [dict(zip(letters, values, strict=True))] * steps
    for letter in moving if steps > 1 else ():
        first = dict(zip(letters, (u[0] for u in usual), strict=True))
        yield [first, *[{**first, letter: USUAL.get(letter, OTHERS)[1]}] * (steps - 1)]


def _end(
    reading: Reading, gradients: Sequence[str], schedule: Sequence[Mapping[str, str]], at_queries: bool, start: str
) -> tuple[Decimal, bool] | None:
    """θ after the last step, or the point of the gradient of the step that follows; and whether it is exact."""
    numbers = [{p: Decimal(v) for p, v in step.items()} for step in schedule]
    with decimals() as context:
        try:
            *_, now = walk(reading, [Decimal(g) for g in gradients], numbers, Decimal(start))
            return (next_query(reading, now) if at_queries else now["θ"]), not context.flags[Inexact]
        except UNDEFINED:
            return None


def _shown(x: Decimal) -> str:
    return f"{+x.normalize():f}" if abs(x.adjusted()) < 12 else str(x.normalize())


def _residual(code: Reading, book: Reading, at_queries: bool, case: Case) -> Expr | None:
    """Code less book after the case's steps, in g1, g2, ..., the hyperparameters and, where the case starts elsewhere than at 0,
    θ at the start; hyperparameters that move in the case have the step's number too."""
    moved = [p for p in case.hyperparameters[0] if len({now[p] for now in case.hyperparameters}) > 1]
    start = Integer(0) if case.start == "0" else expression("θ")
    ends = [_symbolic(r, case.step, at_queries, moved, start) for r in (code, book)]
    gap = ends[0] - ends[1]
    if gap.count_ops() >= MOST_OPERATIONS:
        return None
    irrational = {x.base for x in gap.atoms(Pow) if not x.exp.is_Integer} | gap.atoms(AppliedUndef)
    factors = factor(gap) if len(irrational) <= MOST_FACTORED else gap
    return factors if factors.count_ops() <= 2 * gap.count_ops() else gap


def _symbolic(reading: Reading, steps: int, at_queries: bool, moving: Sequence[str], start: Expr) -> Expr:
    def at(f: Data, t: int, now: Mapping[Symbol, Expr]) -> Expr:
        own = {Symbol(p, real=True): Symbol(f"{p}_{t}", real=True) for p in moving} if steps > 1 else {}
        counts = {expression("t"): Integer(t), expression("k"): Integer(t - 1)}
        gradient = {expression("g"): Symbol(f"g{t}" if steps > 1 else "g", real=True)}
        return expression(f).xreplace({**own, **counts, **gradient, **now})

    now: dict[Symbol, Expr] = {expression("θ"): start}
    now |= {expression(x): at(f, 1, now) for x, f in reading.start.items()}
    for t in range(1, steps + 1):
        formulas = reading.first if t == 1 and reading.first else reading.after
        now |= {expression(x): at(f, t, now) for x, f in formulas.items()}
    return at(reading.query, steps, now) if at_queries else now[expression("θ")]
