"""A gradient step changes a quadratic cost by −ε‖g‖² + ε²⟨g, Hg⟩/2"""

from sympy import Integer, Rational

from qedescent.analytic.notation import ε, λ
from qedescent.numeric.measure.cost_change import (
    break_even,
    cubic_remainder,
    network_cost_change,
    quadratic_cost_change,
    remainder_order,
)
from qedescent.proofs.chapter.ill_conditioning import taylor_remainder as lemmas
from qedescent.proofs.chapter.ill_conditioning.taylor_remainder import x, y, θ
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, iff
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

ID = "taylor-step-change"

H = function("H", "vec", "vec")
J = function("J", "real", "vec")
g, b = vector("g b")
a, c = real("a c")
change = -ε * norm2(g) + ε**2 / 2 * dot(g, H(g))
limit = 2 * norm2(g) / dot(g, H(g))
rises = J(θ - ε * g) > J(θ)

linear = forall((x, y, a), eq(H(x + a * y), H(x) + a * H(y)))
symmetric = forall((x, y), eq(dot(x, H(y)), dot(H(x), y)))
cost = forall(x, eq(J(x), c + dot(b, x) + Rational(1, 2) * dot(x, H(x))))
quadratic = (linear, symmetric, cost, eq(g, b + H(θ)))
exact = forall(ε, eq(J(θ - ε * g) - J(θ), change))

given = (*quadratic, *lemmas.smooth)
conclusion = (
    exact,
    forall(ε, both(*iff(rises, ε > limit)), given=[ε > 0, dot(g, H(g)) > 0]),
    forall(ε, lemmas.remainder, given=[ε >= 0]),
)
claim = (
    r"For a quadratic cost $J(\theta)=c+b^\top\theta+\tfrac12\theta^\top H\theta$ with gradient $g=b+H\theta$ a gradient "
    r"step changes the cost by exactly $-\varepsilon g^\top g+\tfrac12\varepsilon^2g^\top Hg$. Where $g^\top Hg>0$ the "
    r"step raises the cost exactly when $\varepsilon>2g^\top g/g^\top Hg$. For any cost $f$ with gradient $d$ at $\theta$ "
    r"and with a Hessian that is Lipschitz with constant $M$, the same expansion is off by at most "
    r"$\varepsilon^3M\|d\|^3/6$."
)
source = "Goodfellow, Bengio and Courville 2016, equations 4.9 and 8.10; remainder by own integration"
notes = (
    r"$G$ is the gradient of $f$ and $K(x,u)$ its Hessian at $x$ applied to $u$; $\varphi$ and $\psi$ name $f$ and $d^\top G$ "
    r"on the line $\theta-\tau d$, so that their derivatives can be written down; $\gamma=\|d\|$. The bound on the remainder "
    r"is attained by $M\theta^3/6$.",
    r"The seed notes watch $g^\top g$ and $g^\top Hg$ without the step size. A cost multiplied by $c$ multiplies the first by "
    r"$c^2$ and the second by $c^3$, so the two can be compared only with $\varepsilon$.",
)


def proof(p):
    _exact, turns, remainder = conclusion
    here = show_exact(p)
    p.prove(turns, by=lambda: _turns(p, here))
    p.prove(remainder, by=lambda: lemmas.show_remainder(p))


def show_exact(p):
    """The change of a cost that is known to be `quadratic`, for every step size."""
    return p.prove(exact, by=lambda: _exact(p))


def _exact(p):
    line = p.instance(linear, {x: θ, a: -ε, y: g})
    swap = p.instance(symmetric, {x: g, y: θ})
    end, start = p.instance(cost, {x: θ - ε * g}), p.instance(cost, {x: θ})
    p.show(eq(H(θ - ε * g), H(θ) - ε * H(g)), by=using(line, words="H is linear"))
    p.show(eq(dot(g, H(θ)), dot(H(g), θ)), by=using(swap, words="H is symmetric"))
    slope = p.show(eq(b, g - H(θ)), by=algebra.saying("the gradient at θ"))
    p.show(eq(J(θ - ε * g) - J(θ), change), by=using(end, start, line, swap, slope, words="inserting the cost and the gradient"))


