"""Steps c/k shrink the mean by M = (1 - p)(1 - p/2) ... (1 - p/K), which is Γ(K + 1 - p)/(Γ(1 - p)Γ(K + 1)), like 1/Kᵖ."""

from sympy import Integer, Rational

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.products_of_one_minus_p_over_k import (
    b,
    like_root,
    root,
)
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import Q, rate, x
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, implies, ne, tends_to, term
from qedescent.proofs.language.prover import Data, Prover, Reason, TakenAsGiven
from qedescent.proofs.language.symbols import E, function, natural, real, sequence

M = sequence("M")
Γ, power = function("Γ"), function("pow", "real", "real", "real")  # pow(u, s) is the s-th power of u > 0
u, w, s = real("u w s")
m, N = natural("m N")

definition = eq(M(0), 1), forall(k, eq(M(k + 1), (1 - rate / (k + 1)) * M(k)))
no_pole = forall(m, ne(u + m, 0))
functional = forall(u, eq(Γ(u + 1), u * Γ(u)), given=[no_pole])
positive = forall(u, gt(Γ(u), 0), given=[u > 0])
wendel = forall(
    (u, s),
    both(ge(power(u, s) * Γ(u), Γ(u + s)), ge(power(u + s, 1 - s) * Γ(u + s), u * Γ(u))),
    given=[u > 0, s >= 0, s <= 1],
)
split = forall((u, s), both(gt(power(u, s), 0), eq(power(u, s) * power(u, 1 - s), u)), given=[u > 0])
monotone = forall((u, w, s), ge(power(u, s), power(w, s)), given=[u >= w, w > 0, s >= 0])
axioms = (
    TakenAsGiven("The Gamma function", "Euler; Γ(1) = 1, Γ(u + 1) = uΓ(u) but at the poles, Γ(u) > 0 for u > 0",
                 both(eq(Γ(1), 1), functional, positive)),
    TakenAsGiven("Wendel's inequality for ratios of Gamma functions", "Wendel 1948", wendel),
    TakenAsGiven("Powers", "laws of real powers of positive numbers", both(split, monotone)),
)  # fmt: skip

mean_law = forall(k, eq(E(x(k + 1)), (1 - rate / (k + 1)) * E(x(k))))
mean = forall(k, eq(E(x(k)), M(k) * E(x(0))))
gone = forall(N, forall(n, eq(E(x(N + n + 1)), 0)), given=[eq(rate, N + 1)])
not_natural = forall(m, ne(m + 1 - rate, 0))
ratio = eq(M(k) * Γ(1 - rate) * Γ(k + 1), Γ(k + 1 - rate))
as_gamma = implies(not_natural, forall(k, ratio))
scaled = power(k + 1, rate) * Γ(1 - rate) * M(k)
limit = tends_to(k, scaled, Integer(1))
between = both(ge(scaled, 1), ge(k + 1, (k + 1 - rate) * scaled))
fifth = gt((k + 1) * M(k) ** 5, Rational(4, 5) ** 5)
as_product = forall(n, eq(M(n + 1), (1 - rate) * Q(n)))


def shrinks(p: Prover) -> None:
    """`mean`, `as_product`, `gone` and `as_gamma`."""
    p.prove(mean_law, by=algebra.saying("the noise is 0 on average"))
    p.induct(k, eq(E(x(k)), M(k) * E(x(0))), base=algebra, step=algebra, say="factor by factor")
    p.induct(n, eq(M(n + 1), (1 - rate) * Q(n)), base=algebra, step=algebra, say="the same factors")
    p.prove(gone, by=lambda: _gone(p))
    p.prove(as_gamma, by=lambda: p.induct(k, ratio, base=algebra, step=lambda: _next_ratio(p), say="Γ(u + 1) = uΓ(u)"))


def _gone(p: Prover) -> None:
    """The factor of step K = p is 0, and so is every mean after it."""
    p.induct(n, eq(E(x(N + n + 1)), 0), base=lambda: _zero(p), step=lambda: _stays_zero(p), say="1 - p/K = 0 at K = p")


def _zero(p: Prover) -> None:
    here, natural_rate = p.instance(mean_law, {k: N}), p.number(eq(rate, N + 1).data)
    combine(p, eq(E(x(N + 1)), 0), [], [[1, here], [term(-E(x(N)) / (N + 1))[0], natural_rate]])


def _stays_zero(p: Prover) -> None:
    before, here = len(p.facts) - 1, p.instance(mean_law, {k: N + n + 1})
    combine(p, eq(E(x(N + n + 2)), 0), [], [[1, here], [term(1 - rate / (N + n + 2))[0], before]])


