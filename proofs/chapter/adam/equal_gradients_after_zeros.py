"""Equal gradients after zeros: one makes Adam's step about as long as the paper's bound, a dozen make it twice as long."""

from sympy import sqrt

from qedescent.analytic.notation import k, n, ε, ρ1, ρ2
from qedescent.proofs.chapter.adam.limit_of_the_longest_step import DEFAULTS, defaults
from qedescent.proofs.chapter.adam.run_of_adam import (
    G,
    R,
    S,
    corrected,
    corrected_R,
    corrected_S,
    moments,
    step_squared,
    x,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, gt, implies, ne
from qedescent.proofs.language.symbols import natural, real

i, u = natural("i"), real("u")
at = n + i  # the steps before: n with the gradient 0, i with the gradient u
sums = ((1 - ρ1**i) * u, (1 - ρ2**i) * u**2)
summed = both(*(eq(moment(at), total) for moment, total in zip((S, R), sums, strict=True)))
squared = (x(at + 1) - x(at)) ** 2


def square_after_zeros(equal, t):
    """The square of the step at time t after so many equal gradients, in units of ε²: below the line, and above."""
    return (1 - ρ2**equal) * (1 - ρ1**t) ** 2, (1 - ρ1**equal) ** 2 * (1 - ρ2**t)


below, above = square_after_zeros(i + 1, at + 1)
length = eq(below * squared, ε**2 * above)
at_rest = (eq(S(n), 0), eq(R(n), 0), forall(k, eq(G(n + k + 1), u)))
when_it_moves = forall(i, length, given=[gt(sqrt(corrected_R(at + 1)), 0)])
equal_gradients = forall(
    (n, u),
    both(forall(i, summed), when_it_moves),
    given=[*at_rest, ne(u, 0)],
)
DOZEN = 12
one = eq((1 - ρ1) ** 2, 10 * (1 - ρ2))
dozen = gt((1 - ρ1**DOZEN) ** 2, 43 * (1 - ρ2**DOZEN))
in_numbers = implies(defaults, both(one, dozen))


def show_equal_gradients(p):
    """Show both moments and the length of the step, and what it comes to at the default decays; after `show_step`."""
    p.prove(equal_gradients, by=lambda: _shown(p))
    p.prove(in_numbers, by=lambda: _numbers(p))


def _shown(p):
    p.induct(i, summed, base=algebra, step=lambda: _one_more(p), say="geometric sums")
    p.prove(when_it_moves, by=lambda: _length(p))


def _one_more(p):
    now = p.instance(at_rest[2], {k: i})
    for rule, part in zip(moments, summed.data[1:], strict=True):
        facts = p.instance(rule, {k: at}), p.number(part), now
        p.have_data(substitute(part, {"i": ["+", "i", 1]}), using(*facts))


def _length(p):
    """u² times the difference of the sides, by what both moments are."""
    p.instance(step_squared, {n: at})
    p.instance(forall(i, summed), {i: i + 1})
    totals = [p.number(f) for f in substitute(summed.data, {"i": ["+", "i", 1]})[1:]]
    hats = [p.instance(f, {k: at}) for f in corrected]
    first, second, room1, room2 = corrected_S(at + 1), corrected_R(at + 1), 1 - ρ1 ** (at + 1), 1 - ρ2 ** (at + 1)
    total1, total2 = (total.xreplace({i: i + 1}) for total in sums)
    f_s = p.have(eq(room1 * first, total1), adding(totals[0], hats[0]))
    f_r = p.have(eq(room2 * second, total2), adding(totals[1], hats[1]))
    step = p.number(eq(squared * second, ε**2 * first**2).data)
    factors = ((-squared * room1**2, f_r), (ε**2 * room2 * (room1 * first + total1), f_s), (room2 * room1**2, step))
    combine(p, length, [], [[p._term(c / u**2), f] for c, f in factors], say="divided by u²")


def _numbers(p):
    p.show(one, by=algebra)
    known = []
    for (decay, number), fact in zip(DEFAULTS.items(), defaults, strict=True):
        known.append(p.have(eq(decay**DOZEN, number**DOZEN), using(p.number(fact.data))))
    first, second = (number**DOZEN for number in DEFAULTS.values())
    margin = (1 - first) ** 2 - 43 * (1 - second)
    factors = ((ρ1**DOZEN + first - 2, known[0]), (43, known[1]))
    combine(p, dozen, [[p._term(margin)]], [[p._term(c), f] for c, f in factors], say="the powers in numbers")
