"""Projected steps along noisy subgradients: what each costs is paid by what comes nearer and by the gradient's size."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Expr

from qedescent.analytic.notation import k
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import E, dot, function, norm2, real, vector

f = function("f", "real", "vec")
c, G = vector("c"), real("G")


@dataclass(frozen=True)
class Run:
    """θ(k + 1) is the point of the domain nearest to θ(k) - size(k) g(k), where g(k) is h(k) with noise, and h(k) is a
    subgradient of f at θ(k); `growth` is μ where f is μ-strongly convex."""

    θ: Any
    g: Any
    h: Any
    size: Callable[[Any], Expr]
    growth: Any = 0

    @property
    def hypotheses(self) -> tuple[Formula, ...]:
        """The projection, and the subgradient, seen from the point c of the domain; unbiased noise; the gradient's size."""
        moved, away = self.θ(k) - self.size(k) * self.g(k), self.θ(k) - c
        return (
            forall(k, ge(0, dot(moved - self.θ(k + 1), c - self.θ(k + 1)))),
            forall(k, ge(f(c), f(self.θ(k)) - dot(self.h(k), away) + self.growth * norm2(away) / 2)),
            forall(k, eq(E(dot(self.g(k) - self.h(k), away)), 0)),
            forall(k, ge(G**2, E(norm2(self.g(k))))),
        )

    def excess(self, i: Any) -> Expr:
        return E(f(self.θ(i))) - f(c)

    def distance(self, i: Any) -> Expr:
        return E(norm2(self.θ(i) - c))

    def uphill(self, i: Any) -> Formula:
        """On average the gradient points away from c as convexity asks."""
        return ge(E(dot(self.g(i), self.θ(i) - c)), self.excess(i) + self.growth * self.distance(i) / 2)

    def one_step(self, i: Any) -> Formula:
        size = self.size(i)
        paid = self.distance(i) + size**2 * G**2
        return ge(paid, 2 * size * self.excess(i) + size * self.growth * self.distance(i) + self.distance(i + 1))


def one_step(p: Prover, run: Run) -> int:
    """For every k that distances are not negative, `run.uphill(k)` and `run.one_step(k)`, from size(k) > 0."""
    p.have(forall(k, gt(run.size(k), 0)), signs)
    p.prove(forall(k, ge(run.distance(k), 0)), by=lambda: _distance(p, run))
    p.prove(forall(k, run.uphill(k)), by=lambda: _uphill(p, run))
    return p.prove(forall(k, run.one_step(k)), by=lambda: _one_step(p, run))


def _distance(p: Prover, run: Run) -> None:
    away = run.θ(k) - c
    p.step("mean", fact=combine(p, ge(norm2(away), 0), [[1, ["norm", term(away)[0]]]]))


def _uphill(p: Prover, run: Run) -> None:
    _, slope, unbiased, _ = run.hypotheses
    below, fair = p.step("mean", fact=p.instance(slope, {k: k})), p.instance(unbiased, {k: k})
    combine(p, run.uphill(k), [[1, below]], [[1, fair]], say="the noise is unbiased, and a subgradient remains")


def _one_step(p: Prover, run: Run) -> None:
    """The projection comes nearer to every point of the domain, for it turns by a right angle or more there."""
    projection, _, _, bound = run.hypotheses
    moved, after = run.θ(k) - run.size(k) * run.g(k), run.θ(k + 1)
    parts = projection, bound, forall(k, run.uphill(k)), forall(k, gt(run.size(k), 0))
    turned, small, up, positive = (p.instance(part, {k: k}) for part in parts)
    off = ["norm", term(moved - after)[0]]
    nearer = p.step("mean", fact=combine(p, ge(norm2(moved - c), norm2(after - c)), [[1, off], [2, turned]]))
    summands = [[1, nearer], [2, positive, up], [1, ["square", term(run.size(k))[0]], small]]
    combine(p, run.one_step(k), summands, say="a projection comes nearer; the slope and the size of the gradient")
