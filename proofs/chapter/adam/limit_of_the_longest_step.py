"""The bound on Adam's steps tends to (1 - ρ1)²/((1 - ρ2)(1 - q)), its square that is, where ρ1 <= ρ2."""

from sympy import Rational

from qedescent.analytic.notation import k, n, ρ1, ρ2
from qedescent.proofs.chapter.adam.longest_step import B, W, a, b, bound, q, ratio
from qedescent.proofs.chapter.adam.run_of_adam import room
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by, inverse_positive
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import powers_not_negative
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import real

L = real("L")
closed = eq((1 - q) * W(n), 1 - q**n)
value = eq(b * (1 - q) * L, a**2)  # what L is
limit = tends_to(n, B(n), L)
in_the_limit = forall(L, limit, given=[ge(ρ2, ρ1), value])
DEFAULTS = {ρ1: Rational(9, 10), ρ2: Rational(999, 1000)}
defaults = tuple(eq(decay, number) for decay, number in DEFAULTS.items())
most = Rational(370, 7)
at_the_defaults = implies(defaults, tends_to(n, B(n), most))
E, u, v, y = (1 - ρ1 ** (n + 1)) ** 2, ρ1 ** (n + 1), ρ2 ** (n + 1), q ** (n + 1)


def show_limits(p):
    """Show the geometric sum, the limit, and its value at the default decays."""
    p.induct(n, closed, base=algebra, step=lambda: _one_more(p), say="a geometric sum")
    p.prove(in_the_limit, by=lambda: _limit(p))
    p.prove(at_the_defaults, by=lambda: _at_the_defaults(p))


def _one_more(p):
    rule, before = p.instance(bound[2], {k: n}), p.number(closed.data)
    p.have_data(substitute(closed.data, {"n": ["+", "n", 1]}), using(rule, before))


def _limit(p):
    p.show(ge(ρ1, q), by=dividing_by(ρ2, words="q = ρ1²/ρ2"))
    p.have(gt(b * (1 - q), 0), signs)
    p.show(ge(L, 0), by=dividing_by(b * (1 - q)))
    for small in (ρ1, q):
        powers_not_negative(p, n, small)
        _ordered(p, small, ρ2)
    powers_not_negative(p, n, ρ2)
    _not_longer(p)
    show_limit(p, limit, 2 * L / a**2, ρ2, by=lambda: _near(p), say="both sums are geometric")


def _ordered(p, small, large):
    """largeⁿ >= smallⁿ."""

    def step():
        before, power = p.number(ge(large**n, small**n).data), p.instance(forall(n, ge(small**n, 0)), {n: n})
        gap, positive = (p.have(ge(f, 0), signs) for f in (large - small, large))
        combine(p, ge(large ** (n + 1), small ** (n + 1)), [[1, positive, before], [1, gap, power]])

    p.induct(n, ge(large**n, small**n), base=signs, step=step, say="powers keep the order")


def _not_longer(p):
    """1 >= ρ1ⁿ, also at n = 0."""
    p.induct(n, ge(1, ρ1**n), base=signs, step=lambda: p.instance(room(ρ1), {n: n}) and p.have(ge(1, u), signs))


def _facts(p):
    """Numbers of what is known of the powers u, v, y of ρ1, ρ2, q at t = n + 1 and of E = (1 - u)²."""
    for base in (ρ1, ρ2, q):
        p.instance(forall(n, ge(base**n, 0)), {n: n + 1})
    for always in (room(ρ1), room(ρ2), forall(n, ge(1, ρ1**n)), forall(n, ge(ρ2**n, 0))):
        p.instance(always, {n: n})
    for small in (ρ1, q):
        p.instance(forall(n, ge(ρ2**n, small**n)), {n: n + 1})
    p.have(ge(ρ1, u), signs)
    known = (ge(L, 0), ge(ρ2**n, 0), ge(ρ2**n, v), ge(v, 0), ge(y, 0), ge(v, u), ge(v, y), gt(1, v), ge(1, E), ge(E, a**2))
    return [p.have(f, signs) for f in (*known, gt(1 / a**2, 0))]


def _near(p):
    """Both distances from the limit, multiplied by E."""
    product = _product(p)
    size, power, fades, v0, y0, over_u, over_y, v1, small, large, inverse = _facts(p)
    first = [[2, inverse, size, power, large], [2, size, fades]]
    above = [[2, size, over_u], [1, size, v0], [1, size, ["square", p._term(u)]], [1, size, y0, v1]]
    below = [[1, size, small], [1, size, over_y], [1, size, v0, y0]]
    for side, rest, sign_ in ((B(n) - L, above, -1), (L - B(n), below, 1)):
        gap = 2 * L / a**2 * ρ2**n - side
        times = combine(p, ge(E * gap, 0), [*first, *rest], [[sign_, product]])
        combine(p, ge(2 * L / a**2 * ρ2**n, side), [[1, inverse_positive(p, p._term(E)), times]])


def _product(p):
    """E B = L (1 - v)(1 - y)."""
    here, sum_ = p.instance(bound[3], {n: n}), p.instance(forall(n, closed), {n: n + 1})
    scale, given = b * (1 - q), p.number(value.data)
    factors = (((1 - q) / scale, here), (a**2 * (1 - v) / scale, sum_), (-(1 - v) * (1 - y) / scale, given))
    return combine(p, eq(E * B(n), L * (1 - v) * (1 - y)), [], [[p._term(c), i] for c, i in factors], say="a product of ratios")


def _at_the_defaults(p):
    first, second = (p.number(f.data) for f in defaults)
    share = 1 / DEFAULTS[ρ2]
    factors = ((share, p.number(ratio.data)), (-share * q, second), (share * (ρ1 + DEFAULTS[ρ1]), first))
    combine(p, eq(q, Rational(30, 37)), [], [[p._term(c), i] for c, i in factors], say="0.81/0.999")
    p.have(ge(ρ2, ρ1), signs)
    p.have(eq(b * (1 - q) * most, a**2), algebra)
    p.instance(in_the_limit, {L: most})
