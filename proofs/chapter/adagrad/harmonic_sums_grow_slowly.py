"""The harmonic sum of n <= 2ᵐ terms is at most m + 1: each doubling adds at most 1."""

from sympy import Sum

from qedescent.analytic.notation import n
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import forall, ge, gt
from qedescent.proofs.language.prover import Reason
from qedescent.proofs.language.symbols import natural

j, m, i = natural("j m i")


def harmonic(n):
    """1 + 1/2 + ... + 1/n."""
    return Sum(1 / (j + 1), (j, 0, n - 1))


def tangent(m, n):
    """2ᵐ times the sum is at most m 2ᵐ + n, whatever n is."""
    return ge(m * 2**m + n, 2**m * harmonic(n))


at_most = ge(m + 1, harmonic(n))
slowly = forall((n, m), at_most, given=[ge(2**m, n)])


def show_slowly(p):
    """Show it by induction on the doublings, and for each by induction on the terms."""
    say = "one doubling adds at most 1"
    p.induct(m, gt(2**m, 0), base=signs, step=signs, say="powers of 2 are positive")
    line = p.induct(m, forall(i, tangent(m, i)), base=Reason(say, _no_doubling), step=Reason(say, _one_more), say=say)
    p.prove(slowly, by=lambda: _at_the_end(p, line))


def _no_doubling(p, _):
    _each_count(p, m * 0, lambda: _next_term(p))


def _one_more(p, _):
    line = len(p.facts) - 1
    p.instance(forall(m, gt(2**m, 0)), {m: m})
    _each_count(p, m + 1, lambda: _longer(p, line))


def _each_count(p, spans, step):
    p.induct(n, tangent(spans, n), base=signs, step=step)
    p.instance(forall(n, tangent(spans, n)), {n: i})


def _next_term(p):
    """Without a doubling: the next term is at most 1."""
    before = len(p.facts) - 1
    rest = p.have(ge(n / (n + 1), 0), signs)
    combine(p, tangent(m * 0, n + 1), [[1, before], [1, rest]])


def _longer(p, line):
    """Fewer terms than one more doubling spans are covered by the line for m, more by induction."""
    before, reach = len(p.facts) - 1, 2 ** (m + 1)
    p.either(reach, n + 1, tangent(m + 1, n + 1), greater=lambda: _covered(p, line), otherwise=lambda: _added(p, before))


def _covered(p, line):
    far, here = len(p.facts) - 1, p.instance(line, {i: n + 1})
    combine(p, tangent(m + 1, n + 1), [[2, here], [1, far]])


def _added(p, before):
    far, share = len(p.facts) - 1, p.have(gt(1 / (n + 1), 0), signs)
    combine(p, tangent(m + 1, n + 1), [[1, before], [1, share, far]])


def _at_the_end(p, line):
    far, _power = p.number(ge(2**m, n).data), p.instance(forall(m, gt(2**m, 0)), {m: m})
    here = p.instance(p.instance(line, {m: m}), {i: n})

    def times(p, goal):
        combine(p, goal, [[1, here], [1, far]])

    p.show(at_most, by=dividing_by(2**m, by=Reason("times 2ᵐ", times), words="it spans m doublings"))
