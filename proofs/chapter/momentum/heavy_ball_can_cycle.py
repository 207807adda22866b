"""Tuned for quadratics, heavy ball can cycle on a smooth strongly convex function"""

from sympy import Integer, Rational

from qedescent.analytic.notation import n, α, ε
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import line_below_power, slower_powers_win
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, implies, tends_to
from qedescent.proofs.language.symbols import function, natural, real, sequence

ID = "hb-no-global-acceleration"

k = natural("k")
x, y, d, e = real("x y d e")
slope = function("h")
position = sequence("θ")
CURVATURES = {polyak.m: Integer(1), polyak.s: Integer(5)}
tuning = {name: value.xreplace(CURVATURES) for name, value in polyak.best.items()}
a, b, c = cycle = tuple(Rational(top, 1225) for top in (792, -2208, 2592))
near, margin = Rational(1, 20), c - 2
shrink, slower = Rational(8, 27), Rational(3, 5)


def heavy_ball(now, before):
    """The iterate after `now` and `before` with Polyak's tuning for curvatures between 1 and 25."""
    return now - tuning[ε] * slope(now) + tuning[α] * (now - before)


def deviation(i):
    """The distance from the cycle at step 3n + i: a double root at -2/3."""
    return (d - (3 * n + i) * (d + 3 * e / 2)) * Rational(-2, 3) ** i * (-shrink) ** n


given = (
    forall(x, eq(slope(x), 25 * x), given=[x < 1]),
    forall(x, eq(slope(x), x + 24), given=[x >= 1, x < 2]),
    forall(x, eq(slope(x), 25 * x - 24), given=[x >= 2]),
    forall(k, eq(position(k + 2), heavy_ball(position(k + 1), position(k)))),
)
close = [ge(near, d), ge(near, -d), ge(near, e), ge(near, -e), eq(position(0), a + d), eq(position(1), b + e)]
grows = both(ge(slope(x) - slope(y), x - y), ge(25 * (x - y), slope(x) - slope(y)))
around = both(*(eq(position(3 * n + i), point + deviation(i)) for i, point in enumerate((a, b))))
power, signed = shrink**n, (-shrink) ** n
size = both(ge(power, signed), ge(power, -signed), ge(1, (1 + Rational(19, 8) * n) * power))
arrives = tends_to(n, position(3 * n), a)
in_cycle = forall(n, both(*(eq(position(3 * n + i), point) for i, point in enumerate(cycle))))
conclusion = (
    forall((x, y), grows, given=[x >= y]),
    implies([eq(position(0), a), eq(position(1), b)], in_cycle),
    forall((d, e), forall(n, around), given=close),
    forall((d, e), arrives, given=close),
)
not_negative = forall(n, ge(power, 0))
claim = (
    r"Let the gradient be $25x$ below 1, $x+24$ between 1 and 2, and $25x-24$ from 2 on: it grows at least by 1 and at most "
    r"by 25 a unit, so the function is 25-smooth and 1-strongly convex. With Polyak's step size $1/9$ and momentum $4/9$ for "
    r"these curvatures heavy ball has the cycle $792/1225,\,-2208/1225,\,2592/1225$, and every start whose first two points "
    r"are within $1/20$ of the cycle converges to it, three steps shrinking the distance by about $8/27$."
)
source = "Lessard, Recht and Packard 2016, section 4.6; exact cycle and its attractivity by own computation"
notes = (
    r"That heavy ball has no accelerated rate on this class for any tuning (Goujaud, Taylor and Dieuleveut 2023) is not "
    r"part of this claim.",
)


def proof(p):
    smooth, cycles, stays, attracts = conclusion
    p.prove(smooth, by=lambda: _by_pieces(p, x, lambda: _by_pieces(p, y, lambda: _compare(p))))
    slower_powers_win(p, n, shrink, slower)
    p.induct(n, size, base=signs, step=lambda: _shrinks(p), say="three steps multiply by -8/27")
    p.prove(stays, by=lambda: p.induct(n, around, base=algebra, step=lambda: _three_steps(p)))
    p.prove(cycles, by=lambda: _from_the_cycle(p, stays))
    p.prove(attracts, by=lambda: _converges(p, stays))


def _by_pieces(p, t, then):
    """Split at 1 and 2, where the gradient changes its form."""
    low, middle, high = (lambda piece=piece: (p.instance(piece, {x: t}), then()) for piece in given[:3])
    p.either(1, t, grows, greater=low, otherwise=lambda: p.either(2, t, grows, greater=middle, otherwise=high))


def _compare(p):
    for part in (ge(slope(x) - slope(y), x - y), ge(25 * (x - y), slope(x) - slope(y))):
        p.have(part, sign(degree=1))


def _shrinks(p):
    p.instance(not_negative, {n: n})
    for part in size.data[1:]:
        p.have_data(substitute(part, {"n": ["+", "n", 1]}), sign(degree=2))


def _sizes(p):
    """The numbers of the facts that bound the start and the powers."""
    p.instance(forall(n, size), {n: n})
    p.instance(not_negative, {n: n})
    powers = [ge(power, 0).data, *size.data[1:]]
    return [p.number(f) for f in (*(f.data for f in close[:4]), *powers)]


def _three_steps(p):
    """Each point stays on a piece of slope 25, so the deviation follows a linear recursion."""
    bounds = _sizes(p)
    for i, (point, piece) in enumerate(((b, given[0]), (c, given[2]), (a, given[0])), start=1):
        for side in (deviation(i), -deviation(i)):
            p.have(ge(margin, side), sign(degree=3, using=bounds))
        p.instance(piece, {x: position(3 * n + i)}, by=signs)
        p.show(eq(position(3 * n + i + 1), cycle[(i + 1) % 3] + deviation(i + 1)), by=algebra)


def _from_the_cycle(p, stays):
    p.have(ge(near, 0), signs)
    always = p.instance(stays, {d: 0, e: 0})
    p.prove(in_cycle, by=lambda: _third_point(p, always))


def _third_point(p, always):
    p.instance(always, {n: n})
    for i, point in enumerate((a, b)):
        p.have(eq(position(3 * n + i), point), algebra)
    p.instance(given[0], {x: position(3 * n + 1)}, by=signs)
    p.show(eq(position(3 * n + 2), c), by=algebra)


def _converges(p, stays):
    always = p.instance(stays, {d: d, e: e})
    bound = 1 + Rational(15, 2) / (slower - shrink)
    show_limit(p, arrives, near * bound, slower, by=lambda: _nearer(p, always, bound), say="n (8/27)ⁿ is below a multiple of (3/5)ⁿ")


def _nearer(p, always, bound):
    p.instance(always, {n: n})
    bounds = _sizes(p)
    line_below_power(p, n, Rational(15, 2), shrink, slower, bound)
    line = len(p.facts) - 1
    for side in (deviation(0), -deviation(0)):
        p.have(ge(near * (1 + Rational(15, 2) * n) * power, side), sign(degree=3, using=bounds))
        p.have(ge(near * bound * slower**n, side), sign(degree=1, using=[line, len(p.facts) - 1]))
    for side in (position(3 * n) - a, a - position(3 * n)):
        p.have(ge(near * bound * slower**n, side), sign(degree=1))
