"""Powers with natural exponents: signs, and that a line times a geometric sequence is below a slower geometric one."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.finders.denominators import nonzero_references
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, term
from qedescent.proofs.language.prover import Prover


def powers_not_negative(p: Prover, n: Any, base: Any) -> Formula:
    """Show that baseⁿ >= 0 for every natural n, from base >= 0."""
    p.have(ge(base, 0), signs)
    p.induct(n, ge(base**n, 0), base=signs, step=signs, say="powers of a number that is not negative")
    return forall(n, ge(base**n, 0))


def alternating_sign(p: Prover, n: Any) -> Formula:
    """Show that -1 <= (-1)ⁿ <= 1 for every natural n."""
    one = ["^", -1, n.name]
    square = Formula(["=", ["*", one, one], 1], {n.name: "nat"})  # SymPy would make it 1 = 1 at once
    p.induct(n, square, base=algebra, step=algebra, say="the square of a sign is 1")
    within = forall(n, both(ge(1, (-1) ** n), ge((-1) ** n, -1)))
    p.prove(within, by=lambda: _within(p, (-1) ** n, square))
    return within


def _within(p: Prover, one: Any, square: Formula) -> None:
    p.have(square, algebra)
    p.have(ge(1, one), sign(1 - one))
    p.have(ge(one, -1), sign(1 + one))


def slower_powers_win(p: Prover, n: Any, fast: Any, slow: Any) -> Formula:
    """Show slowⁿ >= (1 + n (slow - fast)) fastⁿ for every natural n, from 0 <= fast <= slow and fast <= 1."""
    gap = slow - fast
    for f in (ge(gap, 0), ge(1, fast)):
        p.have(f, signs)
    positive = powers_not_negative(p, n, fast)
    p.have(ge(slow, 0), signs)
    goal = ge(slow**n, (1 + n * gap) * fast**n)
    p.induct(n, goal, base=signs, step=lambda: _slower(p, n, fast, slow, positive), say="Bernoulli's inequality")
    return forall(n, goal)


def _slower(p: Prover, n: Any, fast: Any, slow: Any, positive: Formula) -> None:
    """slow * (1 + n gap) - fast * (1 + (n + 1) gap) = gap (1 - fast + n gap)."""
    gap = slow - fast
    last = len(p.facts) - 1
    p.instance(positive, {n: n})
    known, power, room, width = (p.number(f.data) for f in (ge(slow, 0), ge(fast**n, 0), ge(1, fast), ge(gap, 0)))
    goal = ge(slow ** (n + 1), (1 + (n + 1) * gap) * fast ** (n + 1))
    natural = ["natural", n.name]
    p.step("combine", goal=goal.data, sum=[[1, last, known], [1, power, width, room], [1, power, width, width, natural]])


def line_below_power(p: Prover, n: Any, slope: Any, fast: Any, slow: Any, bound: Any) -> None:
    """(1 + slope n) fastⁿ <= bound slowⁿ at this n, bound = 1 + slope / (slow - fast), after `slower_powers_win`."""
    gap, ratio = slow - fast, bound - 1
    won = p.instance(forall(n, ge(slow**n, (1 + n * gap) * fast**n)), {n: n})
    power = p.instance(forall(n, ge(fast**n, 0)), {n: n})
    width, steep = p.number(ge(gap, 0).data), p.have(ge(ratio, 0), signs)
    meets = p.have(eq(slope, ratio * gap), algebra)
    summands = [[1, steep, won], [1, steep, power], [1, won], [1, ["natural", n.name], width, power]]
    goal, factor = ge(bound * slow**n, (1 + slope * n) * fast**n).data, term(-n * fast**n)[0]
    nonzero = nonzero_references(p, p.kernel.diff(goal))
    p.step("combine", goal=goal, sum=summands, **{"with": [[factor, meets]]}, nonzero=nonzero)
