"""Steps of one size on a noisy quadratic: the variance of the sum of the iterates, from the minimum."""

from typing import Any

from qedescent.analytic.notation import k, n, ε, λ, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, real, sequence

z, T, ξ = sequence("z T ξ", "random")  # the iterates and their sums
A = real("A")
definitions = (
    ε > 0,
    ε * λ < 2,
    eq(A, 1 - ε * λ),
    eq(z(0), 0),
    forall(k, eq(z(k + 1), z(k) - ε * (λ * z(k) + ξ(k)))),
    eq(T(0), 0),
    forall(k, eq(T(k + 1), T(k) + z(k + 1))),
)
bracket = n - 2 * A * (1 - A**n) / (1 - A) + A**2 * (1 - A ** (2 * n)) / (1 - A**2)
total = σ**2 / λ**2 * bracket
spread = ε**2 * σ**2 / (1 - A**2)  # the stationary variance
unit = eq(ε**2 * σ**2 / (1 - A) ** 2, σ**2 / λ**2)


def laws(i: Any) -> tuple[Formula, ...]:
    """The second moments of the iterate and of the sum of the iterates."""
    moments = (
        (z(i) ** 2, spread * (1 - A ** (2 * n))),
        (z(i) * T(i), spread * (1 - A**n) * (1 - A ** (n + 1)) / (1 - A)),
        (T(i) ** 2, ε**2 * σ**2 / (1 - A) ** 2 * bracket),
    )
    return tuple(eq(E(moment), value.xreplace({n: i})) for moment, value in moments)


def variance_of_the_sum(p: Prover) -> None:
    """E T(n)² = total for every n."""
    for margin in (1 - A, 1 + A, 1 - A**2, (1 - A) ** 2):
        p.have(gt(margin, 0), signs)
    p.prove(forall(k, eq(z(k + 1), A * z(k) - ε * ξ(k))), by=algebra)
    p.induct(n, laws(n), base=algebra, step=lambda: _next(p))
    size = combine(p, eq(ε * λ, 1 - A), [], [[1, p.number(definitions[2].data)]])
    combine(p, unit, [], [[term(σ**2 * (ε * λ + 1 - A) / (λ**2 * (1 - A) ** 2))[0], size]])
    p.prove(forall(n, eq(E(T(n) ** 2), total)), by=lambda: _total(p))


def _total(p: Prover) -> None:
    law, same = p.instance(forall(n, both(*laws(n))), {n: n}) + 3, p.number(unit.data)
    combine(p, eq(E(T(n) ** 2), total), [], [[1, law], [term(bracket)[0], same]], say="εσ/(1 - A) is σ/λ")


def _next(p: Prover) -> None:
    new = algebra.saying("the noise is new: no mixed term")
    own = p.show(eq(E(z(n + 1) ** 2), A**2 * E(z(n) ** 2) + ε**2 * σ**2), by=new)
    cross = p.show(eq(E(z(n + 1) * T(n)), A * E(z(n) * T(n))), by=new)
    square = p.number(laws(n)[0].data), p.number(laws(n)[1].data), p.number(laws(n)[2].data)
    first, second, third = laws(n + 1)
    position_law = p.show(first, by=using(own, square[0], words="the geometric sum of the noise"))
    product = p.have(eq(E(z(n + 1) * T(n + 1)), E(z(n + 1) * T(n)) + E(z(n + 1) ** 2)), algebra)
    p.show(second, by=using(product, cross, position_law, square[1], words="old sum and new iterate"))
    whole = p.have(eq(E(T(n + 1) ** 2), E(T(n) ** 2) + 2 * E(z(n + 1) * T(n)) + E(z(n + 1) ** 2)), algebra)
    p.show(third, by=using(whole, cross, position_law, square[1], square[2], words="squaring the sum"))
