"""The mean age of what RMSProp remembers: 1/(1 - ρ) in the limit, the newest squared gradient counted as 1 step old."""

from sympy import Integer, Sum

from qedescent.analytic.bias import fading_memory, weight
from qedescent.analytic.notation import g, n, r, ρ
from qedescent.analytic.rules import rmsprop
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import line_below_power, slower_powers_win
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt, tends_to
from qedescent.proofs.language.symbols import natural

j = natural("j")
fading = fading_memory(rmsprop, r, g**2)
age = Sum((j + 1) * weight(fading, j), (j, 0, n - 1))
age_at_n = eq(age, (1 - ρ**n) / (1 - ρ) - n * ρ**n)
mean_age_tends = tends_to(n, age, 1 / (1 - ρ))


def show_mean_age(p):
    """Show the limit: what is missing of 1/(1 - ρ) is (1 + (1 - ρ)n)ρⁿ/(1 - ρ)."""
    slow = (1 + ρ) / 2
    p.induct(n, age_at_n, base=algebra, step=lambda: _one_more_age(p), say="one more age")
    slower_powers_win(p, n, ρ, slow)
    show_limit(p, mean_age_tends, 3 / (1 - ρ), slow, by=lambda: _missing(p, slow), say="a line times ρⁿ")


def _one_more_age(p):
    combine(p, substitute(age_at_n.data, {"n": ["+", "n", 1]}), [], [[1, p.number(age_at_n.data)]])


def _missing(p, slow):
    """Both inequalities at this n."""
    law = p.instance(forall(n, age_at_n), {n: n})
    line_below_power(p, n, 1 - ρ, ρ, slow, Integer(3))
    line, power = p.number(ge(3 * slow**n, (1 + (1 - ρ) * n) * ρ**n).data), p.number(ge(ρ**n, 0).data)
    inverse, rate = p.have(gt(1 / (1 - ρ), 0), signs), 3 / (1 - ρ) * slow**n
    combine(p, ge(rate, 1 / (1 - ρ) - age), [[1, inverse, line]], [[1, law]])
    more = [[1, inverse, line], [2, inverse, power], [2, ["natural", "n"], power]]
    combine(p, ge(rate, age - 1 / (1 - ρ)), more, [[-1, law]])
