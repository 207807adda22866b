"""With a constant step the noise leaves a floor of εσ²/(λ(2 − ελ))"""

from qedescent.analytic.moments import stationary_variance
from qedescent.analytic.notation import k, ε, λ, σ
from qedescent.analytic.rules import sgd
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, independent, tends_to
from qedescent.proofs.language.symbols import E, natural, sequence

ID = "sgd-constant-step-floor"

θ, ξ = sequence("θ ξ", "random")
n = natural("n")
A = 1 - ε * λ
floor = stationary_variance(sgd)
start = E(θ(0) ** 2)

given = (
    λ > 0,
    ε > 0,
    ε * λ < 2,
    forall(k, eq(θ(k + 1), θ(k) - ε * (λ * θ(k) + ξ(k)))),
    independent(ξ, θ),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
conclusion = (
    forall(n, eq(E(θ(n)), A**n * E(θ(0)))),
    forall(n, eq(E(θ(n) ** 2), floor + A ** (2 * n) * (start - floor))),
    eq(floor, ε * σ**2 / (λ * (2 - ε * λ))),
    tends_to(n, E(θ(n) ** 2), floor),
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$ and a constant step "
    r"$0<\varepsilon<2/\lambda$ the mean of the iterate decays like $(1-\varepsilon\lambda)^n$, but its second moment tends "
    r"to $\varepsilon\sigma^2/(\lambda(2-\varepsilon\lambda))$, so the excess error to "
    r"$\varepsilon\sigma^2/(2(2-\varepsilon\lambda))$, not to 0."
)
source = "Classical; own derivation"


def proof(p):
    mean, square, form, limit = conclusion
    p.have(gt(2 - ε * λ, 0), signs)
    p.induct(n, eq(E(θ(n)), A**n * E(θ(0))), base=algebra, step=algebra.saying("the noise has mean 0"))
    p.show(form, by=algebra)
    law = eq(E(θ(n) ** 2), floor + A ** (2 * n) * (start - floor))
    p.induct(n, law, base=algebra, step=algebra.saying("the noise is independent of the iterate"))
    p.have(ge(θ(0) ** 2, 0), sign(θ(0)))
    p.step("mean", fact=p.number(ge(θ(0) ** 2, 0).data))
    p.show(gt(1, A**2), by=signs.saying("1 - A² = ελ(2 - ελ)"))
    p.have(forall(n, ge(A ** (2 * n), 0)), sign(A**n))
    show_limit(p, limit, start + floor, A**2, by=lambda: _bounded(p, law), say="the distance shrinks by A² a step")


def _bounded(p, law):
    """Rewrites the second moment by its law; both signs of the distance are then plain."""
    p.have(law, algebra)
    p.have(ge(A ** (2 * n), 0), sign(A**n))
    p.have(ge(floor, 0), signs)
    distance = A ** (2 * n)
    for goal in (ge((start + floor) * distance, E(θ(n) ** 2) - floor), ge((start + floor) * distance, floor - E(θ(n) ** 2))):
        p.have(goal, signs)
