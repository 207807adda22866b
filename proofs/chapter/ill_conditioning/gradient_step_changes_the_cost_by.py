"""A gradient step changes a quadratic cost by −ε gᵀg + ε²gᵀHg/2"""

from sympy import Rational

from qedescent.analytic.notation import ε
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, iff
from qedescent.proofs.language.symbols import dot, function, norm2, real, vector

ID = "taylor-step-change"

H = function("H", "vec", "vec")
J = function("J", "real", "vec")
θ, g, b, x, y = vector("θ g b x y")
a, c = real("a c")
half = Rational(1, 2)
change = -ε * norm2(g) + ε**2 / 2 * dot(g, H(g))
limit = 2 * norm2(g) / dot(g, H(g))

given = (
    forall((x, y, a), eq(H(x + a * y), H(x) + a * H(y))),
    forall((x, y), eq(dot(x, H(y)), dot(H(x), y))),
    forall(x, eq(J(x), c + dot(b, x) + half * dot(x, H(x)))),
    eq(g, b + H(θ)),
    dot(g, H(g)) > 0,
    ε > 0,
)
conclusion = (eq(J(θ - ε * g) - J(θ), change), *iff(J(θ - ε * g) > J(θ), ε > limit))
claim = (
    r"For a quadratic cost $J(\theta)=c+b^\top\theta+\tfrac12\theta^\top H\theta$ with gradient $g=b+H\theta$ a gradient "
    r"step changes the cost by exactly $-\varepsilon g^\top g+\tfrac12\varepsilon^2g^\top Hg$. Where $g^\top Hg>0$ the "
    r"step raises the cost exactly when $\varepsilon>2g^\top g/g^\top Hg$."
)
source = "Goodfellow, Bengio and Courville 2016, equations 4.9 and 8.10"


def proof(p):
    linear, symmetric, cost, *_ = given
    exact, forward, backward = conclusion
    line = p.instance(linear, {x: θ, a: -ε, y: g})
    swap = p.instance(symmetric, {x: g, y: θ})
    end, start = p.instance(cost, {x: θ - ε * g}), p.instance(cost, {x: θ})
    p.show(eq(H(θ - ε * g), H(θ) - ε * H(g)), by=using(line, words="H is linear"))
    p.show(eq(dot(g, H(θ)), dot(H(g), θ)), by=using(swap, words="H is symmetric"))
    slope = p.show(eq(b, g - H(θ)), by=algebra.saying("the gradient at θ"))
    p.show(exact, by=using(end, start, line, swap, slope, words="inserting the cost and the gradient"))
    p.prove(forward, by=signs.saying("dividing by εgᵀHg/2 > 0"))
    p.prove(backward, by=signs.saying("multiplying by εgᵀHg/2 > 0"))
