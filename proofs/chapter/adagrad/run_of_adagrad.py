"""A run of AdaGrad, Algorithm 8.4, in one coordinate, and one with the gradients of a multiple of the cost."""

from dataclasses import dataclass
from typing import Any

from sympy import sqrt

from qedescent.analytic.notation import g, k, n, r, δ, θ
from qedescent.analytic.rules import adagrad
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import sequence

assigned = dict(adagrad.assignments)


@dataclass(frozen=True)
class Run:
    """Positions, accumulated squared gradients, and gradients: g(k + 1) is that of the step to θ(k + 1)."""

    x: Any
    R: Any
    G: Any

    @property
    def sums(self):
        """The sum starts at 0, and each step adds its squared gradient."""
        added = assigned[r].xreplace({r: self.R(k), g: self.G(k + 1)})
        return eq(self.R(0), adagrad.state[r]), forall(k, eq(self.R(k + 1), added))

    def root(self, n):
        """The root of the sum after n steps."""
        return sqrt(self.R(n))

    def moves(self, small):
        """The rule for θ, where it does not divide by 0."""
        moved = assigned[θ].xreplace({θ: self.x(k), r: self.R(k + 1), g: self.G(k + 1), δ: small})
        return forall(k, eq(self.x(k + 1), moved), given=[gt(self.root(k + 1) + small, 0)])

    def laws(self, small):
        return (*self.sums, self.moves(small))

    def show_roots(self, p):
        """Show r(n) >= 0, so that its root is one."""
        p.induct(n, ge(self.R(n), 0), base=signs, step=lambda: self._one_more_square(p), say="a sum of squares")

    def _one_more_square(self, p):
        law, old = p.instance(self.sums[1], {k: n}), p.number(ge(self.R(n), 0).data)
        combine(p, ge(self.R(n + 1), 0), [[1, old], [1, ["square", p._term(self.G(n + 1))]]], [[1, law]])


def positive_root(p, t):
    """From t > 0: numbers of the facts that the root of t, squared, is t, and that it is positive."""
    root, positive = sqrt(t), p.have(gt(t, 0), signs)
    p.have(ge(t, 0), signs)
    square = p.step("root", of=p._term(t)) + 1

    def otherwise():
        below = len(p.facts) - 1
        combine(p, gt(root, 0), [[1, positive], [1, below, square + 1], [1, square + 1]], [[1, square]])

    p.either(root, 0, gt(root, 0), greater=lambda: None, otherwise=otherwise)
    return square, p.number(gt(root, 0).data)


plain, scaled = Run(*sequence("θ r g")), Run(*sequence("θ_c r_c g_c"))
