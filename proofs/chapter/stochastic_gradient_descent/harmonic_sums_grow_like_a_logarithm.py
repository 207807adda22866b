"""A stretch of the harmonic series is at least half of the number of doublings that it spans."""

from sympy import Expr, Rational, Sum

from qedescent.analytic.notation import n
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, forall, ge, gt
from qedescent.proofs.language.prover import Act, Data, Prover, Reason
from qedescent.proofs.language.symbols import natural

N, m, j, i = natural("N m j i")


def stretch(count: Expr) -> Expr:
    """1/(N + 1) + 1/(N + 2) + ..., so many terms."""
    return Sum(1 / (N + j + 1), (j, 0, count - 1))


def tangent(doublings: Expr, count: Expr) -> Formula:
    """The stretch is at least half the doublings and a term that is not negative once it spans them."""
    return ge(stretch(count), doublings / 2 + 1 - 2**doublings * (N + 1) / (N + count + 1))


doubled = forall((n, m), ge(stretch(n), m / 2), given=[ge(N + n + 1, 2**m * (N + 1))])


def doublings(p: Prover) -> int:
    """1/(N + 1) + ... + 1/(N + n) >= m/2 where N + n + 1 >= 2ᵐ(N + 1)."""
    p.induct(m, ge(2**m, 1), base=signs, step=signs, say="powers of 2 are at least 1")
    say = "one doubling adds a half"
    line = p.induct(m, forall(i, tangent(m, i)), base=Reason(say, _no_doubling), step=Reason(say, _one_more), say=say)
    return p.prove(doubled, by=lambda: _at_the_end(p, line))


def _no_doubling(p: Prover, _: Data) -> None:
    _each_count(p, m * 0, signs, signs)


def _one_more(p: Prover, _: Data) -> None:
    """Counts that do not span one more doubling are covered by the line for m, longer ones by induction."""
    line = len(p.facts) - 1
    p.instance(line, {i: n * 0})
    p.instance(forall(m, ge(2**m, 1)), {m: m})
    _each_count(p, m + 1, signs, lambda: _longer(p, line))


def _each_count(p: Prover, spans: Expr, base: Act | Reason, step: Act | Reason) -> None:
    p.induct(n, tangent(spans, n), base=base, step=step)
    p.instance(forall(n, tangent(spans, n)), {n: i})


def _longer(p: Prover, line: int) -> None:
    before = len(p.facts) - 1
    goal, reach = tangent(m + 1, n + 1), 2 ** (m + 1) * (N + 1)
    p.either(
        reach,
        N + n + 2,
        goal,
        greater=lambda: _combined(p, goal, p.instance(line, {i: n + 1}), gt(reach, N + n + 2), Rational(1, 2) / (N + n + 2)),
        otherwise=lambda: _combined(p, goal, before, ge(N + n + 2, reach), 1 / (N + n + 1) / (N + n + 2)),
    )


def _combined(p: Prover, goal: Formula, known: int, far: Formula, share: Expr) -> int:
    """The goal is what is known and `far` times the share."""
    weight = p.have(gt(share, 0), signs)
    return combine(p, goal, [[1, known], [1, p.number(far.data), weight]])


def _at_the_end(p: Prover, line: int) -> None:
    """The last summand of the tangent is not negative."""
    far = p.number(ge(N + n + 1, 2**m * (N + 1)).data)
    weight = p.have(gt(1 / (N + n + 1), 0), signs)
    here = p.instance(p.instance(line, {m: m}), {i: n})
    combine(p, doubled.data[3], [[1, here], [1, far, weight]], say="it spans m doublings")
