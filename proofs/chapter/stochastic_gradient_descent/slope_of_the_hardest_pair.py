"""hΦ(-h) is largest between h = 0.75178 and 0.7518: it rises before and falls after, and 2hΦ(-h) is at most 0.33995."""


from sympy import Expr, Rational

from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import (
    Φ,
    area,
    area_bound,
    density_bound,
    enclosed,
    known_derivatives,
    lowest,
    peak,
    series,
    x,
    y,
    z,
    φ,
    ω,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, forall, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover, Reason
from qedescent.proofs.language.symbols import real

h, w = real("h w")
before, best, after = Rational("0.75178"), Rational("0.75179"), Rational("0.7518")
smallest, largest = Rational("0.33994") / 2, Rational("0.33995") / 2
TERMS = 8
STEEP = Rational(1, 10**5)  # more than the slope at -0.7518


def value(z: Expr) -> Expr:
    """hΦ(-h) at z = -h."""
    return -z * Φ(z)


def slope(z: Expr) -> Expr:
    """Its derivative with respect to z."""
    return -Φ(z) - z * φ(z)


rises = forall((h, w), ge(w * Φ(-w), h * Φ(-h)), given=[h >= 0, w >= h, ge(before, w)])
falls = forall((h, w), ge(h * Φ(-h), w * Φ(-w)), given=[ge(h, after), w >= h])
bounded = forall(x, ge(largest, value(x)), given=[ge(0, x)])
reached = ge(best * Φ(-best), smallest)
flatter = forall((h, w), ge(slope(h), slope(w)), given=[h >= -1, w >= h, ge(0, w)])
tail = forall(x, ge(slope(x), 0), given=[ge(-1, x)])
uphill = forall(x, ge(slope(x), 0), given=[ge(-after, x)])
downhill = forall(x, ge(0, slope(x)), given=[ge(x, -before), ge(0, x)])


def hardest_slope(p: Prover) -> None:
    """`rises`, `falls`, `bounded` and `reached`, from the normal law and the digits of π."""
    enclosed(p, TERMS)
    p.prove(flatter, by=lambda: _flatter(p))
    p.prove(tail, by=lambda: _tail(p))
    steep, level = _slope_between(p, after), _slope_between(p, before)
    p.prove(uphill, by=lambda: _uphill(p, steep[0]))
    p.prove(downhill, by=lambda: _downhill(p, level[1]))
    p.prove(rises, by=lambda: _rises(p))
    p.prove(falls, by=lambda: _falls(p))
    for point in (before, best, after):
        _value_between(p, point)
    p.prove(bounded, by=lambda: _bounded(p, steep[1]))


def _enclosure(p: Prover, at: Expr) -> tuple[list[int], list[int]]:
    """The facts on Φ and φ at this point, with an even and with an odd number of the last term."""
    even, odd = ([p.instance(bound(i), {x: at}, by=signs) for bound in (area_bound, density_bound)] for i in (TERMS - 2, TERMS - 1))
    return even, odd


def _slope_between(p: Prover, point: Expr) -> tuple[int, int]:
    """Numbers that bound the slope at -point from below and from above."""
    (area_over, over), (area_under, under) = _enclosure(p, -point)
    low, high = (p.number(ge(*sides).data) for sides in ((φ(0), peak[0]), (-φ(0), -peak[1])))
    weight = [term(area(i, point) + point * series(i, point))[0] for i in (TERMS - 1, TERMS - 2)]
    least = Rational(-1, 2) + peak[0] * (area(TERMS - 1, point) + point * series(TERMS - 1, point))
    most = Rational(-1, 2) + peak[1] * (area(TERMS - 2, point) + point * series(TERMS - 2, point))
    lower = [[1, area_under], [term(point)[0], under], [weight[0], low]]
    upper = [[1, area_over], [term(point)[0], over], [weight[1], high]]
    return combine(p, ge(slope(-point), least), lower), combine(p, ge(most, slope(-point)), upper)


def _value_between(p: Prover, point: Expr) -> None:
    """hΦ(-h) at this point is at least `smallest`, and less than `largest`."""
    (area_over, _), (area_under, _) = _enclosure(p, -point)
    low, high = (p.number(ge(*sides).data) for sides in ((φ(0), peak[0]), (-φ(0), -peak[1])))
    odd, even = (point * area(i, point) for i in (TERMS - 1, TERMS - 2))
    room = largest - STEEP**2 * 2 - point / 2 + peak[0] * odd, point / 2 - peak[1] * even - smallest
    combine(p, ge(largest - STEEP**2 * 2, value(-point)), [[term(point)[0], area_under], [term(odd)[0], low], [term(room[0])[0]]])
    combine(p, ge(value(-point), smallest), [[term(point)[0], area_over], [term(even)[0], high], [term(room[1])[0]]])


def _positive(p: Prover, at: Expr) -> int:
    return p.instance(forall(x, gt(φ(x), 0)), {x: at})


def _flatter(p: Prover) -> None:
    """The second derivative φ(z)(z² - 2) is not positive on [-1, 0]."""
    def falling() -> None:
        left, right = (p.number(f.data) for f in (ge(y, h), ge(w, y)))
        start, end = (p.number(f.data) for f in (ge(h, -1), ge(0, w)))
        low = combine(p, ge(1 + y, 0), [[1, left], [1, start]])
        high = combine(p, ge(-y, 0), [[1, right], [1, end]])
        room = combine(p, ge(2 - y**2, 0), [[1, low, high], [1, low], [1]])
        combine(p, ge(2 * φ(y) - y**2 * φ(y), 0), [[1, _positive(p, y), room]])

    found = p.increasing(y, -slope(y), h, w, sign=falling, facts=known_derivatives(p))
    combine(p, flatter.data[3], [[1, found]])


def _tail(p: Prover) -> None:
    """Φ(x) is at most φ(x)/|x| for x < 0 (Mills), because no t has Φ(t) below Φ(x) - φ(x)/|x|, and 0 is the infimum of Φ."""
    far = p.number(ge(-1, x).data)
    room = combine(p, gt(-x, 0), [[1, far], [1]])
    inverse, here = inverse_positive(p, term(-x)[0]), _positive(p, x)
    nowhere_lower = Reason("Φ is nowhere lower", lambda q, wanted: _nowhere_lower(q, wanted, inverse, here))
    under = p.instance(lowest, {ω: Φ(x) + φ(x) / x}, by=nowhere_lower)
    steep = [1, here, far, combine(p, ge(1 - x, 0), [[1, far], [2]]), inverse]
    combine(p, ge(slope(x), 0), [[1, under], steep], say="and the rest of the slope is not negative for x <= -1")
    del room


def _nowhere_lower(p: Prover, wanted: Data, inverse: int, here: int) -> None:
    goal = Formula(wanted[3], {"z": "real", "x": "real"})
    p.prove(Formula(wanted), by=lambda: p.either(
        z, x, goal, greater=lambda: _right_of(p, wanted[3], inverse, here), otherwise=lambda: _left_of(p, wanted[3], inverse),
    ))  # fmt: skip


def _right_of(p: Prover, wanted: Data, inverse: int, here: int) -> None:
    combine(p, ge(z, x), [[1, len(p.facts) - 1]])
    more = p.increasing(y, Φ(y), x, z, sign=lambda: combine(p, ge(φ(y), 0), [[1, _positive(p, y)]]), facts=known_derivatives(p))
    combine(p, wanted, [[1, more], [1, here, inverse]])


def _left_of(p: Prover, wanted: Data, inverse: int) -> None:
    """Left of x the sum of Φ and φ/x does not fall."""
    def falling() -> None:
        beyond = p.number(ge(x, y).data)
        combine(p, ge(-φ(y) + y * φ(y) / x, 0), [[1, _positive(p, y), beyond, inverse]])

    more = p.increasing(y, -Φ(y) - φ(y) / x, z, x, sign=falling, facts=known_derivatives(p))
    combine(p, wanted, [[1, more], [1, _positive(p, z), inverse]])


def _uphill(p: Prover, steep: int) -> None:
    left = p.number(ge(-after, x).data)
    goal = ge(slope(x), 0)
    p.either(x, -1, goal, greater=lambda: _before_the_end(p, goal, left, steep), otherwise=lambda: p.instance(tail, {x: x}))


def _before_the_end(p: Prover, goal: Formula, left: int, steep: int) -> None:
    combine(p, ge(x, -1), [[1, len(p.facts) - 1]])
    flat = p.instance(flatter, {h: x, w: -after}, by=signs)
    positive = peak[0] * (area(TERMS - 1, after) + after * series(TERMS - 1, after)) - Rational(1, 2)
    combine(p, goal, [[1, flat], [1, steep], [term(positive)[0]]])
    del left


def _downhill(p: Prover, level: int) -> None:
    flat = p.instance(flatter, {h: -before, w: x}, by=signs)
    negative = Rational(1, 2) - peak[1] * (area(TERMS - 2, before) + before * series(TERMS - 2, before))
    combine(p, downhill.data[3], [[1, flat], [1, level], [term(negative)[0]]])


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
    most = peak[1] * (area(TERMS - 2, after) + after * series(TERMS - 2, after)) - Rational(1, 2)

    def slow() -> None:
        flat = p.instance(flatter, {h: -after, w: y}, by=signs)
        combine(p, ge(STEEP - slope(y), 0), [[1, flat], [1, steep], [term(STEEP - most)[0]]])

    found = p.increasing(y, STEEP * y - value(y), -after, x, sign=slow, facts=known_derivatives(p))
    combine(p, goal, [[1, found], [1, _known(p, after)], [term(STEEP)[0], end]])
