"""Momentum raises the stationary variance"""

from qedescent.analytic.moments import small_step_variance, stationary_moments, stationary_variance
from qedescent.analytic.notation import k, n, v, α, ε, θ, λ, σ
from qedescent.analytic.rules import momentum, sgd
from qedescent.proofs.chapter.momentum.moments_of_heavy_ball import (
    mean_step, means, one_step, position, second_moments, step, velocity, ξ,
)  # fmt: skip
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies, independent, ne
from qedescent.proofs.language.symbols import E

ID = "hb-stationary-variance"

margin = 2 * (1 + α) - ε * λ
variance = ε * σ**2 * (1 + α) / (λ * (1 - α) * margin)
agitation = 2 * ε**2 * σ**2 / ((1 - α) * margin)
covariance = agitation / 2
first_order = small_step_variance(ε, α)
plain = stationary_variance(sgd)
converges = gt(λ * (2 - ε * λ), 0)


same_moments = [eq(after, now) for after, now in zip(second_moments(n + 1), second_moments(n), strict=True)]
same_means = [eq(after, now) for after, now in zip(means(n + 1), means(n), strict=True)]
values = (variance, covariance, agitation)

given = (
    λ > 0,
    ε > 0,
    α >= 0,
    α < 1,
    ε * λ < 2 * (1 + α),
    forall(k, eq(velocity(k + 1), step(v))),
    forall(k, eq(position(k + 1), step(θ))),
    independent(ξ, position, velocity),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
conclusion = (
    forall(n, both(*(eq(now, 0) for now in means(n))), given=same_means),
    forall(n, both(*(eq(now, value) for now, value in zip(second_moments(n), values, strict=True))), given=same_moments),
    forall(
        n,
        both(*(eq(after, value) for after, value in zip(second_moments(n + 1), values, strict=True))),
        given=[eq(now, value) for now, value in zip(second_moments(n), values, strict=True)],
    ),
    implies([α > 0, converges, ε * λ < 1 + α, ne(σ, 0)], gt(variance, plain)),
    implies([α > 0, converges, ε * λ > 1 + α, ne(σ, 0)], gt(plain, variance)),
    implies(ne(σ, 0), gt(variance, first_order)),
)
claim = (
    r"On $\lambda\theta^2/2$ with gradient noise of variance $\sigma^2$, independent of the past, let $0\le\alpha<1$ and "
    r"$0<\varepsilon\lambda<2(1+\alpha)$. If a step leaves the second moments of $\theta$ and $v$ as they are, then they are "
    r"$\mathrm{E}\,\theta^2=\varepsilon\sigma^2(1+\alpha)/(\lambda(1-\alpha)(2(1+\alpha)-\varepsilon\lambda))$, with "
    r"$\mathrm{E}\,v^2=2\varepsilon^2\sigma^2/((1-\alpha)(2(1+\alpha)-\varepsilon\lambda))$ and $\mathrm{E}\,\theta v$ half of "
    r"it, around means that are 0; and a step does leave these as they are. This is more than the first-order value "
    r"$\varepsilon\sigma^2/(2\lambda(1-\alpha))$; for $\alpha>0$ it is more than gradient descent's variance at the same step "
    r"size as long as $\varepsilon\lambda<1+\alpha$, and less between $1+\alpha$ and 2."
)
source = "Own derivation; compare Gitman et al. 2019"
notes = (
    r"Momentum raises the variance for $\varepsilon\lambda<1+\alpha$ only, which the inventory leaves out: on steps longer "
    r"than that, where gradient descent is close to its own bound of 2, momentum lowers it.",
    r"The small-step formula says that momentum behaves like gradient descent at the effective step size "
    r"$\varepsilon/(1-\alpha)$; it underestimates the variance for every $\varepsilon>0$.",
    r"What is proved is that the stationary second moments are these and no others; that the moments converge to them from "
    r"every start is measured here, and follows from the stability region, but is not part of the certificate.",
)


def proof(p):
    centred, forced, kept, more, less, above = conclusion
    p.have(gt(1 - α, 0), signs)
    p.have(gt(margin, 0), signs)
    for product in (λ * (1 - α) * margin, (1 - α) * margin, λ * (1 - α)):
        p.have(gt(product, 0), signs)
    for pair, value in zip(((θ, θ), (θ, v), (v, v)), values, strict=True):
        p.show(eq(value, stationary_moments(momentum)[pair]), by=algebra.saying("the solution of the Lyapunov equation"))
    for law in one_step():
        p.prove(law, by=algebra.saying("the update rule; the noise is independent of what came before"))
    for law in mean_step():
        p.prove(law, by=algebra.saying("the noise has mean 0"))
    p.prove(kept, by=lambda: _kept(p))
    p.prove(forced, by=lambda: _forced(p))
    p.prove(centred, by=lambda: _centred(p))
    excess = 2 * α * ε * λ * σ**2 * (1 + α - ε * λ) / (λ * (1 - α) * margin * λ * (2 - ε * λ))
    p.prove(more, by=lambda: _compared(p, variance - plain, excess))
    p.prove(less, by=lambda: _compared(p, plain - variance, -excess))
    p.prove(above, by=lambda: _compared(p, variance - first_order, agitation / 4))


def _kept(p):
    for after, value in zip(second_moments(n + 1), values, strict=True):
        p.show(eq(after, value), by=algebra.saying("the moments after a step"))


def _forced(p):
    """Three linear equations for three moments."""
    steps = [p.instance(law, {n: n}) for law in one_step()]
    same = [p.number(f.data) for f in same_moments]
    x, xy, y = second_moments(n)
    half = p.show(eq(y, 2 * xy), by=adding(*steps, *same, words="what stays, and what a step makes of it"))
    ratio = p.show(eq(ε * λ * x, (1 + α) * xy), by=adding(*steps, *same, words="what stays, and what a step makes of it"))
    kept = y - (α**2 * y - 2 * α * ε * λ * xy + (ε * λ) ** 2 * x)
    noise = p.calc((1 - α) * margin * xy).equals(kept, by=using(half, ratio, words="by the last two lines"))
    balance = noise.equals(ε**2 * σ**2, by=adding(*steps, *same, words="the noise makes up for the loss")).done()
    solved = p.show(eq(xy, covariance), by=using(balance, words="dividing by (1 - α)(2(1 + α) - ελ)"))
    p.show(eq(y, agitation), by=using(half, solved, words="twice that"))
    divided = p.show(eq(x, (1 + α) * xy / (ε * λ)), by=using(ratio, words="dividing by ελ"))
    p.show(eq(x, variance), by=using(divided, solved, words="the covariance put in"))


def _compared(p, difference, amount):
    p.have(gt(σ**2, 0), signs)
    p.calc(difference).equals(amount, by=algebra).more_than(0, by=signs).done()


def _centred(p):
    """Two linear equations for two means."""
    steps = [p.instance(law, {n: n}) for law in mean_step()]
    same = [p.number(f.data) for f in same_means]
    at, speed = means(n)
    rest = p.show(eq(speed, 0), by=adding(*steps, *same, words="the mean of θ stays"))
    pull = p.show(eq(ε * λ * at, α * speed), by=adding(*steps, *same, words="the mean of v stays"))
    divided = p.show(eq(at, α * speed / (ε * λ)), by=using(pull, words="dividing by ελ"))
    p.show(eq(at, 0), by=using(divided, rest, words="the mean of v is 0"))
