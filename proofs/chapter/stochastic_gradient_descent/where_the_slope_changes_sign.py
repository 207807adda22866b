"""Where the slope of z ↦ -zΦ(z), z <= 0, changes its sign: left of -0.7518 it is not negative, right of -0.75178 not positive."""

from sympy import Expr, Rational

from qedescent.proofs.chapter.stochastic_gradient_descent.mills_bound import mills, mills_bound
from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import (
    Φ,
    area,
    area_bound,
    density,
    density_bound,
    enclosed,
    known_derivatives,
    peak,
    peaks,
    series,
    x,
    y,
    φ,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import real

h, w = real("h w")
before, after = Rational("0.75178"), Rational("0.7518")
TERMS = 8  # of the series for the density


def value(z: Expr) -> Expr:
    """hΦ(-h) at z = -h."""
    return -z * Φ(z)


def slope(z: Expr) -> Expr:
    """Its derivative with respect to z."""
    return -Φ(z) - z * φ(z)


def weight(last: int, point: Expr) -> Expr:
    """What φ(0) is multiplied by in the slope at -point, with the series up to this term."""
    return area(last, point) + point * series(last, point)


def least(point: Expr) -> Expr:
    return peak[0] * weight(TERMS - 1, point) - Rational(1, 2)


def most(point: Expr) -> Expr:
    return peak[1] * weight(TERMS - 2, point) - Rational(1, 2)


flatter = forall((h, w), ge(slope(h), slope(w)), given=[h >= -1, w >= h, ge(0, w)])
tail = forall(x, ge(slope(x), 0), given=[ge(-1, x)])
uphill = forall(x, ge(slope(x), 0), given=[ge(-after, x)])
downhill = forall(x, ge(0, slope(x)), given=[ge(x, -before), ge(0, x)])


def slope_changes_sign(p: Prover) -> int:
    """`uphill` and `downhill`, from the normal law and the digits of π; the number of slope(-after) <= most(after)."""
    enclosed(p, TERMS)
    mills_bound(p)
    p.prove(flatter, by=lambda: _flatter(p))
    p.prove(tail, by=lambda: _tail(p))
    (steep, not_steeper), (_, level) = _slope_between(p, after), _slope_between(p, before)
    p.prove(uphill, by=lambda: _uphill(p, steep))
    p.prove(downhill, by=lambda: _downhill(p, level))
    return not_steeper


def enclosure(p: Prover, at: Expr) -> tuple[list[int], list[int]]:
    """The facts on Φ and φ at this point, with an even and with an odd number of the last term."""
    bounds = area_bound, density_bound
    even, odd = ([p.instance(bound(i), {x: at}, by=signs) for bound in bounds] for i in (TERMS - 2, TERMS - 1))
    return even, odd


def _slope_between(p: Prover, point: Expr) -> tuple[int, int]:
    """Numbers that bound the slope at -point from below and from above."""
    (area_over, over), (area_under, under) = enclosure(p, -point)
    low, high = (p.number(f.data) for f in peaks)
    lower = [[1, area_under], [term(point)[0], under], [term(weight(TERMS - 1, point))[0], low]]
    upper = [[1, area_over], [term(point)[0], over], [term(weight(TERMS - 2, point))[0], high]]
    return combine(p, ge(slope(-point), least(point)), lower), combine(p, ge(most(point), slope(-point)), upper)


def _flatter(p: Prover) -> None:
    """The second derivative φ(z)(z² - 2) is not positive on [-1, 0]."""
    def falling() -> None:
        left, right = (p.number(f.data) for f in (ge(y, h), ge(w, y)))
        start, end = (p.number(f.data) for f in (ge(h, -1), ge(0, w)))
        low = combine(p, ge(1 + y, 0), [[1, left], [1, start]])
        high = combine(p, ge(-y, 0), [[1, right], [1, end]])
        room = combine(p, ge(2 - y**2, 0), [[1, low, high], [1, low], [1]])
        combine(p, ge(2 * φ(y) - y**2 * φ(y), 0), [[1, density(p, y), room]])

    found = p.increasing(y, -slope(y), h, w, sign=falling, facts=known_derivatives(p))
    combine(p, flatter.data[3], [[1, found]])


def _tail(p: Prover) -> None:
    """-Φ - xφ is at least φ(x)(x² - 1)/|x| by Mills' bound."""
    far = p.number(ge(-1, x).data)
    combine(p, gt(0, x), [[1, far], [1]])
    inverse, under = inverse_positive(p, term(-x)[0]), p.instance(mills, {x: x})
    steep = [1, density(p, x), far, combine(p, ge(1 - x, 0), [[1, far], [2]]), inverse]
    combine(p, ge(slope(x), 0), [[1, under, inverse], steep], say="Mills' bound")


def _uphill(p: Prover, steep: int) -> None:
    goal = ge(slope(x), 0)
    p.either(x, -1, goal, greater=lambda: _before_the_end(p, goal, steep), otherwise=lambda: p.instance(tail, {x: x}))


def _before_the_end(p: Prover, goal: Formula, steep: int) -> None:
    combine(p, ge(x, -1), [[1, len(p.facts) - 1]])
    flat = p.instance(flatter, {h: x, w: -after}, by=signs)
    combine(p, goal, [[1, flat], [1, steep], [term(least(after))[0]]])


def _downhill(p: Prover, level: int) -> None:
    flat = p.instance(flatter, {h: -before, w: x}, by=signs)
    combine(p, downhill.data[3], [[1, flat], [1, level], [term(-most(before))[0]]])
