"""Kernel terms as SymPy expressions for the search, which is not trusted; names are never parsed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any

from sympy import Abs, Expr, Integer, Max, Min, Pow, Rational, Symbol, exp, sqrt, sympify

from qedescent.analytic.notation import k, t
from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.language.formulas import Sorts, term
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.reading import FUNCTIONS, Reading

Data = Any
COUNTS = {"t": t, "k": k}


def expression(data: Data, positive: bool = False) -> Expr:
    """The expression of a term; `positive` makes every letter a positive number, so that roots of products split."""
    if isinstance(data, int):
        return Integer(data)
    if isinstance(data, str):
        return Symbol(data, positive=True) if positive else COUNTS.get(data) or Symbol(data, real=True)
    op, *parts = data
    if op == "apply":
        made = function(parts[0], "real", *["real"] * (len(parts) - 1))
        return made(*(expression(x, positive) for x in parts[1:]))
    values = [expression(x, positive) for x in parts]
    match op, values:
        case "+", _:
            return sum(values, start=Integer(0))
        case "*", _:
            out: Expr = Integer(1)
            for x in values:
                out = out * x
            return out
        case "-", [a]:
            return -a
        case "-", [a, b]:
            return a - b
        case "/", [a, b]:
            return Rational(int(a), int(b)) if a.is_Integer and b.is_Integer and b != 0 else a / b
        case "^", [a, b]:
            return a**b
        case "sqrt", [a]:
            return sqrt(a)
        case "exp", [a]:
            return exp(a)
    raise ValueError(f"{op} has no SymPy expression")


def sorts_of(*terms: Data) -> Sorts:
    """What the letters of these terms are: real numbers, step counts, and the functions of `FUNCTIONS`."""
    used = set().union(*map(names, terms))
    letters = {
        n for n in used if isinstance(n, str) and n.isidentifier() and n not in ("sqrt", "exp", "apply")
    }
    return {
        n: ["real"] * (FUNCTIONS[n] + 1) if n in FUNCTIONS else "nat" if n in COUNTS else "real"
        for n in sorted(letters)
    }


def reading_of(rule: UpdateRule) -> Reading:
    """A rule of the book, or an author's, in the form in which running code is read."""
    after = {x.name: term(as_functions(e))[0] for x, e in next_values(rule).items()}
    start = {x.name: term(e)[0] for x, e in rule.state.items()}
    return Reading(term(rule.query)[0], start, after, parameters=tuple(s.name for s in rule.parameters))


def as_functions(e: Any) -> Expr:
    """SymPy's |x|, max, min and powers that are no natural ones as the functions in which running code is read."""

    def fold(name: str) -> Any:
        two = function(name, "real", "real", "real")
        return lambda *xs: reduce(two, sorted(xs, key=str))

    pow_ = function("pow", "real", "real", "real")
    made = sympify(e).replace(Abs, function("abs", "real", "real"))
    for kind, name in ((Max, "max"), (Min, "min")):
        made = made.replace(kind, fold(name))
    return made.replace(_has_no_term, lambda x: pow_(*x.args))


def _has_no_term(x: Any) -> bool:
    """Is it a power whose exponent is neither a whole number, plus or minus, nor a half of one, nor a count of steps?"""
    if not isinstance(x, Pow) or isinstance(x, exp):
        return False
    exponent = -x.exp if x.exp.could_extract_minus_sign() else x.exp
    return not ((2 * exponent).is_Integer or exponent.is_integer)


def counted_from_zero(reading: Reading) -> Reading:
    """The same with t written k + 1: k steps have been taken, so that what came before is a formula in a natural number too."""
    return substituted(reading, {"t": ["+", "k", 1]})


def substituted(reading: Reading, new: Mapping[str, Data]) -> Reading:
    """The reading with letters of its formulas replaced by terms."""
    return mapped(reading, lambda f: substitute(f, dict(new)))


def mapped(reading: Reading, change: Callable[[Data], Data]) -> Reading:
    """The reading with each of its formulas changed in the same way."""
    start, after, first = (
        {x: change(f) for x, f in formulas.items()} for formulas in (reading.start, reading.after, reading.first)
    )
    conditions = tuple(map(change, reading.conditions))
    return replace(reading, query=change(reading.query), start=start, after=after, first=first, conditions=conditions)


def in_one_order(reading: Reading) -> Reading:
    """The same in one form: the arguments of max and min, which commute, with what holds a memory first, and decimals."""

    def ordered(t: Data) -> Data:
        if not isinstance(t, list):
            return t
        parts = [ordered(x) for x in t]
        if parts[:2] in (["apply", "max"], ["apply", "min"]):
            return parts[:2] + sorted(parts[2:], key=lambda x: (not names(x) & set(reading.start), str(x)))
        return parts

    start, after, first = (
        {x: ordered(in_decimals(f)) for x, f in formulas.items()} for formulas in (reading.start, reading.after, reading.first)
    )
    return replace(reading, start=start, after=after, first=first)


def in_decimals(data: Data) -> Data:
    """The term with each number that came from a float as the short decimal that the float prints as: the code says 0.96."""
    if not isinstance(data, list):
        return data
    if data[0] == "/" and all(isinstance(x, int) for x in data[1:]) and data[2] >= 2**20 and data[2] & (data[2] - 1) == 0:
        decimal = Fraction(repr(data[1] / data[2]))
        return ["/", decimal.numerator, decimal.denominator] if decimal.denominator != 1 else decimal.numerator
    return [in_decimals(x) for x in data]


def rule_of(reading: Reading, name: str, source: str = "") -> UpdateRule:
    """What was read as an update rule, for the functions of analytic/."""
    letters = {x: Symbol(x, real=True) for x in reading.start}
    return UpdateRule(
        name=name,
        algorithm="",
        source=source,
        parameters=tuple(Symbol(p, real=True) for p in reading.parameters),
        state={letters[x]: expression(start) for x, start in reading.start.items()},
        assignments=tuple((Symbol(x, real=True), expression(f)) for x, f in reading.after.items()),
        query=expression(reading.query),
        simultaneous=True,
    )


def renamed(reading: Reading, letters: Mapping[str, str]) -> Reading:
    """The reading with its memories called otherwise."""

    def keys(formulas: Mapping[str, Data]) -> dict[str, Data]:
        return {letters.get(x, x): f for x, f in formulas.items()}

    new = substituted(reading, letters)
    return replace(new, start=keys(new.start), after=keys(new.after), first=keys(new.first))
