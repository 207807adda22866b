"""Stretches of the harmonic series lie between differences of logarithms."""

from typing import Any

from sympy import Expr, Sum

from qedescent.analytic.notation import n
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt
from qedescent.proofs.language.prover import Prover, TakenAsGiven
from qedescent.proofs.language.symbols import function, natural, real

s, j = natural("s j")
χ, ψ = real("χ ψ")
ln = function("ln")

law = forall((χ, ψ), ge(ln(χ) - ln(ψ), 1 - ψ / χ), given=[χ > 0, ψ > 0])
LOGARITHM = TakenAsGiven("The natural logarithm", "the integral of 1/t from ψ to χ is at least (χ - ψ)/χ", law)
OF_ONE = TakenAsGiven("The logarithm of 1", "definition", eq(ln(1), 0))


def stretch(first: Any, count: Any) -> Expr:
    """1/first + 1/(first + 1) + ..., so many terms."""
    return Sum(1 / (first + j), (j, 0, count - 1))


def between(i: Any) -> Formula:
    """1/(s + 1) + ... + 1/(s + i) is at most ln((s + i)/s) and at least ln((s + i + 1)/(s + 1))."""
    return both(ge(ln(s + i) - ln(s), stretch(s + 1, i)), ge(stretch(s + 1, i), ln(s + i + 1) - ln(s + 1)))


stretches = forall((s, n), between(n), given=[gt(s, 0)])


def logarithms(p: Prover) -> int:
    """The fact `stretches`, from the law of the logarithm."""
    i = natural("i")
    return p.prove(stretches, by=lambda: (
        p.induct(i, between(i), base=signs, step=lambda: _one_more(p, i), say="one term, one step of the logarithm"),
        p.instance(forall(i, between(i)), {i: n}),
    ))  # fmt: skip


def _one_more(p: Prover, i: Any) -> None:
    above, below = len(p.facts) - 2, len(p.facts) - 1
    p.have(gt(s + i, 0), signs)
    steps = [p.instance(law, {χ: to, ψ: since}, by=signs) for to, since in ((s + i + 1, s + i), (s + i + 1, s + i + 2))]
    goals = [substitute(part, {"i": ["+", "i", 1]}) for part in between(i).data[1:]]
    for goal, before, step in zip(goals, (above, below), steps, strict=True):
        combine(p, goal, [[1, before], [1, step]])
