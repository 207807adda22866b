"""The distribution function of the standard normal law from below, by polynomials that enclose its density."""

from collections.abc import Callable
from typing import Any

from sympy import Expr, Rational

from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, has_derivative
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import function, real

x, y, π = real("x y π")
Φ, φ = function("Φ φ")

law = both(
    eq(Φ(0), Rational(1, 2)),
    has_derivative(x, Φ(x), φ(x)),
    has_derivative(x, φ(x), -x * φ(x)),
    forall(x, gt(φ(x), 0)),
    eq(2 * π * φ(0) ** 2, 1),
    gt(π, Rational(223, 71)),
)
peak = Rational(399, 1000)  # just above φ(0) = 1/√(2π)
derivatives = has_derivative(x, Φ(x), φ(x)), has_derivative(x, φ(x), -x * φ(x))


def under(z: Expr) -> Expr:
    """A polynomial below φ(z)/φ(0)."""
    return 1 - z**2 / 2


def over(z: Expr) -> Expr:
    """A polynomial above φ(z)/φ(0)."""
    return 1 - z**2 / 2 + z**4 / 8


def area(z: Expr) -> Expr:
    """The integral of `over` from 0 to z."""
    return z - z**3 / 6 + z**5 / 40


def tail_at_least(p: Prover, point: Expr, value: Expr) -> int:
    """Φ(point) >= value for a number point <= 0, where value <= 1/2 + 0.399 area(point)."""
    slopes = -y * φ(y), -y * (φ(0) - φ(y)), -y * (φ(y) - φ(0) * under(y)), φ(0) * over(y) - φ(y)
    first = _left_of_zero(p, ge(φ(0), φ(x)), φ(y), slopes[0], lambda: p.instance(forall(x, gt(φ(x), 0)), {x: y}))
    second = _left_of_zero(p, ge(φ(x), φ(0) * under(x)), φ(0) * under(y) - φ(y), slopes[1], _at(p, first))
    third = _left_of_zero(p, ge(φ(0) * over(x), φ(x)), φ(y) - φ(0) * over(y), slopes[2], _at(p, second))
    fourth = _left_of_zero(p, ge(Φ(x), Φ(0) + φ(0) * area(x)), φ(0) * area(y) - Φ(y), slopes[3], _at(p, third))
    bounded = p.show(ge(peak, φ(0)), sign(φ(0), φ(0) - peak, words="π > 223/71"))
    middle, here = p.number(eq(Φ(0), Rational(1, 2)).data), p.instance(fourth, {x: point}, by=signs)
    weight = ["/", int(-area(point).p), int(area(point).q)]
    slack = Rational(1, 2) + peak * area(point) - value
    summands = [[1, here], [weight, bounded], [["/", int(slack.p), int(slack.q)]]]
    return combine(p, ge(Φ(point), value), summands, [[1, middle]], say="the polynomials at this point")


def _left_of_zero(p: Prover, goal: Formula, f: Expr, slope: Expr, know: Callable[[], Any]) -> int:
    """The goal for all x <= 0, from f(0) >= f(x): its derivative, the slope, is not negative on [x, 0]."""

    def rises() -> None:
        know()
        p.have(ge(slope, 0), signs)

    def act() -> None:
        known = [i for i in (p.number(s.data) for s in derivatives) if i is not None]
        p.increasing(y, f, x, 0, sign=rises, facts=known)
        p.have(goal, signs)

    return p.prove(forall(x, goal, given=[ge(0, x)]), by=act)


def _at(p: Prover, lemma: int) -> Callable[[], Any]:
    return lambda: p.instance(lemma, {x: y}, by=signs)
