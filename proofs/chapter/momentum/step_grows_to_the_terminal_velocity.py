"""Under a constant gradient the step grows to ε‖g‖/(1 − α)"""

from qedescent.analytic.constant_gradient import terminal_speed, velocity
from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import momentum
from qedescent.proofs.finders.distances import stays_below
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, tends_to
from qedescent.proofs.language.symbols import norm2, real, sequence, vector

ID = "terminal-velocity"

position, moving = sequence("θ v", "vec")
gradient = vector("g")
length = real("γ")
speed = -velocity(n).xreplace({g: length})
travelled = -ε / (1 - α) * (n - α * (1 - α**n) / (1 - α))
terminal = terminal_speed().xreplace({g: length})


def step(target):
    """The rule's next value of θ or v under the constant gradient."""
    return next_values(momentum)[target].xreplace({v: moving(k), θ: position(k), g: gradient})


given = (
    α >= 0,
    α < 1,
    ε > 0,
    length >= 0,
    eq(length**2, norm2(gradient)),
    eq(moving(0), 0),
    forall(k, eq(moving(k + 1), step(v))),
    forall(k, eq(position(k + 1), step(θ))),
)
conclusion = (
    forall(n, eq(moving(n), velocity(n).xreplace({g: gradient}))),
    forall(n, eq(norm2(moving(n)), speed**2)),
    forall(n, ge(speed.xreplace({n: n + 1}), speed)),
    tends_to(n, speed, terminal),
    forall(n, eq(position(n), position(0) + travelled * gradient)),
)
claim = (
    r"From rest, under a constant gradient $g$ of length $\gamma=\|g\|$ and with $0\le\alpha<1$, the velocity after $n$ steps "
    r"is $-\varepsilon g(1-\alpha^n)/(1-\alpha)$. The length of a step grows from $\varepsilon\gamma$ at the first towards "
    r"the terminal value $\varepsilon\gamma/(1-\alpha)$."
)
source = "Goodfellow, Bengio and Courville 2016, equation 8.17; own induction"


def proof(p):
    closed, squared, grows, limit, path = conclusion
    law = eq(moving(n), velocity(n).xreplace({g: gradient}))
    p.induct(n, law, base=algebra, step=algebra.saying("the update rule"))
    p.have(gt((1 - α) ** 2, 0), signs)
    p.prove(squared, by=algebra)
    not_negative = forall(n, ge(α**n, 0))
    p.induct(n, ge(α**n, 0), base=signs, step=signs, say="powers of a number that is not negative")
    p.prove(grows, by=lambda: _grows(p, not_negative, grows))
    show_limit(p, limit, terminal, α, by=lambda: _near(p, not_negative))
    along = eq(position(n), position(0) + travelled * gradient)
    p.induct(n, along, base=algebra, step=algebra.saying("the sum of the velocities"))
    p.prove(path, by=algebra)


def _grows(p, not_negative, grows):
    p.instance(not_negative, {n: n})
    p.calc(speed.xreplace({n: n + 1})).equals(speed + ε * length * α**n, by=algebra)
    p.have(ge(ε * length * α**n, 0), signs)
    p.have(ge(speed.xreplace({n: n + 1}), speed), sign(degree=1))


def _near(p, not_negative):
    p.instance(not_negative, {n: n})
    stays_below(p, speed, terminal, terminal * α**n)