def _turns(p, here):
    p.instance(here, {ε: ε})
    forward, backward = iff(rises, ε > limit)
    p.prove(forward, by=signs.saying("dividing by ε⟨g, Hg⟩/2 > 0"))
    p.prove(backward, by=signs.saying("multiplying by ε⟨g, Hg⟩/2 > 0"))


instance = {norm2(g): Integer(2), dot(g, H(g)): 1 + λ}  # where the measured steps begin
cubic = {lemmas.M: Integer(2), lemmas.γ: Integer(9)}  # θ³/3 at 3
experiment = (
    Experiment(
        quantity="change of a quadratic cost for one step",
        measure=quadratic_cost_change,
        predicted=change.xreplace(instance),
        rival=(2 * change + ε * norm2(g)).xreplace(instance),
        rival_means="the factor 1/2 of the second-order term dropped",
        over={ε: (0.1, 0.5, 1.0), λ: (4,)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="step size from which on a step raises the cost",
        measure=break_even,
        predicted=limit.xreplace(instance),
        rival=(dot(g, H(g)) / norm2(g)).xreplace(instance),
        rival_means="gᵀg and gᵀHg compared the wrong way round",
        over={λ: (4, 25)},
        tolerance=1e-9,
    ),
    Experiment(
        quantity="order in ε, from ε to 10ε, of what the expansion leaves on a small network",
        measure=remainder_order,
        predicted=3,
        rival_means="the factor 1/2 dropped: order 2 is left",
        control=lambda step_size: remainder_order(step_size, half=1.0),
        over={ε: (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)},
        tolerance=0.01,
    ),
    Experiment(
        quantity="what the expansion leaves of one step on θ³/3 from 3",
        measure=cubic_remainder,
        predicted=-lemmas.largest.xreplace(cubic),
        rival=-3 * lemmas.largest.xreplace(cubic),
        rival_means="1/2 for the constant 1/6",
        over={ε: (0.01, 0.1)},
        tolerance=1e-8,
    ),
)


def figure(axis):
    """Change of a cost by one gradient step, in multiples of the best step and of the largest decrease: on a quadratic the
    measured steps lie on the parabola and turn uphill at twice the best step (dashed); on a small network they leave it."""
    from qedescent.proofs.report.figure import COLOURS

    shares, (_, square, bend) = [i / 50 for i in range(1, 126)], network_cost_change(1.0)
    axis.plot(shares, [s**2 - 2 * s for s in shares], "-", color=COLOURS["predicted"], label="second order")
    axis.plot(shares[:50], [-2 * s for s in shares[:50]], ":", color=COLOURS["rival"], label="first order")
    tried = shares[4::6]
    on_quadratic = [quadratic_cost_change(s * 2 / 5, 4.0).value / (2 / 5) for s in tried]
    on_network = [network_cost_change(s * square / bend)[0] / (square**2 / bend / 2) for s in tried]
    axis.plot(tried, on_quadratic, "o", color=COLOURS["measured"], markersize=4, label="measured, quadratic")
    axis.plot(tried, on_network, "^", color=COLOURS["further"], markersize=4, label="measured, network")
    axis.axhline(0, color=COLOURS["faint"], linewidth=0.8)
    axis.axvline(2, color=COLOURS["faint"], linestyle="--", linewidth=0.8)
    axis.annotate(r"$\varepsilon=2\,g^\top g\,/\,g^\top Hg$", (1.97, 0.1), ha="right")
    axis.set_xlabel(r"step size, in multiples of $g^\top g\,/\,g^\top Hg$")
    axis.set_ylabel("change of the cost")
    axis.legend(loc="upper left")
