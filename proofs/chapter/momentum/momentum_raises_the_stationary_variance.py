"""Momentum raises the stationary variance"""

from qedescent.analytic.moments import small_step_variance, stationary_moments, stationary_variance
from qedescent.analytic.notation import k, n, v, α, ε, θ, λ, σ
from qedescent.analytic.rules import momentum, sgd
from qedescent.numeric.evidence.power import runs_for_mean, runs_for_variance
from qedescent.numeric.measure import comparison, joint_moments
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.proofs.chapter.momentum import moments_of_heavy_ball as lemmas
from qedescent.proofs.chapter.momentum.moments_of_heavy_ball import means, second_moments
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies, independent, ne
from qedescent.proofs.language.symbols import E, real

ID = "hb-stationary-variance"

position, velocity, ξ = lemmas.position, lemmas.velocity, lemmas.ξ
margin = 2 * (1 + α) - ε * λ
variance = ε * σ**2 * (1 + α) / (λ * (1 - α) * margin)
agitation = 2 * ε**2 * σ**2 / ((1 - α) * margin)
covariance = agitation / 2
η = real("η")  # the effective step size ε/(1 - α)
effectively = (eq(η * (1 - α), ε), η * λ < 2, gt(λ * (2 - η * λ), 0))
first_order = small_step_variance(ε, α)
plain = stationary_variance(sgd)
converges = gt(λ * (2 - ε * λ), 0)
same_moments, same_means = lemmas.unchanged(second_moments), lemmas.unchanged(means)
stationary = [eq(now, value) for now, value in zip(second_moments(n), (variance, covariance, agitation), strict=True)]

