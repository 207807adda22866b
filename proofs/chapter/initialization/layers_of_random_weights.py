"""A unit that sums inputs with random weights, and what a uniform law of the weights is taken to mean."""

from dataclasses import dataclass
from typing import Any

from qedescent.analytic.notation import k
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import (
    Formula,
    both,
    eq,
    forall,
    has_derivative,
    implies,
    independent,
    term,
)
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, natural, random, real, sequence

i = natural("i")
a, w, ω = real("a w ω")  # w is the variance of the weights
U = random("U")


@dataclass(frozen=True)
class Unit:
    """y(k) sums k inputs x with weights W that are new each time; q is the mean square of an input."""

    W: Any
    x: Any
    y: Any
    q: Any

    @property
    def laws(self):
        added = eq(self.y(k + 1), self.y(k) + self.W(k) * self.x(k))
        moments = eq(E(self.W(k)), 0), eq(E(self.W(k) ** 2), w), eq(E(self.x(k) ** 2), self.q)
        independence = independent(self.W, self.x, self.y)
        return eq(self.y(0), 0), forall(k, added), independence, *(forall(k, moment) for moment in moments)

    @property
    def variance(self):
        """What comes out of i inputs has mean 0 and i w times the mean square of an input."""
        return both(eq(E(self.y(i)), 0), eq(E(self.y(i) ** 2), i * w * self.q))

    def show_variance(self, p):
        p.induct(i, self.variance, base=algebra, step=algebra.saying("each weight is new"), say="no mixed terms")


forward, backward = Unit(*sequence("W x y", "random"), q=real("q")), Unit(*sequence("V d z", "random"), q=real("p"))


def mean_under_uniform(power):
    """H' = ω^power and E U^power = (H(a) - H(-a))/(2a), written out, for U uniform on [-a, a]."""
    h = ω ** (power + 1) / (power + 1)
    slope, (data, _) = has_derivative(ω, h, ω**power), term(h)
    ends = ["/", ["-", substitute(data, {"ω": "a"}), substitute(data, {"ω": ["-", "a"]})], ["*", 2, "a"]]
    mean, sorts = term(E(U**power))
    return slope, implies([slope], Formula(["=", mean, ends], {**sorts, "a": "real"}))


slopes, laws = zip(mean_under_uniform(1), mean_under_uniform(2), strict=True)
uniform = tuple(
    TakenAsGiven(f"U is uniform on [-a, a]: the mean of {word}", "its density is 1/(2a); fundamental theorem of calculus", law)
    for word, law in zip(("U", "its square"), laws, strict=True)
)
spread = both(eq(E(U), 0), eq(E(U**2), a**2 / 3))


def show_spread(p):
    """Show mean and variance of the uniform law from the axioms."""
    for slope, law in zip(slopes, laws, strict=True):
        p.step("derivative", goal=slope.data)
        p.instance(law, {})
    p.show(eq(E(U), 0), by=algebra.saying("the two ends cancel"))
    p.show(eq(E(U**2), a**2 / 3), by=algebra.saying("a³/3 at both ends"))
