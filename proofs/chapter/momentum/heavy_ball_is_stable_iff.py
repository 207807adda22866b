"""Heavy ball is stable exactly for 0 < ελ < 2(1 + α)"""

from qedescent.analytic.notation import z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum
from qedescent.analytic.stability import discriminant
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import eq, forall, iff, roots_within
from qedescent.proofs.language.symbols import real

ID = "hb-stability-region"

χ = characteristic_polynomial(momentum)
bound = 2 * (1 + α) / λ
stable = roots_within(χ, z)
a = real("a")

given = (λ > 0, α >= 0, α < 1)
conclusion = (
    *iff(stable, (ε > 0, ε < bound)),
    forall(a, eq(discriminant(χ), (ε * λ - (1 - a) ** 2) * (ε * λ - (1 + a) ** 2)), given=[eq(a**2, α)]),
)
claim = (
    r"On $f(\theta)=\lambda\theta^2/2$ heavy ball converges from every start, that is, both roots of its characteristic "
    r"polynomial lie inside the unit circle, exactly when $0<\varepsilon<2(1+\alpha)/\lambda$: a step $1+\alpha$ times as "
    r"long as gradient descent's. With $a=\sqrt\alpha$ the discriminant factors, so the roots are complex, of modulus "
    r"$a$, for $(1-a)^2<\varepsilon\lambda<(1+a)^2$."
)
source = "Polyak 1964; own derivation by Jury's criterion"


def proof(p):
    forward, backward, factors = conclusion
    p.calc(χ).equals(z**2 - (1 + α - ε * λ) * z + α, by=algebra)
    p.prove(forward, by=jury_margins)
    p.prove(backward, by=jury_criterion)
    p.prove(factors, by=algebra)
