"""Steps longer than 1 throw off the boundary, too: noise that points inwards has led there, or the step is short."""

from qedescent.analytic.notation import k
from qedescent.proofs.chapter.stochastic_gradient_descent.noise_throws_off_the_boundary import (
    Z,
    b,
    c,
    drift,
    h,
    indicator,
    inside,
    is_the_noise,
    lands_beyond,
    moved,
    negative_part,
    projection,
    small,
    u,
    x,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, natural

i = natural("i")
here, there = x(i + 1), x(i + 2)
noise, inwards = h(i + 1), b(i + 1)
long = c / (i + 2)  # the size of the step t = i + 2
height = long * noise - (long - 1) * noise**2  # at most long · h, and at most 1 where long is at most 2
gone = ge(there, height)
start = ge(there, inwards * height)
premises = ge(c, i + 2), ge(2 * (i + 2), c)
push = ge(E(there), c / (16 * (i + 2)))
early = forall(i, push, given=[premises[1]])


def thrown_off_early(p: Prover) -> None:
    """`early`: E x(t) >= c/(16t) from the second step on, once c/t <= 2."""
    p.prove(forall(i, start, given=premises), by=lambda: _start(p))
    p.prove(early, by=lambda: p.either(c, i + 2, push, greater=lambda: _long(p), otherwise=lambda: _short(p)))


def _short(p: Prover) -> None:
    half = p.instance(drift, {k: i + 1}, by=signs)
    weight, positive_step = p.have(gt(1 / (i + 2), 0), signs), p.number(gt(c, 0).data)
    combine(p, push, [[1, half], [["/", 1, 16], weight, positive_step]])


def _long(p: Prover) -> None:
    """E of the bound is 3/4 (long/8 - (long - 1)/12) = (long + 2)/32, and long is at most 2."""
    above = p.step("mean", fact=p.instance(forall(i, start, given=premises), {i: i}, by=signs))
    mean = p.have(eq(E(inwards * height), (long + 2) / 32), algebra.saying("this noise is independent of the last"))
    short, weight = p.number(premises[1].data), p.have(gt(1 / (i + 2), 0), signs)
    combine(p, push, [[1, above], [["/", 1, 32], short, weight]], [[1, mean]])


def _start(p: Prover) -> None:
    """Where b = 0 nothing is claimed; where b = 1 the last noise has led to the boundary."""
    either_or = p.instance(negative_part[2], {k: i + 1})
    low, high, above = (p.instance(f, {k: at}) for f, at in ((negative_part[0], i + 1), (small, i + 1), (inside[0], i + 2)))
    more, less = p.have(ge(long - 1, 0), signs), p.have(ge(2 - long, 0), signs)
    full = combine(p, ge(long * (1 - noise) + noise, 0), [[1, more, high], [1, high], [1, low]])
    up = combine(p, ge(height, 0), [[1, low, full]])
    rest = combine(p, ge(1 - (long - 1) * noise, 0), [[1, less], [1, more, high]])
    combine(p, ge(1, height), [[1, high, rest]])
    end = lambda: _at_the_end(p, either_or, more, above, full)  # noqa: E731
    p.either(inwards, 0, start, greater=end, otherwise=lambda: _nothing(p, above, up))


def _nothing(p: Prover, above: int, up: int) -> None:
    combine(p, start, [[1, above], [1, len(p.facts) - 1, up]])


def _at_the_end(p: Prover, either_or: int, more: int, above: int, full: int) -> None:
    one, last = _boundary(p)
    beyond = lambda: _beyond(p, either_or, more, last)  # noqa: E731
    thrown = p.either(noise, 0, gone, greater=beyond, otherwise=lambda: _no_noise(p, above, full))
    combine(p, start, [[1, thrown]], [[term(-height)[0], one]])


def _boundary(p: Prover) -> tuple[int, int]:
    """b = 1, so the last noise was not negative, and its step of 1 or more has led to 0."""
    square, off, below = (p.instance(f, {k: at}) for f, at in ((indicator[0], i + 1), (indicator[1], i), (negative_part[1], i)))
    was, now = p.instance(inside[0], {k: i}), p.instance(inside[0], {k: i + 1})
    p.have(gt(1 / inwards, 0), signs)
    one = combine(p, eq(inwards, 1), [], [[term(1 / inwards)[0], square]])
    none = combine(p, eq(h(i), 0), [], [[1, off], [term(-h(i))[0], one]])
    up = combine(p, ge(Z(i), 0), [[1, below]], [[-1, none]])
    size, longer = p.have(ge(c / (i + 1), 0), signs), p.have(ge(c / (i + 1) - 1, 0), signs)
    behind = combine(p, ge(0, moved.xreplace({k: i})), [[1, longer, was], [1, size, up]])
    nearest = p.instance(projection, {k: i, u: 0}, by=signs)
    squared = combine(p, ge(0, here**2), [[1, nearest], [1, behind, now]])
    return one, p.either(here, 0, ge(0, here), greater=lambda: _absurd(p, squared), otherwise=lambda: None)


def _absurd(p: Prover, squared: int) -> None:
    combine(p, ge(0, here), [[1, squared, p.have(gt(1 / here, 0), signs)]])


def _beyond(p: Prover, either_or: int, more: int, last: int) -> None:
    minus = is_the_noise(p, i + 1, either_or)
    summands = [[1, more, ["square", term(noise)[0]]], [1, more, last]]
    passed = combine(p, ge(moved.xreplace({k: i + 1}), height), summands, [[term(-long)[0], minus]])
    lands_beyond(p, i + 1, gone, height, passed)


def _no_noise(p: Prover, above: int, full: int) -> None:
    combine(p, gone, [[1, above], [1, len(p.facts) - 1, full]])
