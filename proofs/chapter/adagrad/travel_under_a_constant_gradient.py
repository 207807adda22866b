"""How far AdaGrad travels under a constant gradient: like the root of the number of steps, and like its logarithm without the
root in the rule."""

from sympy import sqrt

from qedescent.analytic.notation import k, n, δ, ε
from qedescent.proofs.chapter.adagrad import harmonic_sums_are_logarithms as logarithms
from qedescent.proofs.chapter.adagrad.harmonic_sums_are_logarithms import harmonic, ln
from qedescent.proofs.chapter.adagrad.run_of_adagrad import plain, positive_root
from qedescent.proofs.chapter.adagrad.scaled_gradients import rootless, z
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import real

u, D = real("u D")
constant = (u > 0, forall(k, eq(plain.G(k + 1), u)))
travel = plain.x(0) - plain.x(n)
shortest, farthest = 2 * ε * (sqrt(n + 1) - 1), 2 * ε * sqrt(n)
at_most, at_least = ge(farthest, travel), ge(travel, shortest)
earliest, latest = (D / (2 * ε)) ** 2, (D / (2 * ε) + 1) ** 2
not_yet = forall((n, D), ge(D, travel), given=[D > 0, ge(earliest, n)])
arrived = forall((n, D), ge(travel, D), given=[D > 0, ge(n + 1, latest)])
with_the_root = implies((eq(δ, 0), *constant), both(forall(n, at_most), forall(n, at_least), not_yet, arrived))
total = eq(u * (z(0) - z(n)), ε * harmonic(n))
far, near = ge(u * (z(0) - z(n)), ε * ln(n + 1)), ge(ε * (1 + ln(n + 1)), u * (z(0) - z(n + 1)))
without_the_root = implies((*constant, rootless(z, plain)), both(*(forall(n, f) for f in (total, far, near))))
count = eq(plain.R(n), n * u**2)
q = sqrt(n + 1)
one_step = eq((plain.x(n) - plain.x(n + 1)) * q, ε)


def show_travel(p):
    """Show how far it comes with the root and after how many steps it has come so far, and how far without the root."""
    p.prove(with_the_root, by=lambda: _with_the_root(p))
    logarithms.show_logarithms(p)
    p.prove(without_the_root, by=lambda: _without(p))


def _counted(p):
    """r counts the steps: r(n) = n u²."""
    p.induct(n, count, base=algebra, step=algebra, say="r counts the steps")


def _with_the_root(p):
    _counted(p)
    p.prove(forall(n, one_step), by=lambda: _one_step(p))
    p.induct(n, at_most, base=lambda: _root_of_zero(p), step=lambda: _further(p))
    p.induct(n, at_least, base=lambda: _root_of_one(p), step=lambda: _not_nearer(p))
    p.prove(not_yet, by=lambda: _not_yet(p))
    p.prove(arrived, by=lambda: _arrived(p))


def _one_step(p):
    """The root of (n + 1)u² is u√(n + 1), so a step has length ε/√(n + 1)."""
    s, constant_ = plain.root(n + 1), p.instance(constant[1], {k: n})
    here, square_u = p.instance(forall(n, count), {n: n + 1}), p.have(gt(u**2, 0), signs)
    p.have(gt(n + 1, 0), signs)
    combine(p, gt(plain.R(n + 1), 0), [[1, ["natural", ["+", "n", 1]], square_u]], [[1, here]])
    (whole, _), (square, _) = positive_root(p, plain.R(n + 1)), positive_root(p, n + 1)
    p.have(gt(s + u * q, 0), signs)
    parts = [[p._term(c / (s + u * q)), f] for c, f in ((1, whole), (1, here), (-(u**2), square))]
    roots = combine(p, eq(s, u * q), [], parts, say="both are positive, with equal squares")
    p.have(gt(s + δ, 0), signs)
    rule, none = p.instance(plain.moves(δ), {k: n}), p.number(eq(δ, 0).data)
    step = plain.x(n) - plain.x(n + 1)
    factors = ((-(s + δ) / u, rule), (ε / u, constant_), (-step / u, none), (-step / u, roots))
    combine(p, one_step, [], [[p._term(c), f] for c, f in factors], say="the update rule")


def _root_of_zero(p):
    p.have_data([">=", 0, 0], signs)
    root = p.step("root", of=0) + 2
    combine(p, substitute(at_most.data, {"n": 0}), [[2, p.number(gt(ε, 0).data), root]])


def _root_of_one(p):
    p.have_data([">=", 1, 0], signs)
    square, one = p.step("root", of=1) + 1, ["sqrt", 1]
    p.step("combine", goal=[">", ["+", one, 1], 0], sum=[[1], [1, square + 1]])
    root = combine(p, ["=", one, 1], [], [[["/", 1, ["+", one, 1]], square]])
    combine(p, substitute(at_least.data, {"n": 0}), [], [[p._term(-2 * ε), root]])


