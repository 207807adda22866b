"""The means of Adam's two moments when the gradients are random: weighted sums of the means of past inputs."""

from functools import partial

from sympy import Sum

from qedescent.analytic.bias import fading_memory, total_weight, weight
from qedescent.analytic.notation import g, k, n, r, s, ρ1, ρ2
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import adam
from qedescent.proofs.chapter.adam.run_of_adam import corrections, room, show_room
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, gt, implies
from qedescent.proofs.language.symbols import E, function, natural, real, sequence

S, R, corrected_S, corrected_R = sequence("s r s_hat r_hat", "random")
G = function("g", "random", "real")  # g(j) for every real j, so that g(n - j) can be written
j, m, y = *natural("j m"), real("y")
mean, square = real("m_1 m_2")
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)
corrected = corrections(S, R, corrected_S, corrected_R)


def after(memory):
    return next_values(adam)[memory].xreplace({s: S(k), r: R(k), g: G(k + 1)})


def expected(moment, at):
    """The mean of what a moment sees in the step with this number."""
    return E(moment.input.xreplace({g: G(at)}))


def past(moment, steps, newest):
    """The means of its last inputs with their weights."""
    return Sum(weight(moment, j) * expected(moment, newest - j), (j, 0, steps - 1))


def whole(moment):
    """The weights sum to what the correction divides by."""
    return eq(Sum(weight(moment, j), (j, 0, n - 1)), total_weight(moment, n))


def shifted(moment):
    return eq(past(moment, m + 1, y), moment.gain * expected(moment, y) + moment.decay * past(moment, m, y - 1))


def mean_rule(moment, store):
    """The mean of the moment's update."""
    return eq(E(store(k + 1)), moment.decay * E(store(k)) + moment.gain * expected(moment, k + 1))


def weighted(moment, hat):
    """1 - ρᵗ times the mean of the corrected moment, at t = n + 1."""
    return eq(total_weight(moment, n + 1) * E(hat(n + 1)), past(moment, n + 1, n + 1))


moments = ((first, S, corrected_S, mean), (second, R, corrected_R, square))
run = (
    ρ1 >= 0,
    ρ1 < 1,
    ρ2 >= 0,
    ρ2 < 1,
    eq(S(0), 0),
    eq(R(0), 0),
    forall(k, eq(S(k + 1), after(s))),
    forall(k, eq(R(k + 1), after(r))),
    *corrected,
)
rooms = tuple(room(decay) for decay in (ρ1, ρ2))
wholes = tuple(forall(n, whole(moment)) for moment, *_ in moments)
weighted_means = tuple(forall(n, weighted(moment, hat)) for moment, _, hat, _ in moments)
stationary_means = tuple(
    implies(forall(y, eq(expected(moment, y), value)), forall(n, eq(E(hat(n + 1)), value)))
    for moment, _, hat, value in moments
)


def show_means(p):
    """Show all of these."""
    for decay in (ρ1, ρ2):
        show_room(p, decay)
        p.have(gt(1 - decay, 0), signs)
    for (moment, store, hat, value), law, stationary in zip(moments, corrected, stationary_means, strict=True):
        p.induct(n, whole(moment), base=algebra, step=algebra, say="a geometric sum")
        _sum_of_means(p, moment, store)
        p.prove(forall(n, weighted(moment, hat)), by=partial(_corrected, p, moment, store, hat, law))
        p.prove(stationary, by=partial(_stationary, p, moment, store, hat, value))


def _sum_of_means(p, moment, store):
    """The mean of a moment, by induction."""
    line, law = shifted(moment), mean_rule(moment, store)
    p.prove(forall(k, law), by=algebra.saying("the mean of the rule"))
    p.prove(forall(y, forall(m, line)), by=lambda: p.induct(m, line, base=algebra, step=algebra, say="one step older"))

    def step():
        older = p.instance(p.instance(forall(y, forall(m, line)), {y: n + 1}), {m: n})
        facts = p.instance(forall(k, law), {k: n}), p.number(eq(E(store(n)), past(moment, n, n)).data), older
        p.show(eq(E(store(n + 1)), past(moment, n + 1, n + 1)), by=using(*facts, words="one more step"))

    p.induct(n, eq(E(store(n)), past(moment, n, n)), base=algebra, step=step, say="by induction")


def _corrected(p, moment, store, hat, law):
    """The mean of s = (1 - ρᵗ) s_hat."""
    mean_ = p.step("mean", fact=p.instance(law, {k: n}))
    total = p.instance(forall(n, eq(E(store(n)), past(moment, n, n))), {n: n + 1})
    p.show(weighted(moment, hat), by=adding(mean_, total, words="the mean of the correction"))


def _stationary(p, moment, store, hat, value):
    """A sum of equal means with these weights is 1 - ρⁿ times the mean, and the correction divides by that."""
    shrunk, equal = eq(E(store(n)), total_weight(moment, n) * value), forall(y, eq(expected(moment, y), value))

    def step():
        rule, now = p.instance(forall(k, mean_rule(moment, store)), {k: n}), p.instance(equal, {y: n + 1})
        p.show(shrunk_after, by=using(rule, p.number(shrunk.data), now, words="one more step"))

    shrunk_after = eq(E(store(n + 1)), total_weight(moment, n + 1) * value)
    p.induct(n, shrunk, base=algebra, step=step, say="by induction")
    p.prove(forall(n, eq(E(hat(n + 1)), value)), by=lambda: _divided(p, moment, store, hat, value))


def _divided(p, moment, store, hat, value):
    p.instance(room(moment.decay), {n: n})
    laws = forall(n, weighted(moment, hat)), forall(n, eq(E(store(n)), past(moment, n, n)))
    shrunk = forall(n, eq(E(store(n)), total_weight(moment, n) * value))
    numbers = [p.instance(laws[0], {n: n}), *(p.instance(f, {n: n + 1}) for f in (laws[1], shrunk))]
    left = total_weight(moment, n + 1)
    p.have(gt(left, 0), signs)
    factors = ((1 / left, numbers[0]), (-1 / left, numbers[1]), (1 / left, numbers[2]))
    combine(p, eq(E(hat(n + 1)), value), [], [[p._term(c), i] for c, i in factors], say="dividing by 1 - ρᵗ")