def _next_ratio(p: Prover) -> None:
    before, new = len(p.facts) - 1, p.instance(definition[1], {k: k})
    raised = p.instance(functional, {u: k + 1 - rate}, by=Reason("p is no natural number", _not_natural))
    whole = p.instance(functional, {u: k + 1}, by=Reason("k + 1 is positive", _positive))
    weight = (k + 1 - rate) / (k + 1)
    goal = substitute(ratio.data, {"k": ["+", "k", 1]})
    equations = [
        [term(weight * (k + 1))[0], before],
        [term(Γ(1 - rate) * Γ(k + 2))[0], new],
        [-1, raised],
        [term(weight * M(k) * Γ(1 - rate))[0], whole],
    ]
    combine(p, goal, [], equations)


def _not_natural(p: Prover, wanted: Data) -> None:
    p.prove(Formula(wanted), by=lambda: p.instance(not_natural, {m: k + m}))


def _positive(p: Prover, wanted: Data) -> None:
    def act() -> None:
        p.step("nonzero", goal=wanted[3], product=[p.have(gt(k + 1 + m, 0), signs)])

    p.prove(Formula(wanted), by=act)


def falls_like_a_power(p: Prover) -> None:
    """`limit` for 0 < p < 1, after `shrinks`: 1 <= (K + 1)ᵖ Γ(1 - p) M(K) <= (K + 1)/(K + 1 - p)."""
    p.prove(not_natural, by=lambda: p.step("nonzero", goal=not_natural.data[3], product=[p.have(gt(m + 1 - rate, 0), signs)]))
    p.instance(as_gamma, {})
    p.prove(forall(k, between), by=lambda: _between(p))
    room = inverse_positive(p, term(1 - rate)[0])
    show_limit(p, limit, rate / (1 - rate), by=lambda: _close(p, room), say="an error of order 1/K")


def _between(p: Prover) -> None:
    """Wendel's inequality for Γ(K + 1)/Γ(K + 1 - p), and powers of K + 1 in place of those of K + 1 - p."""
    base, full = k + 1 - rate, power(k + 1, rate)
    p.have(gt(base, 0), signs)
    below, above = (p.instance(wendel, {u: base, s: rate}, by=signs) + i for i in (1, 2))
    whole = p.instance(split, {u: k + 1, s: rate}, by=signs) + 1
    grows = p.instance(monotone, {u: k + 1, w: base, s: rate}, by=signs)
    own, _ = (p.instance(positive, {u: place}, by=signs) for place in (base, k + 1))
    here, under = p.instance(forall(k, ratio), {k: k}), inverse_positive(p, term(Γ(k + 1))[0])
    share = full / Γ(k + 1)
    first, second = between.data[1:]
    combine(p, first, [[1, under, grows, own], [1, under, below]], [[term(share)[0], here]])
    combine(p, second, [[1, under, whole, above]], [[term(-base * share)[0], here], [-1, whole + 1]])


def _close(p: Prover, room: int) -> None:
    at_least = p.instance(forall(k, between), {k: k}) + 1
    p.have(gt(k + 1 - rate, 0), signs)
    inverse, over = inverse_positive(p, term(k + 1 - rate)[0]), p.have(gt(1 / (k + 1), 0), signs)
    small, positive_rate = ["/", term(rate / (1 - rate))[0], ["+", "k", 1]], p.number(gt(rate, 0).data)
    rest = [1, ["natural", "k"], ["square", rate.name], room, over, inverse]
    combine(p, [">=", small, term(scaled - 1)[0]], [[1, at_least + 1, inverse], rest])
    combine(p, [">=", small, term(1 - scaled)[0]], [[1, at_least], [1, positive_rate, room, over]])


def above_a_fifth(p: Prover) -> None:
    """`fifth` for every k where p = 1/5, from `like_root` for the fifth power."""
    falls = p.instance(forall(b, forall(n, like_root), given=[root]), {b: 4}, by=algebra)
    p.induct(k, fifth, base=lambda: _first(p), step=lambda: _fifth(p, falls), say="(4/5)⁵ times what holds for Q")


def _first(p: Prover) -> None:
    one = p.step("rewrite", fact=p.number(definition[0].data), **{"in": ["^", "#", 5]})
    combine(p, substitute(fifth.data, {"k": 0}), [[term(1 - Rational(4, 5) ** 5)[0]]], [[1, one]])


def _fifth(p: Prover, all_fall: int) -> None:
    """M(k + 1) is (4/5) Q(k), and (k + 1) Q(k)⁵ is at least 1."""
    falls, same = p.instance(all_fall, {n: k}) + 1, p.instance(as_product, {n: k})
    exact = p.have(eq(rate, Rational(1, 5)), algebra)
    factor = combine(p, eq(M(k + 1), Rational(4, 5) * Q(k)), [], [[1, same], [term(-Q(k))[0], exact]])
    raised = p.step("rewrite", fact=factor, **{"in": ["^", "#", 5]})
    over = p.have(gt(1 / (k + 1), 0), signs)
    above = combine(p, gt(Q(k) ** 5, 0), [[1, falls, over], [1, over]])
    weight = term(Rational(4, 5) ** 5)[0]
    combine(p, substitute(fifth.data, {"k": ["+", "k", 1]}), [[weight, falls], [weight, above]], [[["+", "k", 2], raised]])
