"""The weights of the velocity sum to 1/(1 − α), not to 1"""

from sympy import Sum

from qedescent.analytic.notation import n, α
from qedescent.proofs.finders.distances import stays_below
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import natural

ID = "momentum-is-not-an-average"

j = natural("j")
total = 1 / (1 - α)


def weights(count):
    """The sum of the weights 1, α, α², ... of the last `count` gradients."""
    return Sum(α**j, (j, 0, count - 1))


not_negative = forall(n, ge(α**n, 0))
given = (α >= 0, α < 1)
conclusion = (
    forall(n, eq(weights(n), (1 - α**n) / (1 - α))),
    tends_to(n, weights(n), total),
    implies(α > 0, forall(n, gt(weights(n + 2), 1))),
    tends_to(n, (1 - α) * weights(n), 1),
)
claim = (
    r"For $0\le\alpha<1$ the weights $\alpha^j$ that the velocity gives to the last $n$ gradients sum to "
    r"$(1-\alpha^n)/(1-\alpha)$, which tends to $1/(1-\alpha)$. For $\alpha>0$ the sum exceeds 1 from the second step on: the "
    r"velocity is an exponentially decaying sum. Only $1-\alpha$ times it is, in the limit, a moving average."
)
source = "Geometric sum; own wording of what the book's section 8.3.2 calls a moving average"
notes = (
    r"The seed notes, like the book, call the velocity a moving average of gradients. Read as an average it would lead to a "
    r"terminal speed of $\varepsilon\|g\|$ instead of $\varepsilon\|g\|/(1-\alpha)$.",
)


def proof(p):
    closed, limit, above_one, average = conclusion
    law = eq(weights(n), (1 - α**n) / (1 - α))
    p.induct(n, law, base=algebra, step=algebra.saying("one more term of the geometric sum"))
    p.induct(n, ge(α**n, 0), base=signs, step=signs, say="powers of a number that is not negative")
    show_limit(p, limit, total, α, by=lambda: _near(p, weights(n), total, total * α**n))
    p.prove(above_one, by=lambda: _grows(p))
    show_limit(p, average, 1, α, by=lambda: _near(p, (1 - α) * weights(n), 1, α**n))


def _near(p, value, limit, distance):
    p.instance(not_negative, {n: n})
    stays_below(p, value, limit, distance, by=algebra.saying("the geometric sum"))


def _grows(p):
    more = gt(weights(n + 2), 1)
    p.induct(n, more, base=signs, step=lambda: _adds(p, more), say="1 + α > 1, and no later weight is negative")


def _adds(p, more):
    p.instance(not_negative, {n: n + 2})
    p.have(gt(weights(n + 3), 1), sign())
