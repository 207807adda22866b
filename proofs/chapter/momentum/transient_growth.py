"""How high (1 + 2ns/(s + m)) rⁿ rises, r = (s - m)/(s + m): to about √κ/e, with √κ = s/m."""

from typing import Any

from sympy import Expr, Integer, Rational

from qedescent.analytic.notation import n
from qedescent.proofs.chapter.momentum import exponential_function as lemmas
from qedescent.proofs.chapter.momentum.exponential_function import exp, h, positive, product, u
from qedescent.proofs.chapter.momentum.polyak_parameters_are_optimal import m, rate, s
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, formula, ge, gt, term
from qedescent.proofs.language.prover import Prover

lead = 1 + 2 * n * s / (s + m)
size = lead * rate**n
ceiling = s / m * exp(m / s - 1)
floor = (s**2 + m**2) / (m * (s + m)) * exp(-(s + m) / (s - m))
near_the_top = (2 * n * m >= s - m, 2 * n * m <= s + m)
fall, rise = 2 * m / (s + m), 2 * m / (s - m)  # 1 - fall = rate and 1 + rise = 1/rate
faster, slower = (forall(n, f) for f in (ge(exp(-n * fall), rate**n), ge(rate**n, exp(-n * rise))))
RATIO, top = Rational(9, 11), Rational(597051, 161051)  # for κ = 100: the rate, and the size after four steps
below, above = forall(n, ge(ceiling, size)), forall(n, ge(size, floor), given=near_the_top)




def size_at(i: Expr) -> Expr:
    return size.xreplace({n: i})


smaller = (ge(top, size_at(Integer(i))) for i in range(4))
highest = (eq(size_at(Integer(4)), top), *smaller, forall(n, ge(top, size_at(n + 4))))


def show_height(p: Prover) -> None:
    """Show `below` and `above` from s > m > 0 and what is known of the exponential function."""
    for quantity in (m * (s + m), s - m, rate, s / m, *((s + m) ** i for i in range(1, 5))):
        p.have(gt(quantity, 0), signs)
    p.instance(lemmas.tangent, {u: -fall})
    one = p.have(ge(exp(-fall), rate), sign(degree=1))
    p.induct(n, ge(exp(-n * fall), rate**n), base=signs, step=lambda: _one_more(p, one, fall), say="1 - u is at most e⁻ᵘ")
    other = _inverse(p)
    p.induct(n, ge(rate**n, exp(-n * rise)), base=signs, step=lambda: _one_more(p, other, rise), say="1/(1 + u) is at least e⁻ᵘ")
    p.prove(below, by=lambda: _below(p))
    p.prove(above, by=lambda: _above(p))


def _inverse(p: Prover) -> int:
    """rate >= exp(-rise), because exp(rise) >= 1 + rise = 1/rate and exp(rise) exp(-rise) <= 1."""
    bent = p.instance(lemmas.tangent, {u: rise})
    pair = p.instance(product, {u: rise, h: -rise}) + 1
    known, falls = p.number(gt(rate, 0).data), p.instance(positive, {u: -rise})
    weight = term(-rate)[0]
    return combine(p, ge(rate, exp(-rise)), [[1, known, pair], [1, known, falls, bent]], [[weight, p.number(eq(exp(0), 1).data)]])


def _one_more(p: Prover, one: int, by: Expr) -> None:
    """One more factor on both sides; the last fact says it for n."""
    before = len(p.facts) - 1
    both = p.instance(product, {u: -n * by, h: -by})
    known, size_of = p.number(gt(rate, 0).data), p.instance(positive, {u: -n * by})
    sides, joined = (exp(-(n + 1) * by), rate ** (n + 1)), both + 1
    if by == rise:
        sides, joined = sides[::-1], both + 2
    combine(p, ge(*sides), [[1, joined], [1, size_of, one], [1, known, before]])


def _below(p: Prover) -> None:
    """√κ e^(w) e^(-u) is at least √κ (1 + w) e^(-u), which is (1 + 2ns/(s + m)) e^(-u)."""
    steps = n * fall
    bent = p.instance(lemmas.tangent, {u: steps - 1 + m / s})
    joined = p.instance(product, {u: steps - 1 + m / s, h: -steps}) + 1
    falls, slow = p.instance(positive, {u: -steps}), p.instance(faster, {n: n})
    root, factor = p.number(gt(s / m, 0).data), p.have(ge(lead, 0), signs)
    combine(p, ge(ceiling, size), [[1, root, joined], [1, root, falls, bent], [1, factor, slow]])


def _above(p: Prover) -> None:
    last = (s + m) / (s - m)
    not_past = p.number(formula(near_the_top[1]).data)
    combine(p, ge(-n * rise, -last), [[1, inverse_positive(p, term(s - m)[0]), not_past]])
    late = p.instance(lemmas.rising, {u: -n * rise, h: -last})
    fast, left = p.instance(slower, {n: n}), p.instance(positive, {u: -last})
    factor, many = p.have(ge(lead, 0), signs), p.have(ge(lead, (s**2 + m**2) / (m * (s + m))), signs)
    combine(p, ge(size, floor), [[1, factor, fast], [1, factor, late], [1, left, many]])


def show_highest(p: Prover) -> None:
    """Show `highest` from s = 10m: four steps one by one; after them the size shrinks at every step."""
    combine(p, highest[0], equations=_differences(p, Integer(4)), say="s = 10m")
    for i in map(Integer, range(4)):
        _lower(p, i, [term(top - _in_numbers(i))[0]])
    shrinks = both(ge(RATIO**n, 0), ge(top, _in_numbers(n + 4)))
    p.induct(n, shrinks, base=signs, step=signs, say="the size shrinks")
    later = forall(n, ge(top, size_at(n + 4)))
    p.prove(later, by=lambda: _lower(p, n + 4, [1, p.instance(forall(n, shrinks), {n: n}) + 2]))


def _lower(p: Prover, i: Any, gap: Any) -> None:
    """The size after i steps is below the top, by a gap that is known to be positive in numbers."""
    differences = [[["-", c], number] for c, number in _differences(p, i)]
    combine(p, ge(top, size_at(i)), [gap], differences, say="s = 10m")


def _in_numbers(i: Any) -> Expr:
    """The size after i steps for κ = 100."""
    return (1 + Rational(20, 11) * i) * RATIO**i


def _differences(p: Prover, i: Expr) -> list[Any]:
    """The two factors of the size for κ = 100, each with what the other is multiplied by."""
    tenfold, front = p.number(eq(s, 10 * m).data), 1 + Rational(20, 11) * i
    same = p.have(eq(lead.xreplace({n: i}), front), using(tenfold))
    power = p.step("rewrite", fact=p.have(eq(rate, RATIO), using(tenfold)), **{"in": ["^", "#", term(i)[0]]})
    return [[term(rate**i)[0], same], [term(front)[0], power]]
