"""Steps c/k with cλ > 1/2: k times the second moment nears c²σ²/(2cλ - 1), and how fast."""

from sympy import Expr

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.proofs.chapter.stochastic_gradient_descent.products_of_one_minus_p_over_k import (
    decay,
    falls_with_the_logarithm,
    tail,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import (
    K,
    Q,
    a,
    c,
    fits,
    for_the_share,
    law,
    little_more,
    near_the_share,
    next_law,
    noise,
    not_less,
    rate,
    share,
    square,
    v,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, tends_to, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import natural

N = natural("N")  # the first steps, in which 1 - p/k is far from 1, are passed over
steps = N + n + 1
gap = steps**2 * v(steps) - steps * a
spread = (N + 1) ** 2 * v(N + 1) + (N + 1) * a + a * (rate - 1)
within = both(ge(spread, gap), ge(spread, -gap))

exact = eq(K * v(K), noise)
longer = 1 + decay * tail
least = ge(share, σ**2 / λ**2)


def limit(value: Expr) -> Formula:
    return tends_to(n, steps * v(steps), value)


def near(value: Expr) -> tuple[Formula, Formula]:
    """How near K v(K) is to a value after K steps."""
    distance = (K * v(K) - value) * longer
    return ge(distance, -4 * (1 - rate) * value), ge(2 * (1 - rate) ** 2 * v(0), distance)


everything = both(not_less, little_more, *near(a))
stated = both(
    ge(K * v(K) - share, K * (v(1) - share) * Q(n) ** 2),
    ge(K**2 * (v(1) - rate * share) * Q(n) ** 2, K * (K * v(K) - share) + (1 - rate) * share),
    *near(share),
)


def exact_at_one(p: Prover) -> int:
    """K v(K) = c²σ² for p = 1."""
    one = p.have(eq(rate, 1), algebra)
    base = using(one, p.instance(law, {k: n * 0}))
    return p.induct(n, exact, base=base, step=lambda: _next_exact(p, one), say="exactly, from any start")


def _next_exact(p: Prover, one: int) -> None:
    before, moment = len(p.facts) - 1, p.instance(forall(n, next_law), {n: n})
    p.have(eq((K + 1) * v(K + 1), noise), using(one, before, moment))


def is_least_at_one(p: Prover) -> int:
    """c²σ²/(2p - 1) >= σ²/λ²: the difference is σ²(p - 1)²/(λ²(2p - 1))."""
    above = inverse_positive(p, term(2 * rate - 1)[0])
    squares, definition = square(σ * (rate - 1) / λ), p.number(eq(rate, c * λ).data)
    weight = term(-(σ**2) * (rate + c * λ) / (λ**2 * (2 * rate - 1)))[0]
    return combine(p, least, [[1, above, squares]], [[weight, definition]])


def nears_the_share(p: Prover) -> int:
    """-4(1 - p) share <= (K v(K) - share)(1 + (2p - 1)(1/2 + ... + 1/K)) <= 2(1 - p)² v(0) for 1/2 < p <= 1."""
    p.have(ge(1 - rate, 0), signs)
    falling = falls_with_the_logarithm(p)
    band = for_the_share(p, forall(n, everything), by=lambda: _band(p, falling))
    return p.prove(forall(n, stated), by=lambda: _as_stated(p, band))


def _as_stated(p: Prover, band: int) -> None:
    """The first two are multiplied by K and K²."""
    here, count = p.instance(band, {n: n}), ["natural", ["+", "n", 1]]
    weights = [count], [count, count], [], []
    for i, (part, weight) in enumerate(zip(stated.data[1:], weights, strict=True), here + 1):
        combine(p, part, [[1, *weight, i]])


def _band(p: Prover, falling: int) -> None:
    lower, upper = near_the_share(p)
    p.prove(forall(n, everything), by=lambda: _near_the_share(p, falling, lower, upper))


def _near_the_share(p: Prover, *laws_: int) -> None:
    falling, lower, upper = (p.instance(i, {n: n}) for i in laws_)
    first, start = p.instance(law, {k: n * 0}), p.instance(forall(k, ge(v(k), 0)), {k: n * 0})
    more = p.instance(forall(n, ge(tail, 0)), {n: n})
    drop, left, enough = (p.number(f.data) for f in (gt(decay, 0), ge(1 - rate, 0), ge(a, 0)))
    above = combine(p, ge(longer, 0), [[1], [1, drop, more]])
    count, now, product = ["natural", ["+", "n", 1]], p.have(gt(1 / K, 0), signs), square(Q(n))
    used = [[2, left, enough, falling], [2, left, enough, product, above]]
    paid = [[1, square(1 - rate), start, falling], [1, square(1 - rate), start, product, above]]
    weight = longer * K * Q(n) ** 2
    below, over = near(a)
    fraction = p.number(fits.data)
    kept = [[1, above, count, lower], [1, above, count, square(1 - rate), start, product]]
    combine(p, below, [*kept, *used], [[term(weight)[0], first], [term(-weight)[0], fraction]])
    slack = [[1, above, count, upper], [1, above, left, enough, now], [1, above, count, left, enough, product]]
    combine(p, over, [*slack, *paid], [[term(-weight)[0], first], [term(weight)[0], fraction]])


def tends_to_the_share(p: Prover) -> int:
    """(N + n + 1) v(N + n + 1) -> share as n grows, where p >= 1 and N + 1 >= p."""
    return for_the_share(p, limit(a), by=lambda: _limit(p))


def _limit(p: Prover) -> None:
    enough, past = (p.have(ge(t, 0), signs) for t in (a, rate - 1))
    start = p.instance(forall(k, ge(v(k), 0)), {k: N + 1})
    first = ["natural", ["+", "N", 1]]
    summands = [[1, first, first, start], [1, first, enough], [1, enough, past]]
    large = combine(p, ge(spread, 0), summands)
    p.induct(n, within, base=lambda: _first(p, start, enough, past), step=lambda: _stays(p, enough, past, large), say="by steps")
    show_limit(p, limit(a), spread, by=lambda: _near(p, large), say="an error of order 1/n")


def _first(p: Prover, start: int, enough: int, past: int) -> None:
    first = ["natural", ["+", "N", 1]]
    up, down = (substitute(side, {"n": 0}) for side in within.data[1:])
    combine(p, up, [[2, first, enough], [1, enough, past]])
    combine(p, down, [[2, first, first, start], [1, enough, past]])


def _stays(p: Prover, enough: int, past: int, large: int) -> None:
    """With r = (p - 1)/steps the next gap is (1 - r)² times this one and r(p - 1) share."""
    up, down = len(p.facts) - 2, len(p.facts) - 1
    start, fraction = (p.number(f.data) for f in (ge(v(N + 1), 0), fits))
    moment = p.instance(law, {k: steps})
    lost: Expr = (rate - 1) / steps
    part = combine(p, ge(lost, 0), [[1, past, p.have(gt(1 / steps, 0), signs)]])
    rest, first = p.have(ge(1 - lost, 0), signs), ["natural", ["+", "N", 1]]
    more = combine(p, ge(spread - a * (rate - 1), 0), [[1, first, first, start], [1, first, enough]])
    above, below = (substitute(side, {"n": ["+", "n", 1]}) for side in within.data[1:])
    kept, twice = square(1 - lost), [1, large, part, rest]
    combine(p, above, [[1, kept, up], [1, more, part], twice], [[-1, moment], [1, fraction]])
    combine(p, below, [[1, kept, down], [1, large, part], twice, [1, enough, past, part]], [[1, moment], [-1, fraction]])


def _near(p: Prover, large: int) -> None:
    here = p.instance(forall(n, within), {n: n})
    over, now = (p.have(gt(1 / t, 0), signs) for t in (steps, n + 1))
    for one, distance in ((here + 1, steps * v(steps) - a), (here + 2, a - steps * v(steps))):
        combine(p, ge(spread / (n + 1), distance), [[1, one, over], [1, ["natural", "N"], large, over, now]])
