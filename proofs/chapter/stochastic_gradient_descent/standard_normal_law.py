"""The standard normal law left of 0: polynomials that enclose its density and its distribution function."""

from collections.abc import Callable
from typing import Any

from sympy import Add, Expr, Rational, factorial

from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, has_derivative, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import function, real

x, y, z, ω, π = real("x y z ω π")
Φ, φ = function("Φ φ")

derivatives = has_derivative(x, Φ(x), φ(x)), has_derivative(x, φ(x), -x * φ(x))
lowest = forall(ω, ge(0, ω), given=[forall(z, ge(Φ(z), ω))])  # 0 is the greatest lower bound of Φ
law = both(
    eq(Φ(0), Rational(1, 2)),
    *derivatives,
    forall(x, gt(φ(x), 0)),
    lowest,
    eq(2 * π * φ(0) ** 2, 1),
)
least, most = Rational("3.141592"), Rational("3.141593")
digits = both(gt(π, least), gt(most, π))
peak = Rational("0.398942"), Rational("0.398943")  # φ(0) = 1/√(2π) lies between
peaks = ge(φ(0), peak[0]), ge(-φ(0), -peak[1])


def series(i: int, t: Expr) -> Expr:
    """The first i + 1 terms of φ(t)/φ(0) = exp(-t²/2): above it for even i, below for odd i."""
    return Add(*((-(t**2) / 2) ** j / factorial(j) for j in range(i + 1))).expand()


def area(i: int, t: Expr) -> Expr:
    """The integral of the series from 0 to t."""
    return Add(*(t * (-(t**2) / 2) ** j / factorial(j) / (2 * j + 1) for j in range(i + 1))).expand()


def density_bound(i: int) -> Formula:
    sides = φ(0) * series(i, x), φ(x)
    return forall(x, ge(*(sides if i % 2 == 0 else sides[::-1])), given=[ge(0, x)])


def area_bound(i: int) -> Formula:
    sides = Φ(x), Rational(1, 2) + φ(0) * area(i, x)
    return forall(x, ge(*(sides if i % 2 == 0 else sides[::-1])), given=[ge(0, x)])


def enclosed(p: Prover, terms: int) -> None:
    """`peak`, the bounds of the density with up to so many terms, and those of the area with the last two."""
    _peak(p)
    _from_the_right(p, density_bound(0), φ(y), -y * φ(y), lambda: density(p, y))
    for i in range(1, terms):
        way = 1 if i % 2 == 0 else -1
        f, slope = way * (φ(y) - φ(0) * series(i, y)), -way * y * (φ(y) - φ(0) * series(i - 1, y))
        _from_the_right(p, density_bound(i), f, slope, _at(p, density_bound(i - 1)))
    for i in (terms - 2, terms - 1):
        way = 1 if i % 2 == 0 else -1
        f, slope = way * (φ(0) * area(i, y) - Φ(y)), way * (φ(0) * series(i, y) - φ(y))
        _from_the_right(p, area_bound(i), f, slope, _at(p, density_bound(i)))


def _peak(p: Prover) -> None:
    """The square of φ(0) is 1/(2π): the difference of squares over the sum."""
    density(p, 0)
    own, above, below = (p.number(f.data) for f in (eq(2 * π * φ(0) ** 2, 1), gt(most, π), gt(π, least)))
    for value, known, bound, way in ((peak[0], most, above, 1), (peak[1], least, below, -1)):
        share = inverse_positive(p, term(φ(0) + value)[0])
        rest = way * (1 / (2 * known) - value**2)
        summands = [[term(1 / known)[0], bound, ["square", term(φ(0))[0]], share], [term(rest)[0], share]]
        combine(p, ge(way * φ(0), way * value), summands, [[term(way / (2 * known * (φ(0) + value)))[0], own]])


def _from_the_right(p: Prover, goal: Formula, f: Expr, slope: Expr, know: Callable[[], Any]) -> int:
    """The goal for all x <= 0, from f(0) >= f(x): its derivative, the slope, is not negative on [x, 0]."""

    def rises() -> None:
        know()
        p.have(ge(slope, 0), signs)

    def act() -> None:
        p.increasing(y, f, x, 0, sign=rises, facts=known_derivatives(p))
        p.have(Formula(goal.data[3]), signs)

    return p.prove(goal, by=act)


def density(p: Prover, at: Any) -> int:
    """The fact φ(at) > 0."""
    return p.instance(forall(x, gt(φ(x), 0)), {x: at})


def known_derivatives(p: Prover) -> list[int]:
    """The numbers of the facts Φ' = φ and φ' = -xφ."""
    return [i for i in (p.number(f.data) for f in derivatives) if i is not None]


def _at(p: Prover, lemma: Formula) -> Callable[[], Any]:
    return lambda: p.instance(lemma, {x: y}, by=signs)
