"""Running means of iterates with weights: f costs no more at the mean than on average, by induction (Jensen)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Sum

from qedescent.analytic.notation import k, n
from qedescent.proofs.chapter.stochastic_gradient_descent.projected_subgradient_steps import c, f
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, natural, real

j, τ = natural("j"), real("τ")
At = Callable[[Any], Any]


@dataclass(frozen=True)
class Mean:
    """w(0), w(1), ... are means of the iterates θ(0), θ(1), ... so far with these weights; `total` is their sum."""

    w: At
    θ: At
    weight: At
    total: At

    def share(self, i: Any) -> Expr:
        """The share of the newest iterate in w(i + 1)."""
        return self.weight(i + 1) / self.total(i + 1)

    @property
    def definition(self) -> tuple[Formula, Formula]:
        newer = self.w(k) + self.share(k) * (self.θ(k + 1) - self.w(k))
        return eq(self.w(0), self.θ(0)), forall(k, eq(self.w(k + 1), newer))

    @property
    def convex(self) -> Formula:
        """f is convex on the segment between a mean and the next iterate."""
        older, newest = self.w(k), self.θ(k + 1)
        above = (1 - τ) * f(older) + τ * f(newest)
        return forall((k, τ), ge(above, f((1 - τ) * older + τ * newest)), given=[τ >= 0, τ <= 1])

    @property
    def hypotheses(self) -> tuple[Formula, ...]:
        return (*self.definition, self.convex)

    def excess(self, i: Any) -> Expr:
        return E(f(self.w(i))) - f(c)

    def jensen(self, i: Any) -> Formula:
        return ge(Sum(self.weight(j) * (E(f(self.θ(j))) - f(c)), (j, 0, i)), self.total(i) * self.excess(i))


def jensen(p: Prover, mean: Mean, i: Any = n) -> int:
    """For every i the formula `mean.jensen(i)`."""
    step = lambda: _one_more(p, mean, i)  # noqa: E731
    return p.induct(i, mean.jensen(i), base=lambda: _first(p, mean, i), step=step, say="convexity: Jensen's inequality")


def _first(p: Prover, mean: Mean, i: Any) -> None:
    same = p.step("rewrite", fact=p.number(mean.definition[0].data), **{"in": ["E", ["apply", "f", "#"]]})
    combine(p, substitute(mean.jensen(i).data, {i.name: 0}), [], [[-1, same]])


def _one_more(p: Prover, mean: Mean, i: Any) -> None:
    before, share, total = len(p.facts) - 1, mean.share(i), mean.total(i + 1)
    for bound in (ge(share, 0), ge(1, share)):
        p.have(bound, signs)
    convex = p.step("mean", fact=p.instance(mean.convex, {k: i, τ: share}, by=signs))
    new = p.instance(mean.definition[1], {k: i})
    value = p.step("rewrite", fact=new, **{"in": ["E", ["apply", "f", "#"]]})
    weight, goal = p.have(gt(total, 0), signs), substitute(mean.jensen(i).data, {i.name: ["+", i.name, 1]})
    combine(p, goal, [[1, before], [1, weight, convex]], [[term(-total)[0], value]])
