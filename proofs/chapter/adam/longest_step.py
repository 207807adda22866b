"""The longest step that any gradients can make Adam take: Cauchy and Schwarz, one step at a time, with its case of equality."""

from qedescent.analytic.notation import k, n, ε, ρ1, ρ2
from qedescent.proofs.chapter.adam.run_of_adam import (
    G,
    R,
    S,
    corrected,
    corrected_R,
    corrected_S,
    its_square,
    moments,
    moves,
    room,
    squared,
    step_squared,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.prover import Reason
from qedescent.proofs.language.symbols import real, sequence

q, a, b = real("q"), 1 - ρ1, 1 - ρ2
W, B = sequence("W B")  # W(n) = 1 + q + ... + qⁿ⁻¹; B(n) is the square of the bound at t = n + 1, in units of ε²
ratio = eq(q * ρ2, ρ1**2)


def quotient(t):
    """What B is at time t: what is below the line, and what is above."""
    return b * (1 - ρ1**t) ** 2, a**2 * (1 - ρ2**t) * W(t)


def law(n):
    """The same without a division."""
    below, above = quotient(n + 1)
    return eq(below * B(n), above)


def schwarz(t):
    return ge(a**2 * W(t) * R(t), b * S(t) ** 2)


bound = (ratio, eq(W(0), 0), forall(k, eq(W(k + 1), 1 + q * W(k))), forall(n, law(n)))
longest = ge(ε**2 * B(n), squared)
largest = forall(n, longest, given=[moves])
growing = forall(k, eq(ρ1 * G(k + 2), ρ2 * G(k + 1)))
reached = both(eq(S(n + 1), a * W(n + 1) * G(n + 1)), eq(R(n + 1), b * W(n + 1) * G(n + 1) ** 2))
equal = eq(squared, ε**2 * B(n))
attained = implies(growing, forall(n, equal, given=[moves]))


def _combining(words, summands, equations):
    """The reason that a line is this combination of facts."""

    def find(p, goal):
        combine(p, goal, summands, equations)

    return Reason(words, find)


def show_schwarz(p):
    """Show (1 - ρ2) s² <= (1 - ρ1)² W r at t = 1, 2, 3, ..."""
    p.have(ge(q, 0), dividing_by(ρ2))
    p.show(eq(W(1), 1), by=algebra)
    p.induct(n, ge(W(n + 1), 1), base=signs, step=lambda: _more_weight(p), say="W is at least 1")
    p.induct(n, schwarz(n + 1), base=lambda: _first(p), step=lambda: _one_more(p), say="Cauchy and Schwarz, step by step")


def _more_weight(p):
    rule = p.instance(bound[2], {k: n + 1})
    positive, before = p.number(ge(q, 0).data), p.number(ge(W(n + 1), 1).data)
    combine(p, ge(W(n + 2), 1), [[1, positive, before], [1, positive]], [[1, rule]])


def _next_moments(p, m):
    """Numbers of the facts that say what the moments are after one more step."""
    first, second = (p.instance(rule, {k: m}) for rule in moments)
    rolled = ρ1 * S(m) + a * G(m + 1)
    return p.have(eq(S(m + 1) ** 2, rolled**2), using(first)), second


def _first(p):
    p.show(eq(a**2 * W(1) * R(1), b * S(1) ** 2), by=algebra.saying("both are (1 - ρ1)² (1 - ρ2) g²"))
    p.show(schwarz(1), by=signs)


def _one_more(p):
    """W times the difference is ρ1² W + ρ2 times the difference before, and (1 - ρ2)/ρ2 times (ρ2 s - ρ1 (1 - ρ1) W g)²."""
    s, r, w, g = S(n + 1), R(n + 1), W(n + 1), G(n + 2)
    before, least = p.number(schwarz(n + 1).data), p.instance(forall(n, ge(w, 1)), {n: n})
    big = combine(p, gt(w, 0), [[1, least], [1]])
    first, second = _next_moments(p, n + 1)
    weights = p.instance(bound[2], {k: n + 1})
    signed = [p.have(f, signs) for f in (ge(ρ1**2, 0), gt(ρ2, 0), gt(b / ρ2, 0))]
    summands = [[1, signed[0], big, before], [1, signed[1], before], [1, signed[2], ["square", p._term(ρ2 * s - ρ1 * a * w * g)]]]
    rolled = ρ2 * r + b * g**2
    factors = ((a**2 * w * W(n + 2), second), (-b * w, first), (a**2 * w * rolled, weights))
    scaled = [[p._term(c), i] for c, i in (*factors, (a**2 * w**2 * rolled / ρ2, p.number(ratio.data)))]
    by = _combining("(ρ2 s - ρ1 (1 - ρ1) W g)² >= 0", summands, scaled)
    p.show(schwarz(n + 2), by=dividing_by(w, by=by))


def longest_step(p):
    """Show that no step is longer than the bound, and that growing gradients attain it; after `show_step`."""
    show_schwarz(p)
    p.prove(largest, by=lambda: _at_most(p))
    p.prove(attained, by=lambda: _attained(p))


def _facts(p):
    """Multiples of facts that make (1 - ρ2)(1 - ρ1ᵗ)² (B r_hat - s_hat²) into (1 - ρ1)² W r - (1 - ρ2) s²."""
    p.instance(step_squared, {n: n})
    p.instance(room(ρ1), {n: n})
    s, hat = S(n + 1), (1 - ρ1 ** (n + 1)) * corrected_S(n + 1)
    numbers = (p.instance(f, {v: n}) for f, v in ((bound[3], n), (corrected[0], k), (corrected[1], k)))
    factors = (corrected_R(n + 1), b * (s + hat), -(a**2) * W(n + 1))
    return [[p._term(c), i] for c, i in zip(factors, numbers, strict=True)]


def _at_most(p):
    facts, before = _facts(p), p.instance(forall(n, schwarz(n + 1)), {n: n})
    moments_ = _combining("Cauchy and Schwarz", [[1, before]], facts)
    hats = ge(B(n) * corrected_R(n + 1), corrected_S(n + 1) ** 2)
    below = p.show(hats, by=dividing_by(b * (1 - ρ1 ** (n + 1)) ** 2, by=moments_))
    square, step = ["square", "ε"], p.number(its_square.data)
    times = _combining("times ε²", [[1, square, below]], [[-1, step]])
    p.show(longest, by=dividing_by(corrected_R(n + 1), by=times, words="its length"))


def _attained(p):
    """Both moments are geometric sums, and the difference B r_hat - s_hat² is 0."""
    p.show(eq(q, ρ1**2 / ρ2), by=using(p.number(ratio.data), words="what q is"))
    p.induct(n, reached, base=algebra, step=lambda: _grown(p), say="both moments are sums of qʲ")
    p.prove(forall(n, equal, given=[moves]), by=lambda: _equal(p))


def _grown(p):
    """The gradient before was smaller by the factor ρ1/ρ2."""
    growth, more = p.instance(growing, {k: n}), p.instance(bound[2], {k: n + 1})
    smaller = p.have(eq(G(n + 1), ρ1 / ρ2 * G(n + 2)), using(growth))
    for rule, part in zip(moments, reached.data[1:], strict=True):
        facts = p.instance(rule, {k: n + 1}), p.number(part), smaller, more, p.number(eq(q, ρ1**2 / ρ2).data)
        p.have_data(substitute(part, {"n": ["+", "n", 1]}), using(*facts))


def _equal(p):
    facts = _facts(p)
    p.instance(forall(n, reached), {n: n})
    first, second = map(p.number, reached.data[1:])
    rest = [[p._term(-b * (S(n + 1) + a * W(n + 1) * G(n + 1))), first], [p._term(a**2 * W(n + 1)), second]]
    gap, scale, hat = B(n) * corrected_R(n + 1) - corrected_S(n + 1) ** 2, b * (1 - ρ1 ** (n + 1)) ** 2, corrected_R(n + 1)
    p.have(gt(scale, 0), signs)
    none = combine(p, eq(scale * gap, 0), [], [*facts, *rest])
    same = combine(p, eq(gap, 0), [], [[p._term(1 / scale), none]], say="equality in Cauchy and Schwarz")
    combine(p, equal, [], [[p._term(1 / hat), p.number(its_square.data)], [p._term(-(ε**2) / hat), same]], say="its length")
