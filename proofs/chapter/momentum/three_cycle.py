"""Lessard, Recht and Packard's function, heavy ball tuned for its curvatures, and a cycle of three points."""

import numpy as np
from sympy import Integer, Rational

from qedescent.analytic.notation import n, α, ε
from qedescent.numeric.measure.motion import motion
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems import piecewise_quadratic
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.powers import line_below_power
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge
from qedescent.proofs.language.symbols import function, real, sequence

x, y, d, e = real("x y d e")
slope = function("h")
position = sequence("θ")
CURVATURES = {polyak.m: Integer(1), polyak.s: Integer(5)}
tuning = {name: value.xreplace(CURVATURES) for name, value in polyak.best.items()}
a, b, c = cycle = tuple(Rational(top, 1225) for top in (792, -2208, 2592))
near, margin = Rational(1, 20), c - 2
shrink, slower = Rational(8, 27), Rational(3, 5)
pieces = (
    forall(x, eq(slope(x), 25 * x), given=[x < 1]),
    forall(x, eq(slope(x), x + 24), given=[x >= 1, x < 2]),
    forall(x, eq(slope(x), 25 * x - 24), given=[x >= 2]),
)
close = [ge(near, d), ge(near, -d), ge(near, e), ge(near, -e), eq(position(0), a + d), eq(position(1), b + e)]
power, signed = shrink**n, (-shrink) ** n
size = both(ge(power, signed), ge(power, -signed), ge(1, (1 + Rational(19, 8) * n) * power))
not_negative = forall(n, ge(power, 0))


def heavy_ball(now, before):
    """The iterate after `now` and `before` with Polyak's tuning for curvatures between 1 and 25."""
    return now - tuning[ε] * slope(now) + tuning[α] * (now - before)


def deviation(i):
    """The distance from the cycle at step 3n + i: a double root at -2/3."""
    return (d - (3 * n + i) * (d + 3 * e / 2)) * Rational(-2, 3) ** i * signed


def grows(t, u):
    """The gradient grows at least by 1 and at most by 25 a unit between u and t."""
    return both(ge(slope(t) - slope(u), t - u), ge(25 * (t - u), slope(t) - slope(u)))


def show_growth(p, t, u):
    """The bounds on the growth, piece by piece."""
    goal = grows(t, u)
    _by_pieces(p, t, goal, lambda: _by_pieces(p, u, goal, lambda: p.have(goal, sign(degree=1))))


def _by_pieces(p, t, goal, then):
    """Split at 1 and 2, where the gradient changes its form."""
    low, middle, high = (lambda piece=piece: (p.instance(piece, {x: t}), then()) for piece in pieces)
    p.either(1, t, goal, greater=low, otherwise=lambda: p.either(2, t, goal, greater=middle, otherwise=high))


def show_sizes(p):
    """The bounds `size` of the deviation's powers for every n, by induction."""
    p.induct(n, size, base=signs, step=lambda: _shrinks(p), say="three steps multiply by -8/27")


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


def show_three_steps(p):
    """Each point stays on a piece of slope 25, so the deviation follows a linear recursion."""
    bounds = _sizes(p)
    for i, piece in enumerate((pieces[0], pieces[2], pieces[0]), start=1):
        for side in (deviation(i), -deviation(i)):
            p.have(ge(margin, side), sign(degree=3, using=bounds))
        p.instance(piece, {x: position(3 * n + i)}, by=signs)
        p.show(eq(position(3 * n + i + 1), cycle[(i + 1) % 3] + deviation(i + 1)), by=algebra)


def show_nearer(p, always, bound):
    """The distance of position(3n) from the cycle is at most near * bound * slowerⁿ."""
    p.instance(always, {n: n})
    bounds = _sizes(p)
    line_below_power(p, n, Rational(15, 2), shrink, slower, bound)
    line = len(p.facts) - 1
    for side in (deviation(0), -deviation(0)):
        p.have(ge(near * (1 + Rational(15, 2) * n) * power, side), sign(degree=3, using=bounds))
        p.have(ge(near * bound * slower**n, side), sign(degree=1, using=[line, len(p.facts) - 1]))
    for side in (position(3 * n) - a, a - position(3 * n)):
        p.have(ge(near * bound * slower**n, side), sign(degree=1))


def tuned():
    """The running heavy ball with Polyak's step size and momentum."""
    return Momentum(float(tuning[ε]), float(tuning[α]))


def iterates(first, second, steps, gradient=piecewise_quadratic.gradient):
    """All iterates of a run whose first two points are given."""
    path = motion(tuned(), lambda point, _: gradient(point), steps - 1, float(second), float(second - first))
    return np.array([float(first), *path.positions.ravel()])
