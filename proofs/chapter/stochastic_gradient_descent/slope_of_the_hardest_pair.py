"""hΦ(-h) is largest between h = 0.75178 and 0.7518: it rises before and falls after, and 2hΦ(-h) is at most 0.33995."""

from sympy import Expr, Rational

from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import (
    Φ,
    area,
    known_derivatives,
    peak,
    peaks,
    x,
    y,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.where_the_slope_changes_sign import (
    TERMS,
    after,
    before,
    downhill,
    enclosure,
    flatter,
    h,
    most,
    slope,
    slope_changes_sign,
    uphill,
    value,
    w,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, forall, ge, term
from qedescent.proofs.language.prover import Prover

best = Rational("0.75179")
smallest, largest = Rational("0.33994") / 2, Rational("0.33995") / 2
STEEP = Rational(1, 10**5)  # more than the slope at -0.7518

rises = forall((h, w), ge(w * Φ(-w), h * Φ(-h)), given=[h >= 0, w >= h, ge(before, w)])
falls = forall((h, w), ge(h * Φ(-h), w * Φ(-w)), given=[ge(h, after), w >= h])
bounded = forall(x, ge(largest, value(x)), given=[ge(0, x)])
reached = ge(best * Φ(-best), smallest)


def hardest_slope(p: Prover) -> None:
    """`rises`, `falls`, `bounded` and `reached`, from the normal law and the digits of π."""
    steep = slope_changes_sign(p)
    p.prove(rises, by=lambda: _rises(p))
    p.prove(falls, by=lambda: _falls(p))
    for point in (before, best, after):
        _value_between(p, point)
    p.prove(bounded, by=lambda: _bounded(p, steep))


def _value_between(p: Prover, point: Expr) -> None:
    """hΦ(-h) at this point is at least `smallest`, and less than `largest`."""
    (area_over, _), (area_under, _) = enclosure(p, -point)
    low, high = (p.number(f.data) for f in peaks)
    odd, even = (point * area(i, point) for i in (TERMS - 1, TERMS - 2))
    room = largest - STEEP**2 * 2 - point / 2 + peak[0] * odd, point / 2 - peak[1] * even - smallest
    combine(p, ge(largest - STEEP**2 * 2, value(-point)), [[term(point)[0], area_under], [term(odd)[0], low], [term(room[0])[0]]])
    combine(p, ge(value(-point), smallest), [[term(point)[0], area_over], [term(even)[0], high], [term(room[1])[0]]])


def _rises(p: Prover) -> None:
    """hΦ(-h) is the value at z = -h, which falls on [-0.75178, 0]."""
    def falling() -> None:
        p.instance(downhill, {x: y}, by=signs)
        combine(p, ge(-slope(y), 0), [[1, len(p.facts) - 1]])

    found = p.increasing(y, -value(y), -w, -h, sign=falling, facts=known_derivatives(p))
    combine(p, rises.data[3], [[1, found]])


def _falls(p: Prover) -> None:
    p.have(ge(-h, -w), signs)
    found = p.increasing(y, value(y), -w, -h, sign=lambda: p.instance(uphill, {x: y}, by=signs), facts=known_derivatives(p))
    combine(p, falls.data[3], [[1, found]])


def _bounded(p: Prover, steep: int) -> None:
    """Right of -0.75178 and left of -0.7518 the values lie below those there, and between them there is no room to climb."""
    goal = ge(largest, value(x))
    middle = lambda: p.either(  # noqa: E731
        x, -before, goal, greater=lambda: _right(p, goal), otherwise=lambda: _between(p, goal, steep)
    )
    p.either(x, -after, goal, greater=middle, otherwise=lambda: _left(p, goal))


def _known(p: Prover, point: Expr) -> int | None:
    return p.number(ge(largest - STEEP**2 * 2, value(-point)).data)


def _right(p: Prover, goal: Formula) -> None:
    combine(p, ge(x, -before), [[1, len(p.facts) - 1]])

    def falling() -> None:
        p.instance(downhill, {x: y}, by=signs)
        combine(p, ge(-slope(y), 0), [[1, len(p.facts) - 1]])

    found = p.increasing(y, -value(y), -before, x, sign=falling, facts=known_derivatives(p))
    combine(p, goal, [[1, found], [1, _known(p, before)], [term(STEEP**2 * 2)[0]]])


def _left(p: Prover, goal: Formula) -> None:
    rising = lambda: p.instance(uphill, {x: y}, by=signs)  # noqa: E731
    found = p.increasing(y, value(y), x, -after, sign=rising, facts=known_derivatives(p))
    combine(p, goal, [[1, found], [1, _known(p, after)], [term(STEEP**2 * 2)[0]]])


def _between(p: Prover, goal: Formula, steep: int) -> None:
    end = len(p.facts) - 1
    combine(p, ge(x, -after), [[1, end - 1]])

    def slow() -> None:
        flat = p.instance(flatter, {h: -after, w: y}, by=signs)
        combine(p, ge(STEEP - slope(y), 0), [[1, flat], [1, steep], [term(STEEP - most(after))[0]]])

    found = p.increasing(y, STEEP * y - value(y), -after, x, sign=slow, facts=known_derivatives(p))
    combine(p, goal, [[1, found], [1, _known(p, after)], [term(STEEP)[0], end]])
