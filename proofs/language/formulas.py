"""From SymPy notation to the kernel's terms and formulas, which are data and never evaluate anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sympy import Add, Integer, Mul, Poly, PolynomialError, Pow, Rational, Sum, Symbol, exp, expand
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from qedescent.proofs.language.symbols import E, dot, name_of, signature_of, sort_of

Sorts = dict[str, Any]


@dataclass(frozen=True)
class Formula:
    """A kernel formula with the sorts of its free names."""

    data: list[Any]
    sorts: Sorts = field(default_factory=dict, compare=False)


Statement = Formula | Relational | Sequence[Any]


def term(expression: Any) -> tuple[Any, Sorts]:
    """The kernel term of a SymPy expression, with the sorts of its free names."""
    sorts: Sorts = {}
    return _term(expression, sorts), sorts


def _term(x: Any, sorts: Sorts) -> Any:
    x = Integer(x) if type(x) is int else x
    if isinstance(x, Rational):
        return int(x.p) if x.q == 1 else ["/", int(x.p), int(x.q)]
    if isinstance(x, Symbol):
        return _declare(name_of(x), sort_of(x), sorts)
    if isinstance(x, Add):
        positive_first = sorted(x.as_ordered_terms(), key=lambda a: a.could_extract_minus_sign())
        return _sum([_term(a, sorts) for a in positive_first])
    if isinstance(x, Mul):
        return _product(x, sorts)
    if isinstance(x, Pow):
        return _power(x, sorts)
    if isinstance(x, exp):
        return ["exp", _term(x.args[0], sorts)]
    if isinstance(x, E | dot):
        return ["E" if isinstance(x, E) else "dot", *(_term(a, sorts) for a in x.args)]
    if isinstance(x, Sum):
        return _series(x, sorts)
    if isinstance(x, AppliedUndef):
        name = _declare(name_of(x.func), signature_of(x.func), sorts)
        return ["apply", name, *(_term(a, sorts) for a in x.args)]
    raise ValueError(f"the kernel has no term for {x!r} of type {type(x).__name__}")


def _declare(name: str, sort: Any, sorts: Sorts) -> str:
    if sorts.setdefault(name, sort) != sort:
        raise ValueError(f"{name} is used as {sorts[name]} and as {sort}")
    return name


def _bind(variable: Symbol, sort: str, sorts: Sorts) -> None:
    """The variable is free no more; where it was free it had this sort."""
    _declare(name_of(variable), sort, sorts)
    del sorts[variable.name]


def _sum(terms: list[Any]) -> Any:
    out = terms[0]
    for t in terms[1:]:
        negated = t[1] if isinstance(t, list) and t[0] == "-" and len(t) == 2 else None
        out = ["+", out, t] if negated is None else ["-", out, negated]
    return out


def _product(x: Mul, sorts: Sorts) -> Any:
    coefficient, rest = x.as_coeff_Mul()
    if coefficient.is_negative:
        return ["-", _term(-coefficient * rest, sorts)]
    over, under = [], []
    for f in x.as_ordered_factors():
        if isinstance(f, Rational) and f.q != 1:
            over += [Integer(f.p)] if f.p != 1 else []
            under.append(Integer(f.q))
        elif isinstance(f, Pow) and f.exp.could_extract_minus_sign():
            under.append(Pow(f.base, -f.exp))
        else:
            over.append(f)
    top, bottom = (_joined([_term(f, sorts) for f in side]) for side in (over, under))
    return ["/", top, bottom] if under else top


def _joined(factors: list[Any]) -> Any:
    return 1 if not factors else factors[0] if len(factors) == 1 else ["*", *factors]


def _power(x: Pow, sorts: Sorts) -> Any:
    base, exponent = x.args
    if exponent.could_extract_minus_sign():
        return ["/", 1, _term(Pow(base, -exponent), sorts)]
    if isinstance(exponent, Rational) and exponent.q == 2:
        root = ["sqrt", _term(base, sorts)]
        return root if exponent.p == 1 else ["^", root, int(exponent.p)]
    return ["^", _term(base, sorts), _count(exponent, sorts)]


def _count(x: Any, sorts: Sorts) -> Any:
    """A natural number: a polynomial in naturals with natural coefficients."""
    x = expand(x)
    if not all(c.is_Integer and c >= 0 for c in x.as_coefficients_dict().values()):
        raise ValueError(f"{x} is not a natural number by its form (write k + 1 for k)")
    return _term(x, sorts)


def _series(x: Sum, sorts: Sorts) -> Any:
    """SymPy makes one object of a sum of sums; the limits of the inner sum come first in it."""
    *inside, limits = x.limits
    if len(limits) != 3:
        raise ValueError(f"{x} needs a first and a last index")
    j, first, last = limits
    start, count = _count(first, sorts), _count(last - first + 1, sorts)
    inner: Sorts = {}
    body = _term(Sum(x.function, *inside) if inside else x.function, inner)
    _bind(j, "nat", inner)
    for name, sort in inner.items():
        _declare(name, sort, sorts)
    return ["sum", j.name, start, count, body]


def formula(x: Any) -> Formula:
    """The kernel formula of a SymPy relation, or the formula itself."""
    if isinstance(x, Formula):
        return x
    if isinstance(x, BooleanAtom | bool):
        raise ValueError(f"SymPy decided a relation by itself ({x}): write it with eq(), ge() or gt()")
    if not isinstance(x, Relational):
        raise ValueError(f"{x!r} is not a formula")
    op = {"==": "=", "<": ">", "<=": ">=", ">": ">", ">=": ">=", "!=": "!="}[x.rel_op]
    sides = (x.rhs, x.lhs) if x.rel_op in ("<", "<=") else (x.lhs, x.rhs)
    return relation(op, *sides)


def relation(op: str, left: Any, right: Any) -> Formula:
    sorts: Sorts = {}
    return Formula([op, _term(left, sorts), _term(right, sorts)], sorts)


def eq(left: Any, right: Any) -> Formula:
    """left = right, never decided by SymPy."""
    return relation("=", left, right)


def ge(left: Any, right: Any) -> Formula:
    return relation(">=", left, right)


def gt(left: Any, right: Any) -> Formula:
    return relation(">", left, right)


def ne(left: Any, right: Any) -> Formula:
    return relation("!=", left, right)


def merged(parts: Iterable[Formula]) -> Sorts:
    """The sorts of several formulas together."""
    sorts: Sorts = {}
    for f in parts:
        for name, sort in f.sorts.items():
            _declare(name, sort, sorts)
    return sorts


def both(*parts: Any) -> Formula:
    """The conjunction."""
    formulas = [formula(p) for p in parts]
    return formulas[0] if len(formulas) == 1 else Formula(["and", *(f.data for f in formulas)], merged(formulas))


def forall(variables: Any, conclusion: Any, given: Sequence[Any] = ()) -> Formula:
    """For all values of the variables (symbols) with the given properties the conclusion holds."""
    names = variables if isinstance(variables, tuple | list) else [variables]
    premises, goal = [formula(p) for p in given], formula(conclusion)
    sorts = merged([*premises, goal])
    bound = [[name_of(v), sort_of(v)] for v in names]
    for v in names:
        _bind(v, sort_of(v), sorts)
    return Formula(["forall", bound, [p.data for p in premises], goal.data], sorts)


def implies(given: Any, conclusion: Any) -> Formula:
    """If all of `given` then the conclusion; without hypotheses the conclusion itself."""
    return forall([], conclusion, given if isinstance(given, tuple | list) else [given])


def iff(left: Any, right: Any) -> tuple[Formula, Formula]:
    """Each side implies the other; a tuple stands for a conjunction."""
    sides = [list(x) if isinstance(x, tuple | list) else [x] for x in (left, right)]
    return implies(sides[0], both(*sides[1])), implies(sides[1], both(*sides[0]))


def roots_within(polynomial: Any, z: Symbol, radius: Any = 1, strictly: bool = True) -> Formula:
    """All complex roots of a monic quadratic in z lie in |z| < radius (or <= radius)."""
    try:
        coefficients = Poly(polynomial, z).all_coeffs()
    except PolynomialError as why:
        raise ValueError(f"{polynomial} is no polynomial in {z}") from why
    if len(coefficients) != 3 or coefficients[0] != 1:
        raise ValueError(f"{polynomial} is not monic of degree two in {z}")
    _, b, c = coefficients
    sorts: Sorts = {}
    parts = [_term(x, sorts) for x in (b, c, radius)]
    return Formula(["roots", parts[0], parts[1], "<" if strictly else "<=", parts[2]], sorts)


def tends_to(k: Symbol, expression: Any, value: Any) -> Formula:
    """expression -> value as the natural k grows."""
    sorts: Sorts = {}
    data = ["limit", name_of(k), _term(expression, sorts), _term(value, sorts)]
    _bind(k, "nat", sorts)
    return Formula(data, sorts)


def has_derivative(x: Symbol, expression: Any, slope: Any) -> Formula:
    """For all real x the derivative of expression with respect to x is slope."""
    sorts: Sorts = {}
    data = ["derivative", name_of(x), _term(expression, sorts), _term(slope, sorts)]
    _bind(x, "real", sorts)
    return Formula(data, sorts)


def independent(noise: Any, *past: Any) -> Formula:
    """noise(k) is independent of past(j), j <= k, and of noise(j), j < k, for every k."""
    sequences = [noise, *past]
    sorts = {name_of(f): signature_of(f) for f in sequences}
    return Formula(["independent", name_of(noise), [name_of(f) for f in past]], sorts)
