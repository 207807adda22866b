"""Linear rules with constant hyperparameters are known by their transfer functions, whatever states they are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Integer, Matrix, Poly, PolynomialError, cancel, expand, eye, fraction, together

from qedescent.analytic.notation import k, t, z
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.judging.expressions import expression
from qedescent.proofs.judging.rows import curved, moving
from qedescent.proofs.language.formulas import Formula, eq
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.lifting.reading import Reading

SHIFTS = (0, 1, -1, 2, -2)


@dataclass(frozen=True)
class Transfer:
    """The code's function is zˢ times the book's: with s = 0 both ask for gradients at the same points, else s steps apart."""

    code: Expr
    book: Expr
    shift: int


def transfer(reading: Reading) -> Expr | None:
    """From gradients to the points where they are asked for, as a function of z; None for a rule that is not linear in
    states and gradient with constant coefficients."""
    letters = ["θ", *reading.start]
    if curved([reading.query, *reading.after.values()], [*letters, "g"], moving(reading)):
        return None
    try:
        rows = [Poly(expression(reading.after[x]), *map(expression, [*letters, "g"])) for x in letters]
        query = Poly(expression(reading.query), *map(expression, letters))
    except PolynomialError:
        return None
    if any(p.total_degree() > 1 or p.coeff_monomial(1) != 0 for p in (*rows, query)):
        return None
    a = Matrix([[p.coeff_monomial(expression(x)) for x in letters] for p in rows])
    b = Matrix([p.coeff_monomial(expression("g")) for p in rows])
    c = Matrix([[query.coeff_monomial(expression(x)) for x in letters]])
    return None if a.has(t) or a.has(k) else cancel((c * (z * eye(len(letters)) - a).LUsolve(b))[0, 0])


def compare(code: Reading, book: Reading) -> Transfer | None:
    """How the two functions are related, if they are but for a shift."""
    mine, other = transfer(code), transfer(book)
    if mine is None or other is None or not _stays(code) or not _stays(book):
        return None
    return next((Transfer(mine, other, s) for s in SHIFTS if cancel(mine - z**s * other) == 0), None)


def _stays(reading: Reading) -> bool:
    """Does the rule, linear and without a gradient, stay where it starts? A velocity that begins as θ does not."""
    start = {expression(x): expression(f) for x, f in reading.start.items()} | {expression("g"): Integer(0)}
    now = {"θ": expression("θ"), **{x: expression(f) for x, f in reading.start.items()}}
    moved = {x: expression(reading.after[x]).xreplace(start) - e for x, e in now.items()}
    moved["query"] = expression(reading.query).xreplace(start) - now["θ"]
    return at_rest(reading) and all(expand(e) == 0 for e in moved.values())


def at_rest(reading: Reading) -> bool:
    """Do all memories start at 0, or where θ does, with a first step like the others?"""
    return not reading.first and all(start in (0, "θ") for start in reading.start.values())


def certificate(found: Transfer) -> dict[str, Any]:
    """That numerator times the other's denominator are one polynomial: the identity that makes the functions equal."""
    (n, d), (m, e) = fraction(together(found.code)), fraction(together(found.book))
    up, down = max(found.shift, 0), max(-found.shift, 0)
    goal: Formula = eq(expand(n * e) * z**down, expand(m * d) * z**up)
    p = Prover((), mentions=[goal])
    p.show(goal, by=algebra.saying("multiplied out"))
    return p.certificate("transfer", "The transfer functions are equal", [goal])
