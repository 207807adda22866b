"""Tuned for quadratics, heavy ball can cycle on a smooth strongly convex function"""

from sympy import Integer, Rational

from qedescent.analytic.notation import n, α, ε
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import alternating_sign, line_below_power, slower_powers_win
from qedescent.proofs.finders.signs import sign, signs
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
shrink, slower = Rational(8, 27), Rational(1, 2)


def heavy_ball(now, before):
    """The iterate after `now` and `before` with Polyak's tuning for curvatures between 1 and 25."""
    return now - tuning[ε] * slope(now) + tuning[α] * (now - before)


def factor(i):
    """The deviation from the cycle at step 3n + i, but for its sign (-1)ⁿ: a double root at -2/3."""
    return (d - (3 * n + i) * (d + 3 * e / 2)) * Rational(-2, 3) ** i * shrink**n


def deviation(i):
    return (-1) ** n * factor(i)


given = (
    forall(x, eq(slope(x), 25 * x), given=[x < 1]),
    forall(x, eq(slope(x), x + 24), given=[x >= 1, x < 2]),
    forall(x, eq(slope(x), 25 * x - 24), given=[x >= 2]),
    forall(k, eq(position(k + 2), heavy_ball(position(k + 1), position(k)))),
)
close = [ge(near, d), ge(near, -d), ge(near, e), ge(near, -e), eq(position(0), a + d), eq(position(1), b + e)]
grows = both(ge(slope(x) - slope(y), x - y), ge(25 * (x - y), slope(x) - slope(y)))
around = both(*(eq(position(3 * n + i), point + deviation(i)) for i, point in enumerate((a, b))))
shrinks = ge(1, (1 + Rational(19, 8) * n) * shrink**n)
conclusion = (
    forall((x, y), grows, given=[x >= y]),
    implies(
        [eq(position(0), a), eq(position(1), b)],
        forall(n, both(eq(position(3 * n), a), eq(position(3 * n + 1), b), eq(position(3 * n + 2), c))),
    ),
    forall((d, e), forall(n, around), given=close),
    forall((d, e), tends_to(n, position(3 * n), a), given=close),
)
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
    signs_alternate = alternating_sign(p, n)
    slower_powers_win(p, n, shrink, slower)
    p.induct(n, shrinks, base=signs, step=lambda: _shrinks(p), say="each step multiplies by 8/27")
    p.prove(stays, by=lambda: p.induct(n, around, base=algebra, step=lambda: _three_steps(p, signs_alternate)))


def _by_pieces(p, t, then):
    """Split at 1 and 2, where the gradient changes its form."""
    low, middle, high = (lambda piece=piece: (p.instance(piece, {x: t}), then()) for piece in given[:3])
    p.either(1, t, grows, greater=low, otherwise=lambda: p.either(2, t, grows, greater=middle, otherwise=high))


def _compare(p):
    for part in (ge(slope(x) - slope(y), x - y), ge(25 * (x - y), slope(x) - slope(y))):
        p.have(part, sign(degree=1))


def _shrinks(p):
    p.instance(forall(n, ge(shrink**n, 0)), {n: n})
    p.have(ge(1, (1 + Rational(19, 8) * (n + 1)) * shrink ** (n + 1)), sign(degree=2))


def _bounded(p, i, facts):
    """|deviation| <= margin: first without its sign, then with it."""
    above = p.have(ge(margin, factor(i)), sign(degree=3, using=facts))
    below = p.have(ge(margin, -factor(i)), sign(degree=3, using=facts))
    up, down = (p.number(f.data) for f in (ge(1, (-1) ** n), ge((-1) ** n, -1)))
    half = ["/", 1, 2]
    p.step("combine", goal=ge(margin, deviation(i)).data, sum=[[half, down, above], [half, up, below]])
    p.step("combine", goal=ge(margin, -deviation(i)).data, sum=[[half, up, above], [half, down, below]])


def _three_steps(p, signs_alternate):
    """Each point stays on a piece of slope 25, so the deviation follows a linear recursion."""
    p.instance(signs_alternate, {n: n})
    power = p.instance(forall(n, ge(shrink**n, 0)), {n: n})
    won = p.instance(forall(n, shrinks), {n: n})
    for i, (point, piece) in enumerate(((b, given[0]), (c, given[2]), (a, given[0])), start=1):
        _bounded(p, i, [*(p.number(f.data) for f in close[:4]), power, won])
        p.instance(piece, {x: position(3 * n + i)}, by=signs)
        p.show(eq(position(3 * n + i + 1), cycle[(i + 1) % 3] + deviation(i + 1)), by=algebra)
