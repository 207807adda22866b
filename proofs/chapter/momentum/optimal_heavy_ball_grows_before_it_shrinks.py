"""At Polyak's optimum the error first grows, then shrinks like k rᵏ"""

from qedescent.analytic.notation import n, v, θ, λ
from qedescent.analytic.quadratic import on_quadratic
from qedescent.analytic.rules import momentum
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.finders.distances import alternates_within
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import alternating_sign, line_below_power, slower_powers_win
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import natural, sequence

ID = "hb-transient"

k = natural("k")
x, v_x, y, v_y = sequence("x v y w")
m, s, rate = polyak.m, polyak.s, polyak.rate
slower = s / (s + m)
soft = (1 + 2 * n * m / (s + m)) * rate**n
stiff = (1 + 2 * n * s / (s + m)) * (-1) ** n * rate**n
height = 1 + 2 * s / m
envelope = height * slower**n


def follows(position, velocity, curvature):
    """Heavy ball with Polyak's parameters along one curvature, from rest at 1."""
    push = on_quadratic(momentum)[v].xreplace(polyak.best).xreplace({λ: curvature, θ: position(k), v: velocity(k)})
    moved = dict(momentum.assignments)[θ].xreplace({θ: position(k), v: velocity(k + 1)})
    return (
        eq(position(0), 1),
        eq(velocity(0), 0),
        forall(k, eq(velocity(k + 1), push)),
        forall(k, eq(position(k + 1), moved)),
    )


given = (m > 0, s > m, *follows(x, v_x, m**2), *follows(y, v_y, s**2))
conclusion = (
    forall(n, eq(x(n), soft)),
    forall(n, eq(y(n), stiff)),
    implies(s**2 > 2 * s * m + m**2, gt(y(1) ** 2, y(0) ** 2)),
    forall(n, both(ge(envelope, y(n)), ge(y(n), -envelope))),
    tends_to(n, y(n), 0),
)
claim = (
    r"With Polyak's parameters, from rest at 1, and with $m=\sqrt\mu$, $s=\sqrt L$, $r=(s-m)/(s+m)$: along curvature $\mu$ "
    r"the iterate is $(1+2nm/(s+m))\,r^n$, along curvature $L$ it is $(1+2ns/(s+m))(-r)^n$. For $\sqrt\kappa=s/m>1+\sqrt2$ the "
    r"second first grows in size; it then decays, faster than the envelope $(1+2\sqrt\kappa)(s/(s+m))^n$."
)
source = "Own derivation: both ends of the spectrum have a double root"


def proof(p):
    along_soft, along_stiff, grows, below, limit = conclusion
    p.have(gt((s + m) ** 2, 0), signs)
    for law, position, velocity, form in ((along_soft, x, v_x, soft), (along_stiff, y, v_y, stiff)):
        change = form.xreplace({n: n + 1}) - form
        pair = [eq(position(n), form), eq(velocity(n + 1), change)]
        both_laws = p.induct(n, pair, base=algebra, step=algebra, say="a double root: the rule keeps both formulas")
        p.prove(law, by=lambda at=both_laws: p.instance(at, {n: n}))
    p.prove(grows, by=lambda: _grows(p))
    slower_powers_win(p, n, rate, slower)
    alternates = alternating_sign(p, n)
    p.prove(below, by=lambda: _below(p, alternates))
    show_limit(p, limit, height, slower, by=lambda: p.instance(below, {n: n}), say="it stays below the envelope")


def _grows(p):
    growth = 8 * s**2 * (s**2 - 2 * s * m - m**2) / (s + m) ** 4
    p.show(eq(y(1), stiff.xreplace({n: 1})), by=algebra)
    p.calc(y(1) ** 2 - y(0) ** 2).equals(growth, by=algebra).more_than(0, by=signs).done()


def _below(p, alternates):
    """The sign alternates; the size is a line times a power of the rate."""
    slope = 2 * s / (s + m)
    p.instance(alternates, {n: n})
    line_below_power(p, n, slope, rate, slower, bound=height)
    p.have(ge((1 + n * slope) * rate**n, 0), signs)
    law = p.show(eq(y(n), stiff), by=algebra)
    alternates_within(p, y(n), (-1) ** n, (1 + n * slope) * rate**n, envelope, law)