given = (
    λ > 0,
    ε > 0,
    α >= 0,
    α < 1,
    ε * λ < 2 * (1 + α),
    forall(k, eq(velocity(k + 1), lemmas.step(v))),
    forall(k, eq(position(k + 1), lemmas.step(θ))),
    independent(ξ, position, velocity),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
conclusion = (
    forall(n, both(*(eq(now, 0) for now in means(n))), given=same_means),
    forall(n, both(*stationary), given=same_moments),
    forall(n, both(*same_moments), given=stationary),
    implies([α > 0, converges, ε * λ < 1 + α, ne(σ, 0)], gt(variance, plain)),
    implies([α > 0, converges, ε * λ > 1 + α, ne(σ, 0)], gt(plain, variance)),
    implies(ne(σ, 0), gt(variance, first_order)),
    eq(variance, first_order * (1 + ε * λ / margin)),
    forall(η, eq(plain.xreplace({ε: η}), first_order * (1 + η * λ / (2 - η * λ))), given=effectively),
)
claim = (
    r"On $\lambda\theta^2/2$ with gradient noise of variance $\sigma^2$, independent of the past, let $0\le\alpha<1$ and "
    r"$0<\varepsilon\lambda<2(1+\alpha)$. If a step leaves the second moments of $\theta$ and $v$ as they are, then they are "
    r"$\mathrm{E}\,\theta^2=\varepsilon\sigma^2(1+\alpha)/(\lambda(1-\alpha)(2(1+\alpha)-\varepsilon\lambda))$, with "
    r"$\mathrm{E}\,v^2=2\varepsilon^2\sigma^2/((1-\alpha)(2(1+\alpha)-\varepsilon\lambda))$ and $\mathrm{E}\,\theta v$ half of "
    r"it, around means that are 0; and a step does leave these as they are. For small steps the first is "
    r"$\varepsilon\sigma^2/(2\lambda(1-\alpha))$, exceeded by exactly the share "
    r"$\varepsilon\lambda/(2(1+\alpha)-\varepsilon\lambda)$; gradient descent at the effective step size "
    r"$\eta=\varepsilon/(1-\alpha)$ exceeds the same by the share $\eta\lambda/(2-\eta\lambda)$. For $\alpha>0$ it is more than "
    r"gradient descent's variance at the same step size as long as $\varepsilon\lambda<1+\alpha$, and less between $1+\alpha$ "
    r"and 2."
)
source = "Own derivation; compare Gitman et al. 2019"
notes = (
    r"Momentum raises the variance for $\varepsilon\lambda<1+\alpha$ only, which the inventory leaves out: on steps longer "
    r"than that, where gradient descent is close to its own bound of 2, momentum lowers it.",
    r"What is proved is that the stationary second moments are these and no others; that the moments converge to them from "
    r"every start is measured here, and follows from the stability region, but is not part of the certificate.",
)


def proof(p):
    centred, forced, kept, more, less, above, share, effective = conclusion
    p.have(gt(1 - α, 0), signs)
    p.have(gt(margin, 0), signs)
    for product in (λ * (1 - α) * margin, (1 - α) * margin, λ * (1 - α)):
        p.have(gt(product, 0), signs)
    for pair, value in {(θ, θ): variance, (θ, v): covariance, (v, v): agitation}.items():
        p.show(eq(value, stationary_moments(momentum)[pair]), by=algebra.saying("the solution of the Lyapunov equation"))
    for law in lemmas.one_step():
        p.prove(law, by=algebra.saying("the update rule; the noise is independent of what came before"))
    for law in lemmas.mean_step():
        p.prove(law, by=algebra.saying("the noise has mean 0"))
    p.prove(kept, by=lambda: _kept(p))
    p.prove(forced, by=lambda: lemmas.show_second_moments(p, margin, variance, covariance, agitation))
    p.prove(centred, by=lambda: lemmas.show_means(p))
    excess = 2 * α * ε * σ**2 * (1 + α - ε * λ) / (λ * (1 - α) * margin * (2 - ε * λ))
    p.prove(more, by=lambda: _compared(p, variance - plain, excess))
    p.prove(less, by=lambda: _compared(p, plain - variance, -excess))
    p.prove(above, by=lambda: _compared(p, variance - first_order, agitation / 4))
    p.show(share, by=algebra)
    p.prove(effective, by=algebra.saying("gradient descent at the effective step size"))


def _kept(p):
    for same in same_moments:
        p.show(same, by=algebra.saying("the moments after a step"))


def _compared(p, difference, amount):
    p.have(gt(σ**2, 0), signs)
    p.calc(difference).equals(amount, by=algebra).more_than(0, by=signs).done()


RUNS = runs_for_variance(1.1)  # tells a tenth; the rivals are farther off, but for one


def measured(moment, runs=RUNS, steps=200):
    """A second moment of running heavy ball on noisy quadratics."""

    def measure(step_size, momentum, curvature, noise_scale, seed):
        problem = NoisyQuadratic(curvature, noise_scale)
        return moment(Momentum(step_size, momentum), problem, runs, steps, seed)

    return measure


def compare(quantity, moment, predicted, rival, means, over, **size):
    return Experiment(quantity, measured(moment, **size), predicted, over, rival, means, random=True)


def beside_longer_steps(step_size, momentum, curvature, noise_scale, seed):
    """Heavy ball's mean square over that of gradient descent with the same effective step size and the same noise."""
    problem, longer = NoisyQuadratic(curvature, noise_scale), SGD(step_size / (1 - momentum))
    runs = runs_for_mean(0.034, 0.5)  # from 1; run by run the two differ by half of their mean square
    return comparison.ratio(problem, Momentum(step_size, momentum), longer, runs=runs, steps=200, seed=seed)


SMALL = {ε: (0.1,), α: (0.9,), λ: (1,), σ: (1,)}
MANY = {"runs": runs_for_variance(37 / 38), "steps": 120}  # the first order in ε is 37/38 of the variance there
WIDE = {ε: (0.05, 0.8), α: (0.5, 0.9), λ: (2,), σ: (3,)}
uncorrelated = ε**2 * σ**2 / (1 - α**2)
experiment = (
    compare("variance of θ", joint_moments.position_variance, variance, plain, "the variance without momentum", WIDE),
    compare("variance of θ", joint_moments.position_variance, variance, first_order, "the first order in ε", SMALL, **MANY),
    compare("variance of θ", joint_moments.position_variance, variance, plain, "variance not raised by momentum", SMALL, **MANY),
    compare("variance of v", joint_moments.velocity_variance, agitation, uncorrelated, "the pull of the quadratic forgotten", WIDE),
    compare("covariance of θ and v", joint_moments.covariance, covariance, agitation, "all of the variance of v", WIDE),
    Experiment(
        quantity="variance of θ over that of gradient descent with the step size ε/(1 - α) on the same noise",
        measure=beside_longer_steps,
        predicted=variance / plain.xreplace({ε: ε / (1 - α)}),
        rival=1,
        rival_means="momentum is a longer step and no more",
        over={ε: (0.05,), α: (0.5,), λ: (1,), σ: (1,)},
        random=True,
    ),
)


def figure(axis):
    """Stationary variance against momentum (λ = σ = 1): at a fixed step size it rises; at a fixed effective step size
    ε/(1 − α) it stays nearly what gradient descent has. Measured over 10,000 runs; the formula; and its first order."""
    from qedescent.proofs.report.figure import COLOURS

    fine, tried = [i / 100 for i in range(97)], [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95]
    fixed, effective = (lambda a: 0.2), (lambda a: 0.5 * (1 - a))
    names = r"$\varepsilon=0.2$", r"$\varepsilon=(1-\alpha)/2$"
    for size, shade, mark, name in zip((fixed, effective), ("measured", "further"), "os", names, strict=True):
        found = [measured(joint_moments.position_variance, 10_000)(size(a), a, 1.0, 1.0, 0).value for a in tried]
        for form, line, colour in ((variance, "-", "predicted"), (first_order, ":", "rival")):
            values = [float(form.subs({ε: size(a), α: a, λ: 1, σ: 1})) for a in fine]
            axis.plot(fine, values, line, color=COLOURS[colour], linewidth=1)
        axis.plot(tried, found, mark, color=COLOURS[shade], label=name)
    axis.set_yscale("log")
    axis.set_xlabel(r"momentum $\alpha$")
    axis.set_ylabel(r"variance of $\theta$")
    axis.legend()
