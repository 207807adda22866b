"""How fast Q = (1 - p/2)(1 - p/3) ... (1 - p/K) falls: like the p-th power of 1/K, without powers that are not natural."""

from sympy import Expr, Sum

from qedescent.analytic.notation import n
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import (
    Q,
    next_factor,
    next_product,
    rate,
    square,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.powers import powers_not_negative
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import natural, real

i, j, m, b = natural("i j m b")
y = real("y")

tail = Sum(1 / (j + 2), (j, 0, n - 1))  # 1/2 + 1/3 + ... + 1/K for K = n + 1
decay = 2 * rate - 1
falls = ge(2, (n + 2) * Q(n) ** 2 * (1 + decay * tail))

root = eq((b + 1) * rate, 1)  # p = 1/(b + 1): the powers of order b + 1 are those of 1/K itself
order, ORDER = b + 1, ["+", "b", 1]
like_root = both(ge((n + 1) * Q(n) ** order, 1), ge(2, (n + 2) * Q(n) ** order))
power_of_product = ["=", ["^", ["*", "y", "z"], ORDER], ["*", ["^", "y", ORDER], ["^", "z", ORDER]]]
of_product = Formula(["forall", [["y", "real"], ["z", "real"]], [], power_of_product])


def bernoulli(exponent: Expr) -> Formula:
    """Bernoulli's inequality from below, and its reciprocal from above, for 0 <= y <= 1."""
    power = (1 - y) ** exponent
    return both(ge(power, 1 - exponent * y), ge(1, power * (1 + exponent * y)))


def falls_with_the_logarithm(p: Prover) -> int:
    """(K + 1) Q² (1 + (2p - 1)(1/2 + ... + 1/K)) <= 2 for 1/2 < p <= 1."""
    p.have(gt(decay, 0), signs)
    p.have(ge(1 - rate, 0), signs)
    p.induct(n, ge(tail, 0), base=signs, step=signs)
    return p.induct(n, falls, base=lambda: _first(p), step=lambda: _falls_on(p), say="K Q² falls step by step")


def _first(p: Prover) -> None:
    combine(p, substitute(falls.data, {"n": 0}), [], [[-2, p.number(eq(Q(0) ** 2, 1).data)]])


def _falls_on(p: Prover) -> None:
    """(1 - p/j)² (j + 1)/j is less than 1 - (2p - 1)/j by p(j(2 - p) - p)/j³, where j = K + 1."""
    before, size = len(p.facts) - 1, n + 2
    more, product = p.instance(forall(n, ge(tail, 0)), {n: n}), p.instance(forall(n, next_product), {n: n})
    drop, over = p.number(gt(decay, 0).data), p.have(gt(1 / size, 0), signs)
    slack = p.have(ge(rate * (size * (2 - rate) - rate), 0), signs)
    longer = 1 + decay * tail + decay / size
    above = combine(p, ge(longer, 0), [[1], [1, drop, more], [1, drop, over]])
    common = [1, ["natural", ["+", "n", 2]], square(Q(n))]
    summands = [
        [1, before],
        [*common, drop, over, drop, more],
        [*common, drop, drop, over, over],
        [*common, slack, above, over, over, over],
    ]
    combine(p, substitute(falls.data, {"n": ["+", "n", 1]}), summands, [[term(-(n + 3) * longer)[0], product]])


def falls_like_a_root(p: Prover) -> None:
    """1/K <= Q to the power 1/p <= 2/(K + 1) where 1/p is a natural number; p > 0 is a fact."""
    one, positive = p.number(root.data), p.number(gt(rate, 0).data)
    combine(p, ge(1 - rate, 0), [[1, ["natural", "b"], positive]], [[-1, one]])
    powers = p.prove(forall((y, m), bernoulli(m), given=[y >= 0, y <= 1]), by=lambda: _bernoulli(p))
    split = p.prove(of_product, by=algebra)
    p.step("rewrite", fact=p.number(eq(Q(0), 1).data), **{"in": ["^", "#", ORDER]})
    say = "Bernoulli's inequality for every factor"
    p.induct(n, like_root, base=signs, step=lambda: _one_more_factor(p, powers, split, one), say=say)


def _bernoulli(p: Prover) -> None:
    powers = powers_not_negative(p, i, 1 - y)
    p.induct(i, bernoulli(i), base=signs, step=lambda: _next_power(p, powers), say="Bernoulli's inequality")
    p.instance(forall(i, bernoulli(i)), {i: m})


def _next_power(p: Prover, powers: Formula) -> None:
    low, high = len(p.facts) - 2, len(p.facts) - 1
    power, rest = p.instance(powers, {i: i}), p.number(ge(1 - y, 0).data)
    below, above = bernoulli(i + 1).data[1:]
    combine(p, below, [[1, low, rest], [1, ["natural", "i"], square(y)]])
    combine(p, above, [[1, high], [1, power, ["natural", ["+", "i", 1]], square(y)]])


def _one_more_factor(p: Prover, powers: int, split: int, one: int | None) -> None:
    """The power of the factor 1 - p/(K + 1) lies between 1 - 1/(K + 1) and (K + 1)/(K + 2)."""
    low, high, lost = len(p.facts) - 2, len(p.facts) - 1, rate / (n + 2)
    above, shrink, power = p.have(gt(1 / (n + 1), 0), signs), (1 - lost) ** order, Q(n) ** order
    for sign_of in (gt(1 / (n + 2), 0), ge(lost, 0), ge(1, lost)):
        p.have(sign_of, signs)
    whole = p.instance(powers, {y: lost, m: order})
    product = p.instance(next_factor, {n: n})
    rewritten = p.step("rewrite", fact=product, **{"in": ["^", "#", ORDER]})
    parts = p.step("inst", fact=split, terms={"y": term(1 - lost)[0], "z": term(Q(n))[0]}, premises=[])
    positive = combine(p, ge(power, 0), [[1, low, above], [1, above]])
    goals = [substitute(f, {"n": ["+", "n", 1]}) for f in like_root.data[1:]]
    weights = (n + 2, -(n + 3)), (-power, shrink * power)
    for goal, before, bound, scale, rest in zip(goals, (low, high), (whole + 1, whole + 2), *weights, strict=True):
        equations = [[term(scale)[0], rewritten], [term(scale)[0], parts], [term(rest)[0], one]]
        combine(p, goal, [[1, before], [1, ["natural", ["+", "n", 2]], positive, bound]], equations)
