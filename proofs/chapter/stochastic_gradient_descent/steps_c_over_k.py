"""SGD with steps c/k on a noisy quadratic: its second moment against products of the factors 1 - p/k, p = cλ."""

from sympy import Expr, Rational, Sum

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, independent, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, natural, real, sequence

c, rate = real("c p")
j = natural("j")
x, ξ = sequence("x ξ", "random")
v, Q = sequence("v Q")

K = n + 1  # steps taken
noise = c**2 * σ**2
share = noise / (2 * rate - 1)  # what K times the second moment tends to when p > 1/2
factor = (n + 2 - rate) / (n + 2)
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
    forall(n, eq(Q(n + 1), (1 - rate / (n + 2)) * Q(n))),
)
law = forall(k, eq((k + 1) ** 2 * v(k + 1), (k + 1 - rate) ** 2 * v(k) + noise))
next_law = eq(v(n + 2), factor**2 * v(n + 1) + noise / (n + 2) ** 2)
next_product = eq(Q(n + 1) ** 2, factor**2 * Q(n) ** 2)
half = Rational(1, 2)
above_half, below_half = gt(rate, half), gt(half, rate)
over = v(n + 1) - share / K  # the second moment less the share that falls like 1/K
shrunk = ge(v(n + 1), v(1) * Q(n) ** 2)
not_less = ge(over, (v(1) - share) * Q(n) ** 2)
not_more = ge((v(1) - share) * Q(n) ** 2, over)
not_much_more = ge((v(1) - rate * share) * Q(n) ** 2, over + share * (1 - rate) / K**2)


def laws(p: Prover) -> None:
    """The laws of the second moment and of the product, in the form in which the comparisons use them."""
    new = algebra.saying("the noise is independent of the iterate")
    p.prove(law, by=new)
    p.prove(forall(n, next_law), by=algebra)
    p.prove(forall(n, next_product), by=algebra)


def shrinks_no_faster(p: Prover) -> None:
    """v(K) >= v(1) Q²: noise only adds."""
    p.induct(n, shrunk, base=algebra_sign, step=lambda: _compare(p, shrunk, [1, _square(noise_root)]))
