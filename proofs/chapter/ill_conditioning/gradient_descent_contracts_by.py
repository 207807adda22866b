"""Gradient descent contracts by max(|1 − εμ|, |1 − εL|)"""

from qedescent.analytic.notation import L, ε, λ, μ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, iff
from qedescent.proofs.language.symbols import real

ID = "gd-quadratic-rate"

c, κ = real("c κ")
factor = iteration_matrix(sgd)[0, 0]
slow, fast = (factor.xreplace({λ: x}) for x in (μ, L))
best = 2 / (L + μ)
rate = (L - μ) / (L + μ)


def within(x, bound):
    """|x| <= bound."""
    return ge(bound, x), ge(bound, -x)


given = (μ > 0, L >= μ)
conclusion = (
    forall((ε, c, λ), both(*within(factor, c)), given=[*within(slow, c), *within(fast, c), λ >= μ, λ <= L]),
    *(forall(ε, f) for f in iff((slow < 1, slow > -1, fast < 1, fast > -1), (ε > 0, ε < 2 / L))),
    eq(slow.xreplace({ε: best}), rate),
    eq(fast.xreplace({ε: best}), -rate),
    forall((ε, c), ge(c, rate), given=[*within(slow, c), *within(fast, c)]),
    forall(κ, eq(rate, (κ - 1) / (κ + 1)), given=[eq(L, κ * μ), κ >= 1, κ + 1 > 0]),
)
claim = (
    r"On quadratics with spectrum in $[\mu,L]$ a gradient step multiplies the error along eigenvalue $\lambda$ by "
    r"$1-\varepsilon\lambda$, so the error contracts by $\max(|1-\varepsilon\mu|,|1-\varepsilon L|)$: what bounds the two "
    r"ends bounds all between. It is below 1 exactly for $0<\varepsilon<2/L$, and no step size does better than "
    r"$\varepsilon=2/(L+\mu)$ with rate $(L-\mu)/(L+\mu)=(\kappa-1)/(\kappa+1)$."
)
source = "Polyak 1987, section 1.4; own derivation"


def proof(p):
    inside, forward, backward, low, high, optimal, condition = conclusion
    p.have(gt(L, 0), signs)
    p.prove(inside, by=lambda: [_between(p, goal) for goal in within(factor, c)])
    p.prove(forward, by=signs)
    p.prove(backward, by=signs)
    p.show(low, by=algebra)
    p.show(high, by=algebra)
    p.prove(optimal, by=signs.saying("L times the first bound plus μ times the second"))
    p.prove(condition, by=algebra)


def _between(p, goal):
    """1 - ελ lies between its values at μ and L, whichever way ε points."""
    ends = sign(degree=2, words="between its values at the ends")
    p.either(ε, 0, goal, greater=ends, otherwise=ends)