def _two_roots(p, at):
    """Both roots √at and √(at + 1): numbers of what their squares are, and a root of at + 1 that is positive."""
    p.have(ge(at, 0), signs)
    first = p.step("root", of=p._term(at)) + 1
    p.have(gt(at + 1, 0), signs)
    second, _ = positive_root(p, at + 1)
    return first, second


def _further(p):
    """2ε(q' - q) is ε/q' and ε(q' - q)²/q'."""
    before, step = p.number(at_most.data), p.instance(forall(n, one_step), {n: n})
    first, second = _two_roots(p, n)
    inverse, length = inverse_positive(p, p._term(q)), p.number(gt(ε, 0).data)
    gap = ["square", p._term(q - sqrt(n))]
    factors = ((-1 / q, step), (ε / q, second), (-ε / q, first))
    goal = ge(2 * ε * q, plain.x(0) - plain.x(n + 1))
    combine(p, goal, [[1, before], [1, inverse, length, gap]], [[p._term(c), f] for c, f in factors], say="(q' - q)² >= 0")


def _not_nearer(p):
    """ε/q is 2ε(q' - q) and ε(q' - q)²/q."""
    before, step = p.number(at_least.data), p.instance(forall(n, one_step), {n: n})
    first, second = _two_roots(p, n + 1)
    p.have(gt(n + 1, 0), signs)
    positive_root(p, n + 1)
    inverse, length = inverse_positive(p, p._term(q)), p.number(gt(ε, 0).data)
    gap = ["square", p._term(sqrt(n + 2) - q)]
    factors = ((1 / q, step), (-ε / q, second), (ε / q, first))
    goal = ge(plain.x(0) - plain.x(n + 1), 2 * ε * (sqrt(n + 2) - 1))
    combine(p, goal, [[1, before], [1, inverse, length, gap]], [[p._term(c), f] for c, f in factors], say="(q' - q)² >= 0")


def _not_yet(p):
    """n <= (D/2ε)², and both roots are not negative."""
    reach, far = p.number(ge(earliest, n).data), D + farthest
    first, _ = _two_roots(p, n)
    p.have(gt(far, 0), signs)
    below, inverse, length = p.instance(forall(n, at_most), {n: n}), inverse_positive(p, p._term(far)), p.number(gt(ε, 0).data)
    roots = [[p._term(-4 * ε**2 / far), first]]
    combine(p, ge(D, travel), [[1, below], [4, inverse, length, length, reach]], roots, say="the roots keep the order")


def _arrived(p):
    """n + 1 >= (D/2ε + 1)², and both roots are positive."""
    reach, far = p.number(ge(n + 1, latest).data), 2 * ε * q + D + 2 * ε
    p.have(gt(n + 1, 0), signs)
    square, _ = positive_root(p, n + 1)
    p.have(gt(far, 0), signs)
    above, inverse, length = p.instance(forall(n, at_least), {n: n}), inverse_positive(p, p._term(far)), p.number(gt(ε, 0).data)
    roots = [[p._term(4 * ε**2 / far), square]]
    combine(p, ge(travel, D), [[1, above], [4, inverse, length, length, reach]], roots, say="the roots keep the order")


def _without(p):
    """The rate is 1/(n u²), so the step is ε/(n u)."""
    _counted(p)
    p.induct(n, total, base=algebra, step=lambda: _one_more(p), say="a harmonic sum")
    p.prove(forall(n, far), by=lambda: _far(p))
    p.prove(forall(n, near), by=lambda: _near(p))


def _one_more(p):
    before, here = p.number(total.data), p.instance(forall(n, count), {n: n + 1})
    square, constant_ = p.have(gt(u**2, 0), signs), p.instance(constant[1], {k: n})
    combine(p, gt(plain.R(n + 1), 0), [[1, ["natural", ["+", "n", 1]], square]], [[1, here]])
    rule, r = p.instance(rootless(z, plain), {k: n}), plain.R(n + 1)
    factors = ((1, before), (-u, rule), (ε * u / r, constant_), (-ε / r / (n + 1), here))
    goal = eq(u * (z(0) - z(n + 1)), ε * harmonic(n + 1))
    combine(p, goal, [], [[p._term(c), f] for c, f in factors], say="the update rule")


def _far(p):
    sum_, bound = p.instance(forall(n, total), {n: n}), p.instance(forall(n, logarithms.at_least), {n: n})
    combine(p, far, [[1, p.number(gt(ε, 0).data), bound]], [[1, sum_]], say="a harmonic sum")


def _near(p):
    sum_, bound = p.instance(forall(n, total), {n: n + 1}), p.instance(forall(n, logarithms.at_most), {n: n})
    combine(p, near, [[1, p.number(gt(ε, 0).data), bound]], [[-1, sum_]], say="a harmonic sum")
