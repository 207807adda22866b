"""On a quadratic Nesterov momentum is heavy ball with a damped velocity"""

from qedescent.analytic.notation import g, k, v, α, ε, θ, λ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import nesterov
from qedescent.numeric.measure.lookahead import (
    AtFullVelocity,
    gap_to_damped_form,
    gap_to_lookahead_form,
    kept_velocity,
)
from qedescent.numeric.optimizers import Momentum, Nesterov
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, gt
from qedescent.proofs.language.symbols import dot, function, real, sequence, vector

ID = "nesterov-update"

x, w = sequence("θ v", "vec")
G = function("G", "vec", "vec")
H = function("H", "vec", "vec")
b, p1, p2, e = vector("b y w e")
a, steeper = real("a λ_2")


def state(k):
    return {θ: x(k), v: w(k)}


def lookahead(k):
    """The point where the gradient is taken."""
    return nesterov.query.xreplace(state(k))


def after(symbol, k):
    """What the rule of Algorithm 8.3 makes of θ or v after step k, the gradient taken at the look-ahead point."""
    return next_values(nesterov)[symbol].xreplace({**state(k), g: G(lookahead(k))})


given = (
    forall(k, eq(w(k + 1), after(v, k))),
    forall(k, eq(x(k + 1), after(θ, k))),
)
linear = (
    forall(p1, eq(G(p1), b + H(p1))),
    forall((p1, p2, a), eq(H(p1 + a * p2), H(p1) + a * H(p2))),
)
eigen = (forall(p1, eq(dot(e, H(p1)), dot(H(e), p1))), eq(H(e), λ * e))
damped_step = eq(w(k + 1), α * (w(k) - ε * H(w(k))) - ε * G(x(k)))
factor = α * (1 - ε * λ)
along = eq(dot(e, w(k + 1)), factor * dot(e, w(k)) - ε * dot(e, G(x(k))))
conclusion = (
    forall(k, eq(x(k + 1), lookahead(k) - ε * G(lookahead(k)))),
    forall(k, eq(lookahead(k + 1), x(k + 1) + α * (x(k + 1) - x(k)))),
    forall(k, damped_step, given=linear),
    forall((e, λ, k), along, given=[*linear, *eigen]),
    forall((λ, steeper), gt(factor, factor.xreplace({λ: steeper})), given=[ε > 0, α > 0, steeper > λ]),
)
claim = (
    r"Let $\theta$ and $v$ follow Algorithm 8.3 with any gradient $G$, and let $y_k=\theta_k+\alpha v_k$ be "
    r"the point where the gradient is taken. Then $\theta_{k+1}=y_k-\varepsilon G(y_k)$ and "
    r"$y_{k+1}=\theta_{k+1}+\alpha(\theta_{k+1}-\theta_k)$: Nesterov's accelerated gradient. On a quadratic, "
    r"$G(\theta)=b+H\theta$, it is heavy ball with $\alpha(1-\varepsilon H)v$ in place of $\alpha v$. Along an "
    r"eigenvector of a symmetric $H$ the velocity is thus multiplied by $\alpha(1-\varepsilon\lambda)$ instead "
    r"of $\alpha$: the larger the curvature $\lambda$, the smaller this factor."
)
source = "Sutskever et al. 2013; Goodfellow, Bengio and Courville 2016, equations 8.21 and 8.22, Algorithm 8.3"
notes = (
    "The first two equations hold for a step size and a momentum that are constant; with a schedule the second "
    "takes the momentum of the next step.",
    r"Beyond $\varepsilon\lambda=1$ the factor is negative, and beyond $\varepsilon\lambda=2$ it is larger than $\alpha$ in "
    "size: there nothing is damped.",
    "The seed notes write Δ for the gradient in this update, where ∇ is meant.",
)


def proof(p):
    step, extrapolation, damped, eigenvector, order = conclusion
    p.prove(step, by=algebra.saying("the velocity inserted"))
    p.prove(extrapolation, by=algebra.saying("the velocity is the last step"))
    p.prove(damped, by=lambda: _damped(p))
    p.prove(eigenvector, by=lambda: _along(p))
    p.prove(order, by=signs)


def _damped(p):
    p.instance(linear[1], {p1: x(k), p2: w(k), a: α})
    p.show(damped_step, by=algebra.saying("the gradient is linear"))


def _along(p):
    _damped(p)
    p.instance(eigen[0], {p1: w(k)})
    p.show(along, by=algebra.saying("⟨e, Hv⟩ = ⟨He, v⟩ = λ⟨e, v⟩"))


OVER = {ε: (0.01, 0.1), α: (0.5, 0.9)}


def gap(measure, rule):
    """The gap between a form and the running optimizer of this rule."""
    return lambda step_size, momentum: measure(rule(step_size, momentum))


experiment = (
    Experiment(
        quantity="largest gap to heavy ball with a damped velocity, on a quadratic",
        measure=gap(gap_to_damped_form, Nesterov),
        predicted=(0, 1e-12),
        control=gap(gap_to_damped_form, Momentum),
        rival_means="heavy ball, the damping left out",
        over=OVER,
    ),
    Experiment(
        quantity="largest gap to the form in the look-ahead point, on a cost that is not quadratic",
        measure=gap(gap_to_lookahead_form, Nesterov),
        predicted=(0, 1e-12),
        control=gap(gap_to_lookahead_form, AtFullVelocity),
        rival_means="the gradient taken at θ + v",
        over=OVER,
    ),
    Experiment(
        quantity="what a step from the minimum leaves of a velocity of 1",
        measure=lambda step_size, momentum, curvature: kept_velocity(Nesterov(step_size, momentum), curvature),
        predicted=factor,
        rival=α - ε * λ,
        rival_means="the damping without the factor α, as if the gradient were taken at θ + v",
        over={**OVER, λ: (1, 10)},
        tolerance=1e-12,
    ),
)


def figure(axis):
    """Four steps on curvatures 1 and 10 from the same start. Nesterov momentum first goes where its velocity leads (dotted, to a
    cross), takes the gradient there and steps along it; heavy ball (dashed) takes it where it stands, and overshoots across."""
    from qedescent.numeric.measure.lookahead import two_paths
    from qedescent.proofs.report.figure import COLOURS

    path, other, ahead = two_paths(0.09, 0.8, 4)
    axis.plot(*other.T, "s--", color=COLOURS["rival"], label="heavy ball", markersize=4)
    for here, asked, there in zip(path[:-1], ahead, path[1:], strict=True):
        axis.plot(*zip(here, asked, strict=True), ":", color=COLOURS["predicted"])
        axis.plot(*zip(asked, there, strict=True), "-", color=COLOURS["measured"], linewidth=1.2)
    axis.plot(*ahead.T, "x", color=COLOURS["predicted"], label=r"look-ahead $\theta+\alpha v$")
    axis.plot(*path.T, "o", color=COLOURS["measured"], label="Nesterov", markersize=5)
    axis.set_xlabel("along the valley")
    axis.set_ylabel("across")
    axis.legend()
