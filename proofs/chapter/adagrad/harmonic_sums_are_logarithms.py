"""The harmonic sum of n terms is between ln(n + 1) and 1 + ln n."""

from sympy import Sum

from qedescent.analytic.notation import n
from qedescent.proofs.chapter.stochastic_gradient_descent.natural_logarithm import LOGARITHM, OF_ONE, law, ln
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import ge
from qedescent.proofs.language.symbols import natural, real

j = natural("j")
laws_of_the_logarithm = (LOGARITHM, OF_ONE)
to, since = (real(name) for name, _ in law.data[1])


def harmonic(n):
    """1 + 1/2 + ... + 1/n."""
    return Sum(1 / (j + 1), (j, 0, n - 1))


at_least, at_most = ge(harmonic(n), ln(n + 1)), ge(1 + ln(n + 1), harmonic(n + 1))


def show_logarithms(p):
    """Show both bounds, the second for n + 1 terms, from the law of the logarithm."""
    p.induct(n, at_least, base=signs, step=lambda: _below(p), say="1/(n + 1) is at least ln(n + 2) - ln(n + 1)")
    p.induct(n, at_most, base=signs, step=lambda: _above(p), say="1/(n + 2) is at most ln(n + 2) - ln(n + 1)")


def _below(p):
    before = len(p.facts) - 1
    step = p.instance(law, {to: n + 1, since: n + 2}, by=signs)
    combine(p, ge(harmonic(n + 1), ln(n + 2)), [[1, before], [1, step]])


def _above(p):
    before = len(p.facts) - 1
    step = p.instance(law, {to: n + 2, since: n + 1}, by=signs)
    combine(p, ge(1 + ln(n + 2), harmonic(n + 2)), [[1, before], [1, step]])
