"""Two hypotheses about the mean of Gaussian replies: no output does better than the end that the likelier one asks for."""

from sympy import Rational

from qedescent.analytic.notation import d, r, σ
from qedescent.proofs.chapter.stochastic_gradient_descent.standard_normal_law import Φ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.signs import sign
from qedescent.proofs.language.formulas import Formula, both, eq, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover, Reason
from qedescent.proofs.language.symbols import E, random, real

R, B = real("R B")
X, J, P, Q = random("X J P Q")  # the output, the sign of the sum of the replies, their likelihoods under f₊ and f₋

correct = 1 - 2 * Φ(-r * d / σ)  # the probability that the sign is right, less that it is wrong
least = 2 * R * d * Φ(-r * d / σ)
inside = ge(R, X), ge(X, -R)
worst = ge(B, E(P * d * (R + X))), ge(B, E(Q * d * (R - X)))
masses = eq(E(P), 1), eq(E(Q), 1)
chances = eq(E(P * J), correct), eq(E(Q * J), -correct)
sign_law = eq(J**2, 1), ge(J * (P - Q), 0)
likelihoods, sums = both(*masses, *sign_law), both(*chances)
guess = ge((P - Q) * (X + R * J), 0)


def worse_of_the_two(p: Prover, bound: Formula) -> int:
    """B >= 2RdΦ(-√k d/σ): B is at least the mean of the two cases."""
    best = p.have(guess, Reason("the likelier sign is the best guess", _likelier_sign))
    gained = p.step("mean", fact=best)
    right, wrong, slope = (p.number(f.data) for f in (*worst, gt(d, 0)))
    half, weight, opposite = (term(c)[0] for c in (Rational(1, 2), d * R / 2, -d * R / 2))
    laws = zip((weight, weight, opposite, weight), (p.number(f.data) for f in (*masses, *chances)), strict=True)
    summands = [[half, right], [half, wrong], [half, slope, gained]]
    return combine(p, bound, summands, [[c, i] for c, i in laws], say="the mean of the two cases")


def _likelier_sign(p: Prover, goal: Data) -> None:
    """(P - Q)(X + RJ) = J(P - Q) · (R + JX), where both factors are not negative."""
    square, likelier, above, below = (p.number(f.data) for f in (*sign_law, *inside))
    up, down = p.have(ge(1 + J, 0), sign(1 + J)), p.have(ge(1 - J, 0), sign(1 - J))
    half = ["/", 1, 2]
    factor = combine(p, ge(R + J * X, 0), [[half, up, below], [half, down, above]])
    p.step("combine", goal=goal, sum=[[1, likelier, factor]], **{"with": [[term(-(P - Q) * X)[0], square]]})
