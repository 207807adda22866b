"""SGD with steps c/k on a noisy quadratic: its second moment against products of the factors 1 - p/k, p = cλ."""

from collections.abc import Callable
from typing import Any

from sympy import Expr

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, independent, term
from qedescent.proofs.language.prover import Data, Prover
from qedescent.proofs.language.symbols import E, real, sequence

a, c, rate = real("a c p")
x, ξ = sequence("x ξ", "random")
v, Q = sequence("v Q")

K = n + 1  # steps taken
noise = c**2 * σ**2
share = noise / (2 * rate - 1)  # what K times the second moment tends to when p > 1/2
factor = (n + 2 - rate) / (n + 2)
next_factor = forall(n, eq(Q(n + 1), (1 - rate / (n + 2)) * Q(n)))
model = (
    λ > 0,
    c > 0,
    eq(rate, c * λ),
    forall(k, eq(x(k + 1), x(k) - c / (k + 1) * (λ * x(k) + ξ(k)))),
    independent(ξ, x),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
    forall(k, eq(v(k), E(x(k) ** 2))),
    eq(Q(0), 1),
    next_factor,
)
law = forall(k, eq((k + 1) ** 2 * v(k + 1), (k + 1 - rate) ** 2 * v(k) + noise))
next_law = eq(v(n + 2), factor**2 * v(n + 1) + noise / (n + 2) ** 2)
next_product = eq(Q(n + 1) ** 2, factor**2 * Q(n) ** 2)
fits = eq((2 * rate - 1) * a, noise)  # a letter for the share, to keep fractions small
grows = ge(v(K), v(1) * Q(n) ** 2)
not_less = ge(v(K) - a / K, (v(1) - a) * Q(n) ** 2)
little_more = ge((v(1) - rate * a) * Q(n) ** 2, v(K) - a / K + a * (1 - rate) / K**2)
not_more = ge((v(1) - a) * Q(n) ** 2, v(K) - a / K)
below = ge((v(1) - share) * Q(n) ** 2, v(K))


def laws(p: Prover) -> None:
    """The laws of the second moment and of the product, in the form in which the comparisons use them."""
    p.prove(law, by=algebra.saying("the noise is independent of the iterate"))
    p.prove(forall(n, next_law), by=lambda: _next_law(p))
    p.prove(forall(n, next_product), by=algebra)
    p.have(eq(Q(0) ** 2, 1), algebra)
    p.prove(forall(k, ge(v(k), 0)), by=lambda: _not_negative(p))


def _next_law(p: Prover) -> None:
    combine(p, next_law, [], [[term(1 / (n + 2) ** 2)[0], p.instance(law, {k: n + 1})]])


def _not_negative(p: Prover) -> None:
    square = p.have(ge(x(k) ** 2, 0), sign(x(k)))
    p.step("mean", fact=square)
    p.instance(model[7], {k: k})
    p.have(ge(v(k), 0), signs)


def at_least_the_product(p: Prover) -> int:
    """v(K) >= v(1) Q²: the noise of later steps only adds."""
    return _compared(p, grows, v(1), 1, lambda: [[1, square(c * σ / (n + 2))]])


def share_positive(p: Prover) -> int:
    """share >= 0 where p > 1/2."""
    above = inverse_positive(p, term(2 * rate - 1)[0])
    return combine(p, ge(share, 0), [[1, above, square(c * σ)]])


def for_the_share(p: Prover, conclusion: Formula, by: Callable[[], Any]) -> int:
    """What holds for every a >= 0 with (2p - 1)a = c²σ² holds for the share, where p > 1/2."""
    share_positive(p)
    return p.instance(p.prove(forall(a, conclusion, given=[fits, a >= 0]), by=by), {a: share}, by=algebra)


def near_the_share(p: Prover) -> tuple[int, int]:
    """v(K) is a/K and a multiple of Q², from below and up to a smaller part from above, for 1/2 < p <= 1."""
    return _from_below(p), _from_above(p)


def _from_below(p: Prover) -> int:
    enough = p.number(ge(a, 0).data)
    return _compared(p, not_less, v(1) - a, 1, lambda: [[1, enough, missed, p.have(gt(1 / K, 0), signs)]], 1)


def _from_above(p: Prover) -> int:
    enough, left = (p.number(ge(t, 0).data) for t in (a, 1 - rate))

    def residue() -> list[Data]:
        over_k = p.have(gt(1 / K, 0), signs)
        return [[1, enough, missed, over_k], [1, enough, left, missed, over_k, over_k]]

    return _compared(p, little_more, v(1) - rate * a, -1, residue, 1)


def below_the_product(p: Prover) -> int:
    """v(K) <= (v(1) - share) Q² for p < 1/2, where the share is negative."""
    inverse = inverse_positive(p, term(1 - 2 * rate)[0])
    combine(p, ge(0, share), [[1, inverse, square(c * σ)]])
    whole = p.prove(forall(a, forall(n, not_more), given=[fits, a <= 0]), by=lambda: _negative_share(p))
    with_share = p.instance(whole, {a: share}, by=algebra)
    return p.prove(forall(n, below), by=lambda: _without_share(p, with_share))


def _negative_share(p: Prover) -> None:
    negative = p.number(ge(0, a).data)
    _compared(p, not_more, v(1) - a, -1, lambda: [[1, negative, missed, p.have(gt(1 / K, 0), signs)]], 1)


def _without_share(p: Prover, whole: int) -> None:
    here, weight, negative = p.instance(whole, {n: n}), p.have(gt(1 / K, 0), signs), p.number(ge(0, share).data)
    combine(p, below, [[1, here], [1, negative, weight]])


def square(t: Expr) -> Data:
    return ["square", term(t)[0]]


missed = square((1 - rate) / (n + 2))


def _compared(p: Prover, goal: Formula, start: Expr, way: int, residue: Callable[[], list[Data]], use: int = 0) -> int:
    """By induction: one step multiplies both sides by the squared factor and leaves a residue of one sign."""
    one = p.number(eq(Q(0) ** 2, 1).data)
    first = substitute(goal.data, {"n": 0})

    def step() -> None:
        before = len(p.facts) - 1
        moment, product = (p.instance(forall(n, f), {n: n}) for f in (next_law, next_product))
        laws_ = [[way, moment], [term(-way * start)[0], product]]
        fraction = [[term(-way / (n + 2) ** 2)[0], p.number(fits.data)]] if use else []
        summands = [[1, square(factor), before], *residue()]
        combine(p, substitute(goal.data, {"n": ["+", "n", 1]}), summands, [*laws_, *fraction])

    base: Callable[[], int] = lambda: combine(p, first, [], [[term(-way * start)[0], one]])  # noqa: E731
    return p.induct(n, goal, base=base, step=step, say="step by step")
