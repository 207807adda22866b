"""Steps below 1/λ are monotone, below 2/λ oscillate and converge, above diverge"""

from qedescent.analytic.notation import ε, λ
from qedescent.analytic.quadratic import iteration_matrix
from qedescent.analytic.rules import sgd
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign
from qedescent.proofs.language.formulas import both, eq, gt, implies, ne
from qedescent.proofs.language.symbols import real

ID = "lr-oscillation-thresholds"

x = real("x")
after = iteration_matrix(sgd)[0, 0] * x
shrinks, grows = gt(x**2, after**2), gt(after**2, x**2)

given = (λ > 0, ε > 0, ne(x, 0))
conclusion = (
    implies(ε * λ < 1, both(gt(after * x, 0), shrinks)),
    implies([ε * λ > 1, ε * λ < 2], both(gt(0, after * x), shrinks)),
    implies(ε * λ > 2, both(gt(0, after * x), grows)),
    implies(eq(ε * λ, 2), eq(after, -x)),
)
claim = (
    r"One step along an eigenvector of curvature $\lambda$ keeps the side of the minimum and comes closer for "
    r"$\varepsilon\lambda<1$, crosses it and comes closer for $1<\varepsilon\lambda<2$, crosses it and goes away for "
    r"$\varepsilon\lambda>2$, and at $\varepsilon\lambda=2$ only changes sides."
)
source = "Own derivation; the thresholds are classical"


def proof(p):
    monotone, oscillating, diverging, edge = conclusion
    sure = sign(degree=3, words="signs of the factors")
    p.prove(monotone, by=sure)
    p.prove(oscillating, by=sure)
    p.prove(diverging, by=sure)
    p.prove(edge, by=algebra)
