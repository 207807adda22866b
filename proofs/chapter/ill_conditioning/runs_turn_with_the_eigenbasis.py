"""Runs of SGD and momentum turn with the Hessian's eigenbasis, and AdaGrad's do not"""

from sympy import Rational, sqrt

from qedescent.analytic.notation import g, r, δ, ε, θ
from qedescent.analytic.rules import adagrad, momentum, nesterov, sgd
from qedescent.numeric.measure.eigenbasis import gap, gap_by_hand, refused
from qedescent.numeric.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov
from qedescent.numeric.schedules import inverse_root
from qedescent.proofs.chapter.ill_conditioning.runs_in_turned_coordinates import (
    Q,
    gradients,
    linear,
    noises,
    p1,
    p2,
    show_sums,
    show_that_it_turns,
    size,
    turns,
    weighted_sums,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies
from qedescent.proofs.language.symbols import dot, function, real

ID = "eigenbasis-run"

H, Λ = function("H Λ", "vec", "vec")  # Λ is the Hessian in the eigenbasis
c, s, λ1, λ2, b1, b2, R = real("c s λ_1 λ_2 b_1 b_2 r")

isometry = forall((p1, p2), eq(dot(Q(p1), Q(p2)), dot(p1, p2)))
given = (linear, gradients, noises)

rules = (sgd, momentum, nesterov)
turned = (c * b1 - s * b2, s * b1 + c * b2)  # Q b for the rotation with cosine c and sine s
entries = ((c**2 * λ1 + s**2 * λ2, c * s * (λ1 - λ2)), (c * s * (λ1 - λ2), s**2 * λ1 + c**2 * λ2))  # of Q Λ Q'
scaled = (c * λ1 * b1 - s * λ2 * b2, s * λ1 * b1 + c * λ2 * b2)  # Q Λ b
plane = forall(
    (c, s, λ1, λ2, b1, b2),
    both(*(eq(row[0] * turned[0] + row[1] * turned[1], z) for row, z in zip(entries, scaled, strict=True))),
    given=[eq(c**2 + s**2, 1)],
)


def first_step(gradient, squared):
    """What the first step of AdaGrad adds to a coordinate."""
    return dict(adagrad.assignments)[θ].xreplace({g: gradient, r: squared, ε: size(0)}) - θ


along_the_axis, in_the_plane = c * first_step(1, 1), first_step(c, R)  # both the first coordinate of the original basis
apart = forall(
    (c, R, δ),
    gt(along_the_axis, in_the_plane),
    given=[c > 0, c < 1, size(0) > 0, δ >= 0, eq(R, c**2), gt(δ + sqrt(R), 0), gt(δ + 1, 0)],
)
same_cost = forall(p1, eq(dot(Q(p1), H(Q(p1))), dot(p1, Λ(p1))))
conclusion = (
    *(turns(rule) for rule in rules),
    weighted_sums,
    implies([isometry, forall(p1, eq(H(Q(p1)), Q(Λ(p1))))], same_cost),
    plane,
    apart,
)
claim = (
    r"Let $Q$ be linear and let the gradients in two coordinate systems answer each other, $G(Qp)=Q\,\Gamma(p)$, as those of "
    r"$\theta^\top H\theta/2$ and of $y^\top\Lambda y/2$ do for $H=Q\Lambda Q^\top$. If the noise does too, $\xi_k=Q\eta_k$, and "
    r"the runs start alike, then $\theta_k=Qy_k$ at every step of SGD, momentum and Nesterov momentum, whatever the step sizes, "
    r"the momenta and the noise; weighted sums of iterates turn with them, and for an orthogonal $Q$ the cost is the same. In the "
    r"plane $Q\Lambda Q^\top$ is written out. AdaGrad does not turn: after a gradient of length 1 along an eigenvector "
    r"$(c,\dots)$ with $0<c<1$ its first step in the original coordinates is longer there, "
    r"$\varepsilon c/(\delta+c)>\varepsilon c/(\delta+1)$."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.2.1; own derivation"
notes = (
    "This is what allows a measurement on a quadratic in d dimensions to run in the eigenbasis, where a gradient costs d products "
    "and not d². The ensemble refuses it for a rule that does not turn with the basis, which it finds out by running the rule.",
    "Noise that is Gaussian with a multiple of the identity as covariance has the same law in both systems; of any other noise it "
    "is the turned one that must be drawn, as it is here.",
)


def proof(p):
    *_, cost, in_entries, first = conclusion
    for rule in rules:
        show_that_it_turns(p, rule)
    show_sums(p)
    p.prove(cost, by=lambda: p.prove(same_cost, by=lambda: _same_cost(p)))
    p.prove(in_entries, by=algebra.saying("c² + s² = 1"))
    p.prove(first, by=lambda: _apart(p))


def _same_cost(p):
    p.instance(isometry, {p1: p1, p2: Λ(p1)})
    p.show(eq(dot(Q(p1), H(Q(p1))), dot(p1, Λ(p1))), by=algebra.saying("Q keeps inner products"))


def _apart(p):
    for known, by in ((R >= 0, signs), (c >= 0, signs), (eq(c**2, R), algebra)):
        p.have(known, by)
    p.step("root", of=p._term(R), **{"is": p._term(c)})
    p.have(gt(δ + c, 0), signs)
    more = size(0) * c * (1 - c) / ((δ + 1) * (δ + c))
    p.calc(along_the_axis - in_the_plane).equals(more, by=algebra.saying("√r = c")).more_than(0, by=signs).done()
    p.show(gt(along_the_axis, in_the_plane), by=signs)


SAME = (0, Rational(1, 10**10))


def turning(name, rule):
    """A rule whose run in the eigenbasis, made by the ensemble, is its run in the original coordinates."""
    return Experiment(
        quantity=f"largest relative difference between both runs of {name} on a turned Hessian",
        measure=lambda seed: gap(rule, seed),
        predicted=SAME,
        control=lambda seed: gap_by_hand(rule, seed, back=True),
        rival_means="turned back by Q' in place of Q",
        random=True,
    )


def seeing_coordinates(name, rule):
    """A rule whose runs are two."""
    return Experiment(
        quantity=f"largest relative difference between both runs of {name} on a turned Hessian",
        measure=lambda seed: gap_by_hand(rule, seed),
        predicted=(Rational(1, 100), 10),
        rival=SAME,
        rival_means=f"{name} taken to turn with the basis",
        random=True,
    )


experiment = (
    turning("SGD", SGD(0.01)),
    turning("SGD with steps 1/(100√k)", SGD(inverse_root(0.01))),
    turning("momentum", Momentum(0.01)),
    turning("Nesterov momentum", Nesterov(0.005)),
    seeing_coordinates("AdaGrad", AdaGrad(0.1)),
    seeing_coordinates("Adam", Adam(0.1)),
    Experiment(
        quantity="rules of the chapter's eight that the ensemble refuses in the eigenbasis",
        measure=refused,
        predicted=5,
        control=lambda seed: refused(seed, in_eigenbasis=False),
        rival_means="the original coordinates, in which none is refused",
        random=True,
    ),
)


def figure(left, right):
    """Noisy runs on a Hessian of curvatures 1 and 10, turned by 30°: in the original coordinates (line) and, with the same noise,
    in the eigenbasis and turned (dots). Left SGD, where both are one run; right AdaGrad, where they are two."""
    from qedescent.numeric.measure.eigenbasis import paths_in_the_plane
    from qedescent.proofs.report.figure import COLOURS

    for axis, rule, name in ((left, SGD(0.05), "SGD"), (right, AdaGrad(0.5), "AdaGrad")):
        plain, turned_ = paths_in_the_plane(rule)
        axis.plot(*plain.T, "-", color=COLOURS["predicted"], linewidth=1, label=f"{name}, original")
        axis.plot(*turned_.T, "o", color=COLOURS["measured"], markersize=3, label=f"{name}, turned")
        axis.set_aspect("equal")
        axis.set_xlabel(r"$\theta_1$")
        axis.legend(loc="lower right", fontsize=7)
    left.set_ylabel(r"$\theta_2$")
