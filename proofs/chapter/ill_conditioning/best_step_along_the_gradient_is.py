"""The best step along the gradient is gᵀg / gᵀHg"""

from qedescent.analytic.notation import L, ε, μ
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

ID = "optimal-step-quadratic"

H = function("H", "vec", "vec")
g, x = vector("g x")
η = real("η")
best = norm2(g) / dot(g, H(g))


def change(step):
    """What a step along the gradient does to a quadratic cost (taylor-step-change)."""
    return -step * norm2(g) + step**2 / 2 * dot(g, H(g))


decrease = norm2(g) ** 2 / (2 * dot(g, H(g)))

given = (
    forall(x, ge(dot(x, H(x)), μ * norm2(x))),
    forall(x, ge(L * norm2(x), dot(x, H(x)))),
    μ > 0,
    gt(norm2(g), 0),
    gt(dot(g, H(g)), 0),
    gt(L, 0),
)
conclusion = (
    eq(change(best), -decrease),
    forall(ε, ge(change(ε), -decrease)),
    ge(best, 1 / L),
    ge(1 / μ, best),
    eq(change(2 * best), 0),
)
claim = (
    r"Along the gradient of a quadratic cost with Hessian $H$, $\mu I\preceq H\preceq LI$, no step does better than "
    r"$\varepsilon^*=g^\top g/g^\top Hg$, which lowers the cost by $(g^\top g)^2/(2g^\top Hg)$. It lies between $1/L$ and "
    r"$1/\mu$, and twice that step changes nothing."
)
source = "Goodfellow, Bengio and Courville 2016, equation 4.10; Rayleigh quotient"


def proof(p):
    attained, least, above, below, even = conclusion
    soft, stiff = given[:2]
    p.show(attained, by=algebra)
    p.prove(least, by=sign(ε - best, words="the difference is gᵀHg/2 times a square"))
    p.instance(soft, {x: g})
    p.instance(stiff, {x: g})
    p.show(above, by=signs.saying("the Rayleigh quotient is at most L"))
    p.show(below, by=signs.saying("the Rayleigh quotient is at least μ"))
    p.show(even, by=algebra)
