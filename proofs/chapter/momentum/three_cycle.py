"""Lessard, Recht and Packard's gradient, heavy ball tuned for its curvatures, and a cycle of three points."""

from sympy import Integer, Rational

from qedescent.analytic.notation import n, α, ε
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.powers import line_below_power
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, has_derivative
from qedescent.proofs.language.reasons import Reason
from qedescent.proofs.language.symbols import function, natural, real, sequence

x, y, d, e = real("x y d e")
t = real("t")
j = natural("j")
f, slope = function("f h")
has_slope = has_derivative(x, f(x), slope(x))
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
close = [ge(near, d), ge(near, -d), ge(near, e), ge(near, -e), eq(position(j), a + d), eq(position(j + 1), b + e)]
power, signed = shrink**n, (-shrink) ** n
size = both(ge(power, signed), ge(power, -signed), ge(1, (1 + Rational(19, 8) * n) * power))
not_negative = forall(n, ge(power, 0))


def heavy_ball(now, before):
    """The iterate after `now` and `before` with Polyak's tuning for curvatures between 1 and 25."""
    return now - tuning[ε] * slope(now) + tuning[α] * (now - before)


def place(i):
    """The iterate that is i steps after the n-th round from step j."""
    return position(j + 3 * n + i)


def deviation(i):
    """Its distance from the cycle: a double root at -2/3."""
    return (d - (3 * n + i) * (d + 3 * e / 2)) * Rational(-2, 3) ** i * signed


tangent = f(x) - f(y) - slope(y) * (x - y)
parabolas = both(ge(tangent, (x - y) ** 2 / 2), ge(25 * (x - y) ** 2 / 2, tangent))


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


def show_parabolas(p, growing):
    """f lies between the parabolas, from the growth of its gradient: right of y and left of y."""
    parts = [side * (f(t) - slope(y) * t) - side * bend * (t - y) ** 2 / 2 for side, bend in ((1, 1), (-1, 25))]

    def between(start, end, sign_of):
        later, sooner = (t, y) if start == y else (y, t)
        steeper = Reason("the gradient grows", lambda p, goal: (p.instance(growing, {x: later, y: sooner}), signs.find(p, goal)))
        p.have(ge(end, start), signs)
        for part in parts:
            p.increasing(t, sign_of * part, start, end, sign=steeper, facts=[p.number(has_slope.data)])
        p.have(parabolas, sign(degree=1))

    p.either(x, y, parabolas, greater=lambda: between(y, x, 1), otherwise=lambda: between(x, y, -1))


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


around = both(*(eq(place(i), cycle[i] + deviation(i)) for i in (0, 1)))


def show_around(p):
    """Show `around` for every n, from `close`: each point stays on a piece of slope 25, so the recursion is linear."""
    p.induct(n, around, base=algebra, step=lambda: _three_steps(p))


def _three_steps(p):
    bounds = _sizes(p)
    for i in (1, 2, 3):
        _stays(p, i, bounds)
        p.show(eq(place(i + 1), cycle[(i + 1) % 3] + deviation(i + 1)), by=algebra)


def _stays(p, i, bounds):
    """The point is on its piece."""
    for side in (deviation(i), -deviation(i)):
        p.have(ge(margin, side), sign(degree=3, using=bounds))
    p.instance(pieces[2 if i == 2 else 0], {x: place(i)}, by=signs)


def show_third_point(p, bounds):
    """The point after those of `around`."""
    _stays(p, 1, bounds)
    p.show(eq(place(2), c + deviation(2)), by=algebra)


def show_nearer(p, i, always, bound):
    """The distance of place(i) from the cycle is at most 3 * near * bound * slowerⁿ."""
    p.instance(always, {n: n})
    bounds = _sizes(p)
    if i == 2:
        show_third_point(p, bounds)
    line_below_power(p, n, Rational(15, 2), shrink, slower, bound)
    line = len(p.facts) - 1
    for side in (deviation(i), -deviation(i)):
        p.have(ge(3 * near * (1 + Rational(15, 2) * n) * power, side), sign(degree=3, using=bounds))
        p.have(ge(3 * near * bound * slower**n, side), sign(degree=1, using=[line, len(p.facts) - 1]))
    for side in (place(i) - cycle[i], cycle[i] - place(i)):
        p.have(ge(3 * near * bound * slower**n, side), sign(degree=1))


def exact_iterates(start, steps):
    """All iterates of so many steps from two points, as fractions."""
    points = list(start)
    for _ in range(steps):
        now = points[-1]
        push = 25 * now if now < 1 else now + 24 if now < 2 else 25 * now - 24
        points.append(now - tuning[ε] * push + tuning[α] * (now - points[-2]))
    return points
