"""Steps c/k with cλ < 1/2: the second moment is C Q² less at most a multiple of 1/K, for a constant C."""

from qedescent.analytic.notation import n
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import (
    K,
    Q,
    c,
    factor,
    next_factor,
    next_law,
    next_product,
    noise,
    rate,
    square,
    v,
    σ,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover, Reason
from qedescent.proofs.language.symbols import natural, real

C, e, B = real("C e B")
m = natural("m")

lost = noise / (1 - 2 * rate)
above = forall(n, ge(C * Q(n) ** 2, v(K)))
bounds = forall(m, ge(B * Q(n + m) ** 2, v(n + m + 1)))
least = forall((n, B), ge(B, C), given=[bounds])  # C is the least number above v/Q², from any step on
near = ge(lost, K * (C * Q(n) ** 2 - v(K)))
constant = forall(C, forall(n, near), given=[above, least])

fits = eq(e * (1 - 2 * rate), noise)  # a letter for what is lost, to keep fractions small
there, over = n + m + 1, 1 / (n + m + 1)
kept = ge((v(K) + e / K) * Q(n + m) ** 2, (v(there) + e * over) * Q(n) ** 2)
all_kept = forall((e, n), forall(m, kept), given=[fits, e >= 0])


def has_a_constant(p: Prover) -> int:
    """`constant` for 0 < p < 1/2, after `laws`."""
    p.induct(n, gt(Q(n), 0), base=signs, step=lambda: _positive(p), say="every factor is positive")
    p.prove(all_kept, by=lambda: p.induct(m, kept, base=lambda: _same(p), step=lambda: _kept(p), say="step by step"))
    combine(p, ge(lost, 0), [[1, inverse_positive(p, term(1 - 2 * rate)[0]), square(c * σ)]])
    return p.prove(constant, by=lambda: p.prove(forall(n, near), by=lambda: _near(p)))


def _positive(p: Prover) -> None:
    before, new = len(p.facts) - 1, p.instance(next_factor, {n: n})
    combine(p, gt(Q(n + 1), 0), [[1, before, p.have(gt(1 - rate / (n + 2), 0), signs)]], [[1, new]])


def _same(p: Prover) -> None:
    combine(p, substitute(kept.data, {"m": 0}))


def _kept(p: Prover) -> None:
    """A step leaves a residue e(1 - p)²/(K(K + 1)²) on the larger side."""
    before, enough = len(p.facts) - 1, p.number(ge(e, 0).data)
    moment, product = (p.instance(forall(n, f), {n: n + m}) for f in (next_law, next_product))
    residue = [1, enough, square(Q(n) * (1 - rate) / (there + 1)), p.have(gt(over, 0), signs)]
    equations = [
        [term(v(K) + e / K)[0], product],
        [term(-(Q(n) ** 2))[0], moment],
        [term(Q(n) ** 2 / (there + 1) ** 2)[0], p.number(fits.data)],
    ]
    summands = [[1, square(factor.xreplace({n: n + m})), before], residue]
    combine(p, substitute(kept.data, {"m": ["+", "m", 1]}), summands, equations)


def _near(p: Prover) -> None:
    """C is at most B = (v + lost/K)/Q², which v/Q² never exceeds from here on."""
    all_later = p.instance(all_kept, {e: lost, n: n}, by=algebra)
    p.instance(forall(n, gt(Q(n), 0)), {n: n})
    ratio = (v(K) + lost / K) / Q(n) ** 2
    never = Reason("from here on v/Q² stays below", lambda q, wanted: _never(q, wanted, all_later))
    at_most = p.instance(least, {n: n, B: ratio}, by=never)
    combine(p, near, [[1, ["natural", ["+", "n", 1]], at_most, square(Q(n))]])


def _never(p: Prover, wanted: Data, all_later: int) -> None:
    p.prove(Formula(wanted), by=lambda: _below(p, wanted[3], all_later))


def _below(p: Prover, wanted: Data, all_later: int) -> None:
    here, inverse = p.instance(all_later, {m: m}), inverse_positive(p, term(Q(n))[0])
    room = [1, p.number(ge(lost, 0).data), p.have(gt(over, 0), signs)]
    combine(p, wanted, [[1, inverse, inverse, here], room])
