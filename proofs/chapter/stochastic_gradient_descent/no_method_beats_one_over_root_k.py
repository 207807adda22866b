"""No method beats order 1/√k on convex Lipschitz problems"""

from sympy import Rational

from qedescent.analytic.notation import d, k, r, t, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, has_derivative, implies
from qedescent.proofs.language.prover import TakenAsGiven
from qedescent.proofs.language.symbols import E, function, random, real

ID = "sgd-convex-lower-sqrt"

R, B, x, π = real("R B x π")
X, J, p, q = random("X J p q")  # the output, the sign of the sum of the replies, their likelihoods under f₊ and f₋
Φ, φ = function("Φ φ")

correct = 1 - 2 * Φ(-r * d / σ)
least = 2 * R * d * Φ(-r * d / σ)
constant = Rational(339, 1000)
quarters = Rational(3, 4)
given = (
    d > 0,
    R > 0,
    σ > 0,
    r > 0,
    eq(r**2, k),
    R >= X,
    X >= -R,
    ge(B, E(p * d * (R + X))),
    ge(B, E(q * d * (R - X))),
)
axioms = (
    TakenAsGiven(
        "Likelihoods of Gaussian replies",
        "p and q integrate to 1, and p/q = exp(2d · sum/σ²) is above 1 exactly where the sum of the replies is positive",
        both(eq(E(p), 1), eq(E(q), 1), eq(J**2, 1), ge(J * (p - q), 0)),
    ),
    TakenAsGiven(
        "Law of a sum of Gaussians",
        "the sum of k replies ±d + N(0, σ²) is N(±kd, kσ²), so its sign is wrong with probability Φ(-√k d/σ)",
        both(eq(E(p * J), correct), eq(E(q * J), -correct)),
    ),
    TakenAsGiven(
        "The standard normal law",
        "Φ' = φ, φ(x) = exp(-x²/2)/√(2π), and Archimedes' bound for π",
        both(
            eq(Φ(0), Rational(1, 2)),
            has_derivative(x, Φ(x), φ(x)),
            has_derivative(x, φ(x), -x * φ(x)),
            forall(x, gt(φ(x), 0)),
            eq(2 * π * φ(0) ** 2, 1),
            gt(π, Rational(223, 71)),
        ),
    ),
)
conclusion = (
    ge(B, least),
    eq(E(p * d * (R + -R * J)), least),
    eq(E(q * d * (R - -R * J)), least),
    implies([eq(4 * r * d, 3 * σ)], ge(B, constant * R * σ / r)),
)
claim = (
    r"Let $f_\pm(x)=\pm dx$ on $[-R,R]$, and let a method see $k=r^2$ gradients $\pm d+\mathcal N(0,\sigma^2)$ before it "
    r"gives its output $X$. Its expected excess error on the worse of the two functions is at least "
    r"$2Rd\,\Phi(-\sqrt k\,d/\sigma)$, whatever its queries, and the end of the interval opposite to the sum of the gradients "
    r"attains it on both. With $d=3\sigma/(4\sqrt k)$ that is at least $0.339\,R\sigma/\sqrt k$: no method has a better order "
    r"than $1/\sqrt k$ on convex Lipschitz functions, and the hard slope shrinks with $k$."
)
source = "Nemirovski and Yudin 1983; Agarwal, Bartlett, Ravikumar and Wainwright 2012; the exact value is an own derivation"
notes = (
    "The best slope is √k d/σ = 0.75179 with the constant 0.33994 (numerically); 3/4 loses less than 10⁻⁵ of it.",
    "Only the laws of the replies are taken as given; the lemma of Neyman and Pearson and Φ(-3/4) >= 0.226 are proved.",
)


def proof(prover):
    bound, plus, minus, order = conclusion
    _likelier_sign_is_best(prover)
    prover.show(bound, by=algebra)
