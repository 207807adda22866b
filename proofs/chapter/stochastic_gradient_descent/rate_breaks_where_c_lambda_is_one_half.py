"""With steps c/k the rate breaks at cλ = 1/2"""

from sympy import Rational

from qedescent.analytic.notation import n, λ
from qedescent.proofs.chapter.stochastic_gradient_descent import above_one_half as above
from qedescent.proofs.chapter.stochastic_gradient_descent import logarithm_at_one_half as corner
from qedescent.proofs.chapter.stochastic_gradient_descent import products_of_one_minus_p_over_k as products
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_c_over_k as run
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.language.formulas import eq, forall, ge, gt, implies

ID = "sgd-c-over-k-phase-transition"

half, p_ = Rational(1, 2), run.rate  # p = cλ
given = run.model
conclusion = (
    implies([eq(p_, 1)], forall(n, above.exact)),
    implies([p_ > half, p_ <= 1], forall(n, above.near(run.share))),
    forall(above.N, above.limit(run.share), given=[p_ > half, p_ >= 1, ge(above.N + 1, p_)]),
    implies([p_ > half], above.least),
    implies([p_ <= half], forall(n, corner.grows)),
    implies([eq(2 * p_, 1)], forall(n, corner.stays_below)),
    forall(n, run.grows),
    implies([p_ < half], forall(n, run.below)),
    forall(products.b, forall(n, products.like_root), given=[products.root]),
)


def proof(p):
    run.laws(p)
    positive = [p.number(gt(t, 0).data) for t in (run.c, λ)]
    combine(p, gt(p_, 0), [[1, *positive]], [[1, p.number(eq(p_, run.c * λ).data)]])
    regimes = (
        lambda: above.exact_at_one(p),
        lambda: above.nears_the_share(p),
        lambda: above.tends_to_the_share(p),
        lambda: above.is_least_at_one(p),
        lambda: corner.grows_like_the_harmonic_sum(p),
        lambda: corner.stays_near_the_harmonic_sum(p),
        lambda: run.at_least_the_product(p),
        lambda: run.below_the_product(p),
        lambda: products.falls_like_a_root(p),
    )
    for regime, shown in zip(conclusion, regimes, strict=True):
        p.prove(regime, by=shown) if regime.data[2] else shown()
claim="x"
source="y"
