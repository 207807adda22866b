"""Steps 2/(λ(k + 1)) on a noisy quadratic, from the minimum: variances of the plain and of the weighted mean."""

from typing import Any

from sympy import Rational, Sum

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, tends_to, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, natural, sequence

y, S, W, ξ = sequence("y S W ξ", "random")  # y(k) is the iterate k + 1; S and W are sums of iterates
j = natural("j")

definitions = (
    eq(y(0), 0),
    forall(k, eq(y(k + 1), y(k) - 2 / (λ * (k + 2)) * (λ * y(k) + ξ(k)))),
    eq(S(0), 0),
    forall(k, eq(S(k + 1), S(k) + y(k + 1))),
    eq(W(0), 0),
    forall(k, eq(W(k + 1), W(k) + (k + 2) * y(k + 1))),
)
unit = σ**2 / λ**2
harmonic = Sum(1 / (j + 1), (j, 0, n - 1))
iterate = Rational(2, 3) * unit * (2 * n + 3) / ((n + 1) * (n + 2))
plain = Rational(2, 3) * unit * n * (2 * n + 1) / (n + 1)
weighted = unit * (n * (8 * n**2 + 39 * n + 79) / 27 - Rational(2, 3) * harmonic)
next_and_plain = Rational(2, 3) * unit * n / (n + 1)
next_and_weighted = unit * n * (4 * n**2 + 15 * n + 17) / (9 * (n + 1) * (n + 2))
mean_of_plain = tends_to(n, E(S(n) ** 2) / (n + 1), Rational(4, 3) * unit)
mean_of_weighted = tends_to(n, 4 * E(W(n) ** 2) / ((n + 1) * (n + 2) ** 2), Rational(32, 27) * unit)
conclusion = (
    forall(n, eq(E(y(n + 1) ** 2), iterate)),
    forall(n, eq(E(S(n) ** 2), plain)),
    mean_of_plain,
    forall(n, eq(E(W(n) ** 2), weighted)),
    mean_of_weighted,
)


few = both(ge(harmonic, 0), ge(n, harmonic))
NEW = algebra.saying("the noise is new: no mixed term")


def means(p: Prover) -> None:
    """The variances after n + 1 steps, and their limits."""
    p.induct(n, eq(E(y(n + 1) ** 2), iterate), base=algebra, step=NEW)
    for total, weight, law, mixed in ((S, 1 + 0 * n, plain, next_and_plain), (W, n + 2, weighted, next_and_weighted)):
        p.prove(_shrinks(total), by=NEW)
        cross, square = eq(E(y(n + 1) * total(n)), mixed), eq(E(total(n) ** 2), law)
        p.induct(n, cross, base=algebra, step=lambda t=total, w=weight, c=cross: _cross(p, t, w, c))
        p.induct(n, square, base=algebra, step=lambda t=total, w=weight, c=cross, q=square: _square(p, t, w, c, q))
    p.induct(n, few, base=signs, step=lambda: _harmonic(p))
    show_limit(p, mean_of_plain, 2 * unit, by=lambda: _plain_mean(p), say="an error of order 1/K")
    show_limit(p, mean_of_weighted, 5 * unit, by=lambda: _weighted_mean(p), say="an error of order 1/K")


def _shrinks(total: Any) -> Formula:
    """The next iterate has k/(k + 2) of this one in common with a sum up to it."""
    return forall(k, eq(E(y(k + 1) * total(k)), k / (k + 2) * E(y(k) * total(k))))


def _grows(total: Any, weight: Any) -> Formula:
    return forall(k, eq(total(k + 1), total(k) + weight.xreplace({n: k}) * y(k + 1)))


def _cross(p: Prover, total: Any, weight: Any, cross: Formula) -> None:
    """The next iterate is (n + 1)/(n + 3) times this one and new noise, and this one is in the sum."""
    before, square = len(p.facts) - 1, p.instance(forall(n, eq(E(y(n + 1) ** 2), iterate)), {n: n})
    older = E(y(n + 1) * total(n))
    shrunk, new = p.instance(_shrinks(total), {k: n + 1}), p.instance(_grows(total, weight), {k: n})
    product = p.step("rewrite", fact=new, **{"in": ["E", ["*", term(y(n + 1))[0], "#"]]})
    summed = combine(p, eq(E(y(n + 1) * total(n + 1)), older + weight * E(y(n + 1) ** 2)), [], [[1, product]])
    p.show(Formula(substitute(cross.data, {"n": ["+", "n", 1]})), by=using(shrunk, summed, before, square, words="the sum so far"))


def _square(p: Prover, total: Any, weight: Any, cross: Formula, square: Formula) -> None:
    before = len(p.facts) - 1
    mixed, own = p.instance(forall(n, cross), {n: n}), p.instance(forall(n, eq(E(y(n + 1) ** 2), iterate)), {n: n})
    older = E(total(n) ** 2) + 2 * weight * E(y(n + 1) * total(n)) + weight**2 * E(y(n + 1) ** 2)
    product = p.step("rewrite", fact=p.instance(_grows(total, weight), {k: n}), **{"in": ["E", ["^", "#", 2]]})
    whole = combine(p, eq(E(total(n + 1) ** 2), older), [], [[1, product]])
    p.show(Formula(substitute(square.data, {"n": ["+", "n", 1]})), by=using(whole, mixed, before, own, words="squaring the sum"))


def _harmonic(p: Prover) -> None:
    above, below, over = len(p.facts) - 2, len(p.facts) - 1, p.have(gt(1 / (n + 1), 0), signs)
    more, less = (substitute(part, {"n": ["+", "n", 1]}) for part in few.data[1:])
    combine(p, more, [[1, above], [1, over]])
    combine(p, less, [[1, below], [1, ["natural", "n"], over]])


SQUARE = ["square", term(σ / λ)[0]]


def _plain_mean(p: Prover) -> None:
    law, over = p.instance(conclusion[1], {n: n}), p.have(gt(1 / (n + 1), 0), signs)
    distance, factor = E(S(n) ** 2) / (n + 1) - Rational(4, 3) * unit, term(1 / (n + 1))[0]
    third, rest = ["/", 2, 3], ["natural", term(3 * n + 2)[0]]
    above = [[2, SQUARE, over], [third, SQUARE, rest, over, over]]
    combine(p, ge(2 * unit / (n + 1), distance), above, [[["-", factor], law]])
    combine(p, ge(2 * unit / (n + 1), -distance), [[third, SQUARE, over, over]], [[factor, law]])


def _weighted_mean(p: Prover) -> None:
    """With 0 <= 1 + 1/2 + ... + 1/n <= n the distance is a fraction of order 1/n."""
    law, some = p.instance(conclusion[3], {n: n}), p.instance(forall(n, few), {n: n})
    over = [p.have(gt(1 / (n + i), 0), signs) for i in (1, 2, 2)]
    distance = 4 * E(W(n) ** 2) / ((n + 1) * (n + 2) ** 2) - Rational(32, 27) * unit
    factor, part, whole = term(4 / ((n + 1) * (n + 2) ** 2))[0], ["/", 8, 3], ["/", 1, 27]
    for way, rest, harmonic_fact in ((1, 139 * n**2 + 480 * n + 668, some + 1), (-1, 131 * n**2 + 528 * n + 412, some + 2)):
        summands = [[whole, SQUARE, ["natural", term(rest)[0]], *over], [part, SQUARE, harmonic_fact, *over]]
        combine(p, ge(5 * unit / (n + 1), way * distance), summands, [[["-", factor] if way > 0 else factor, law]])
