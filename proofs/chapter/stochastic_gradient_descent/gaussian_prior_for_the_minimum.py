"""A minimum drawn from a Gaussian prior: no method that sees K replies has less than the prior's Bayes risk."""

from qedescent.analytic.notation import k, n, α, δ, λ, σ
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, eq, forall, ge, gt
from qedescent.proofs.language.prover import Reason
from qedescent.proofs.language.symbols import E, function, natural, real, sequence

i, j = natural("i j")
τ, β = real("τ β")
ξ, S = sequence("ξ S", "random")  # the noise and its sums
C = function("C", "random", "real")  # the minimum, drawn from the prior of variance τσ²/λ²
T = function("T", "random", "real", "nat")  # what the method makes of the first k replies under that prior
B = sequence("B")  # a bound for the method's expected excess error, whatever the minimum

K = n + 1
share = σ**2 / (2 * λ)
bound = σ**2 / (2 * λ * K)
decoded = C(τ) - ξ(k) / λ
mixture = α * C(τ) + β * S(k)
prior = forall(τ, eq(E(C(τ) ** 2), τ * σ**2 / λ**2), given=[τ > 0])
prior_and_noise = forall((τ, k), eq(E(C(τ) * ξ(k)), 0), given=[τ > 0])
supremum = forall((τ, k), ge(B(k + 1), E(λ / 2 * (T(τ, k + 1) - C(τ)) ** 2)), given=[τ > 0])  # 0 replies bound nothing
drawn = (prior, prior_and_noise, supremum)
unrelated = forall((i, j), eq(E(mixture.xreplace({k: i + j + 1}) * decoded.xreplace({k: j})), 0))
gaussian = forall((τ, α, β, k), eq(E(mixture * T(τ, k)), 0), given=[τ > 0, unrelated])
lower = ge(B(K), bound)

residue = λ * C(τ) + τ * S(K)  # a multiple of C less its posterior mean
bayes_risk = σ**2 * τ / (λ**2 * (K * τ + 1))
bayes = ge(E((T(τ, K) - C(τ)) ** 2), bayes_risk)
fits = eq(δ * τ, share + δ)  # the width of a prior whose Bayes risk leaves less than δ to the bound


def shared(m):
    """The sum of the noise has one term in common with each past noise."""
    return eq(E(S(m + j + 1) * ξ(j)), σ**2)


def apart(m):
    return eq(E(C(τ) * S(m)), 0)


def bound_by_priors(p, variance_of_sum):
    """B(K) >= σ²/(2λK), from the number of the fact that E S(n)² = nσ²."""
    fresh = algebra.saying("the noise is independent of its past")
    p.prove(forall((i, j), shared(i)), by=lambda: _for_each(p, shared, i, fresh))
    with_prior = Reason("the prior is independent of the noise", _next_apart)
    p.prove(forall((τ, n), apart(n), given=[τ > 0]), by=lambda: _for_each(p, apart, n, with_prior))
    p.prove(forall((τ, n), bayes, given=[τ > 0]), by=lambda: _bayes(p, variance_of_sum))
    p.prove(forall(n, lower), by=lambda: _wide_priors(p))


def _for_each(p, statement, m, step):
    p.induct(k, statement(k), base=algebra, step=step)
    p.instance(forall(k, statement(k)), {k: m})


def _next_apart(p, wanted):
    p.instance(prior_and_noise, {τ: τ, k: k})
    p.have_data(wanted, algebra)


def _bayes(p, variance_of_sum):
    """The residue is independent of the replies; the square of T - C + residue / (λ(Kτ + 1)) is not negative."""
    width, variance = p.have(gt(K * τ + 1, 0), signs), p.instance(prior, {τ: τ})
    every_reply = Reason("the residue is uncorrelated with every reply", _unrelated)
    useless = p.instance(gaussian, {τ: τ, α: λ, β: τ, k: K}, by=every_reply)
    noise, mixed = p.instance(variance_of_sum, {n: K}), _apart(p, K)
    whole = T(τ, K) - C(τ) + residue / (λ * (K * τ + 1))
    square = p.have(ge(whole**2, 0), sign(whole))
    mean = p.step("mean", fact=square)
    law = using(useless, variance, noise, mixed, width)
    expanded = p.have(eq(E(whole**2), E((T(τ, K) - C(τ)) ** 2) - bayes_risk), law)
    combine(p, bayes, [[1, mean]], [[-1, expanded]], say="the residue is independent of the replies; its square is not negative")


def _apart(p, m):
    return p.instance(forall((τ, n), apart(n), given=[τ > 0]), {τ: τ, n: m})


def _unrelated(p, wanted):
    """The residue is uncorrelated with every decoded reply."""
    p.prove(Formula(wanted), by=lambda: _unrelated_to_one(p, wanted[3]))


def _unrelated_to_one(p, wanted):
    noise = p.instance(forall((i, j), shared(i)), {i: i, j: j})
    variance, new = p.instance(prior, {τ: τ}), p.instance(prior_and_noise, {τ: τ, k: j})
    p.have_data(wanted, using(variance, noise, _apart(p, i + j + 1), new))


def _wide_priors(p):
    """Were B(K) below the bound by δ, the prior with τ = 1 + σ²/(2λδ) would be too wide for it."""
    below = "priors may be as wide as we please"
    p.either(bound, B(K), lower, greater=lambda: _contradiction(p), otherwise=signs, say=below)


def _contradiction(p):
    p.have(gt(bound - B(K), 0), signs)
    for_gap = p.prove(forall(δ, lower, given=[δ > 0, eq(δ, bound - B(K))]), by=lambda: _some_prior(p))
    p.instance(for_gap, {δ: bound - B(K)}, by=algebra)


def _some_prior(p):
    enough = p.have(ge(share, 0), signs)
    too_wide = p.prove(forall(τ, lower, given=[τ > 0, fits]), by=lambda: _too_wide(p, enough))
    p.have(gt((share + δ) / δ, 0), signs)
    p.instance(too_wide, {τ: (share + δ) / δ}, by=algebra)


def _too_wide(p, enough):
    """B(K)(Kτ + 1) >= τσ²/(2λ) makes δ at most 0."""
    risk = p.instance(forall((τ, n), bayes, given=[τ > 0]), {τ: τ, n: n})
    at_most = p.instance(supremum, {τ: τ, k: n})
    factor, positive, below, width = (p.have(gt(t, 0), signs) for t in (λ, δ, 1 / K, K * τ + 1))
    gap, fitting = (p.number(f.data) for f in (eq(δ, bound - B(K)), fits))
    first, third = ["natural", ["+", "n", 1]], ["natural", ["+", "n", 2]]
    half = ["/", 1, 2]
    summands = [[1, at_most, width], [half, factor, risk, width], [1, first, positive], [1, enough, ["natural", "n"], third, below]]
    combine(p, lower, summands, [[["+", "n", 1], fitting], [["-", ["*", ["+", "n", 1], "τ"]], gap]])
