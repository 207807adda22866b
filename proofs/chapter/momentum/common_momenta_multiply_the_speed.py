"""α = 0.5, 0.9, 0.99 multiply the terminal speed by 2, 10, 100"""

from sympy import Rational

from qedescent.analytic.constant_gradient import terminal_speed, velocity
from qedescent.analytic.notation import g, t, α, ε
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import real

ID = "one-over-one-minus-alpha"

COMMON = {Rational(1, 2): 2, Rational(9, 10): 10, Rational(99, 100): 100}
e = real("e")
plain = ε * g
missing = α**t


def multiplied(momentum, times):
    """The terminal speed, and that exactly `times` steps are needed to reach the share 1 - 1/e of it."""
    late = gt(missing.xreplace({t: times - 1}), 1 / e), ge(1 / e, missing.xreplace({t: times}))
    return implies(eq(α, momentum), both(eq(terminal_speed(), times * plain), *late))


given = (α < 1, e > Rational(2718, 1000), e < Rational(2719, 1000))
conclusion = (
    forall(t, eq(velocity(t), -terminal_speed() * (1 - missing))),
    *(multiplied(momentum, times) for momentum, times in COMMON.items()),
)
claim = (
    r"Momentum multiplies the step that gradient descent takes under a constant gradient, $\varepsilon g$, by "
    r"$1/(1-\alpha)$ in the end: 2, 10 and 100 times for $\alpha=0.5$, $0.9$ and $0.99$. The share $\alpha^t$ of the terminal "
    r"speed is still missing after $t$ steps from rest; it falls below $1/e$ at exactly the step 2, 10 and 100 (for every "
    r"number $e$ between 2.718 and 2.719, such as Euler's), where $-1/\ln\alpha$ is 1.44, 9.49 and 99.5."
)
source = "Goodfellow, Bengio and Courville 2016, section 8.3.2; own arithmetic"


def proof(p):
    share, *cases = conclusion
    p.have(gt(e, 0), signs)
    p.prove(share, by=algebra.saying("the velocity from rest"))
    for case, (momentum, times) in zip(cases, COMMON.items(), strict=True):
        p.prove(case, by=lambda m=momentum, n=times: _at(p, m, n))


def _at(p, momentum, times):
    p.show(eq(terminal_speed(), times * plain), by=algebra.saying("1/(1 - α)"))
    for count in (times - 1, times):
        p.have(eq(missing.xreplace({t: count}), momentum**count), algebra)
    p.show(gt(missing.xreplace({t: times - 1}), 1 / e), by=sign(words="not yet"))
    p.show(ge(1 / e, missing.xreplace({t: times})), by=sign(words="reached"))
