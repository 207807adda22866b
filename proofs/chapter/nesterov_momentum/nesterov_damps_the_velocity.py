"""On a quadratic Nesterov momentum is heavy ball with a damped velocity"""

from qedescent.analytic.notation import g, k, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import nesterov
from qedescent.numeric.measure.lookahead import gap_to_damped_form, gap_to_lookahead_form
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.language.formulas import eq, forall
from qedescent.proofs.language.symbols import function, real, sequence, vector

ID = "nesterov-update"

x, w = sequence("θ v", "vec")
G = function("G", "vec", "vec")
H = function("H", "vec", "vec")
b, p1, p2 = vector("b y w")
a = real("a")


def state(k):
    return {θ: x(k), v: w(k)}


def after(symbol, k):
    """What the rule of Algorithm 8.3 makes of θ or v after step k, the gradient taken at the look-ahead point."""
    return next_values(nesterov)[symbol].xreplace({**state(k), g: G(lookahead(k))})


def lookahead(k):
    """The point where the gradient is taken."""
    return nesterov.query.xreplace(state(k))


given = (
    forall(k, eq(w(k + 1), after(v, k))),
    forall(k, eq(x(k + 1), after(θ, k))),
)
linear = (
    forall(p1, eq(G(p1), b + H(p1))),
    forall((p1, p2, a), eq(H(p1 + a * p2), H(p1) + a * H(p2))),
)
damped_step = eq(w(k + 1), α * (w(k) - ε * H(w(k))) - ε * G(x(k)))
conclusion = (
    forall(k, eq(x(k + 1), lookahead(k) - ε * G(lookahead(k)))),
    forall(k, eq(lookahead(k + 1), x(k + 1) + α * (x(k + 1) - x(k)))),
    forall(k, damped_step, given=list(linear)),
)
claim = (
    r"Let $\theta$ and $v$ follow Algorithm 8.3 with any gradient $G$, and let $y_k=\theta_k+\alpha v_k$ be the point where "
    r"the gradient is taken. Then $\theta_{k+1}=y_k-\varepsilon G(y_k)$ and "
    r"$y_{k+1}=\theta_{k+1}+\alpha(\theta_{k+1}-\theta_k)$: Nesterov's accelerated gradient. On a quadratic, "
    r"$G(\theta)=b+H\theta$, it is heavy ball with $\alpha(1-\varepsilon H)v$ in place of $\alpha v$, which damps the "
    r"stiff directions most."
)
source = "Sutskever et al. 2013; Goodfellow, Bengio and Courville 2016, Algorithm 8.3"
notes = (
    "The first two equations hold for a step size and a momentum that are constant; with a schedule the second "
    "takes the momentum of the next step.",
)


def proof(p):
    step, extrapolation, damped = conclusion
    p.prove(step, by=algebra.saying("the velocity inserted"))
    p.prove(extrapolation, by=algebra.saying("the velocity is the last step"))
    p.prove(damped, by=lambda: _damped(p))


def _damped(p):
    p.instance(linear[1], {p1: x(k), p2: w(k), a: α})
    p.show(damped_step, by=algebra.saying("the gradient is linear"))


OVER = {"step_size": (0.01, 0.1), "momentum": (0.5, 0.9)}
experiment = (
    Experiment(
        quantity="largest gap to heavy ball with a damped velocity, on a quadratic",
        measure=lambda step_size, momentum: gap_to_damped_form(step_size, momentum, 1.0),
        predicted=(0, 1e-12),
        control=lambda step_size, momentum: gap_to_damped_form(step_size, momentum, 0.0),
        rival_means="the damping left out",
        over=OVER,
    ),
    Experiment(
        quantity="largest gap to the form in the look-ahead point, on a cost that is not quadratic",
        measure=lambda step_size, momentum: gap_to_lookahead_form(step_size, momentum, momentum),
        predicted=(0, 1e-12),
        control=lambda step_size, momentum: gap_to_lookahead_form(step_size, momentum, 1.0),
        rival_means="the gradient taken at θ + v",
        over=OVER,
    ),
)


def figure(axis):
    """Two steps of Nesterov momentum on a narrow quadratic: from the interim point the gradient is taken, and the step goes
    there (solid); heavy ball takes it where it stands (dashed)."""
    from qedescent.numeric.measure.lookahead import two_paths
    from qedescent.proofs.report.figure import COLOURS

    nesterov_path, heavy_ball_path, ahead = two_paths(0.09, 0.8, 7)
    axis.plot(*nesterov_path.T, "o-", color=COLOURS["measured"], label="Nesterov", markersize=4)
    axis.plot(*heavy_ball_path.T, "o--", color=COLOURS["rival"], label="heavy ball", markersize=4)
    axis.plot(*ahead.T, "x", color=COLOURS["predicted"], label=r"look-ahead $\theta+\alpha v$")
    axis.set_xlabel("along the valley")
    axis.set_ylabel("across")
    axis.legend()
