"""Steps c/k with cλ >= 1: k times the second moment tends to c²σ²/(2cλ - 1), with an error of order 1/k."""

from sympy import Expr

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import (
    law,
    rate,
    share,
    share_positive,
    square,
    v,
)
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, forall, ge, gt, tends_to
from qedescent.proofs.language.prover import Data, Prover
from qedescent.proofs.language.symbols import natural

N = natural("N")  # the first steps, in which 1 - p/k is far from 1, are passed over
steps = N + n + 1
gap = steps**2 * v(steps) - steps * share
spread = (N + 1) ** 2 * v(N + 1) + (N + 1) * share + share * (rate - 1)
within = both(ge(spread, gap), ge(spread, -gap))
limit = tends_to(n, steps * v(steps), share)


def tends_to_the_share(p: Prover) -> None:
    """(N + n + 1) v(N + n + 1) -> share as n grows, where p >= 1 and N + 1 >= p."""
    enough, past = share_positive(p), p.have(ge(rate - 1, 0), signs)
    start = p.instance(forall(k, ge(v(k), 0)), {k: N + 1})
    first = ["natural", ["+", "N", 1]]
    summands = [[1, first, first, start], [1, first, enough], [1, enough, past]]
    large = combine(p, ge(spread, 0), summands)
    p.induct(n, within, base=lambda: _first(p, start, enough, past), step=lambda: _stays(p, enough, past, large), say="step by step")
    show_limit(p, limit, spread, by=lambda: _near(p, large), say="an error of order 1/n")


def _first(p: Prover, start: int, enough: int, past: int) -> None:
    first = ["natural", ["+", "N", 1]]
    up, down = (substitute(side, {"n": 0}) for side in within.data[1:])
    combine(p, up, [[2, first, enough], [1, enough, past]])
    combine(p, down, [[2, first, first, start], [1, enough, past]])


def _stays(p: Prover, enough: int, past: int, large: int) -> None:
    """With r = (p - 1)/steps the next gap is (1 - r)² times this one and r(p - 1) share."""
    up, down = len(p.facts) - 2, len(p.facts) - 1
    start, moment = p.number(ge(v(N + 1), 0).data), p.instance(law, {k: steps})
    lost: Expr = (rate - 1) / steps
    part = combine(p, ge(lost, 0), [[1, past, p.have(gt(1 / steps, 0), signs)]])
    rest, first = p.have(ge(1 - lost, 0), signs), ["natural", ["+", "N", 1]]
    more = combine(p, ge(spread - share * (rate - 1), 0), [[1, first, first, start], [1, first, enough]])
    above, below = (substitute(side, {"n": ["+", "n", 1]}) for side in within.data[1:])
    both_: list[Data] = [1, large, part, rest]
    combine(p, above, [[1, square(1 - lost), up], [1, more, part], both_], [[-1, moment]])
    combine(p, below, [[1, square(1 - lost), down], [1, large, part], both_, [1, enough, past, part]], [[1, moment]])


def _near(p: Prover, large: int) -> None:
    here = p.instance(forall(n, within), {n: n})
    over, now = (p.have(gt(1 / t, 0), signs) for t in (steps, n + 1))
    for one, distance in ((here + 1, steps * v(steps) - share), (here + 2, share - steps * v(steps))):
        combine(p, ge(spread / (n + 1), distance), [[1, one, over], [1, ["natural", "N"], large, over, now]])
