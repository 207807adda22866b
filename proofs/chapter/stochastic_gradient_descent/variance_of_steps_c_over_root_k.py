"""Steps c/√k on a noisy quadratic: √k times the variance nears cσ²/(2λ), with an error of order 1/√k."""

from typing import Any

from sympy import sqrt

from qedescent.analytic.notation import k, n, λ, σ
from qedescent.proofs.chapter.stochastic_gradient_descent.roots_of_naturals import growth, square_root
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, formula, ge, gt, term
from qedescent.proofs.language.prover import Data, Prover
from qedescent.proofs.language.symbols import E, natural, real, sequence

q, ξ = sequence("q ξ", "random")
η, c, B = sequence("η"), *real("c B")
N = natural("N")

definitions = (
    c > 0,
    forall(k, eq(η(k) * sqrt(k + 1), c)),
    forall(k, eq(q(k + 1), q(k) - η(k) * (λ * q(k) + ξ(k)))),
)
share, speed = c * σ**2 / (2 * λ), c * λ


def gap(i: Any) -> Any:
    """i + 1 times the variance, less what √(i + 1) times the limit makes of it."""
    return (i + 1) * E(q(i) ** 2) - share * sqrt(i + 1)


def close(i: Any) -> Any:
    return both(ge(B, gap(i)), ge(B, -gap(i)))


late = ge(sqrt(N + 1), speed), ge(speed * sqrt(N + 1), 2)
wide = ge(2 * λ**2 * B, σ**2 * (1 + 2 * speed**2))
conclusion = forall((N, B), forall(n, close(N + n)), given=[*late, wide, close(N)])

# The step as a statement on numbers: r = √k, s = √(k + 1), L = cλ, a = cσ²/(2λ), d and e the gaps before and after it.
r, s, L, a, b, d, e = real("r s L a b d e")
moved = eq(r**4 * e, s**2 * (r - L) ** 2 * d + a * s * r**3 * (s - r) + a * s**2 * L**2 * r)
numbers = (
    r > 0, s > 0, L > 0, r >= L, L * r >= 2, a >= 0, b >= 0, s >= r, ge(1, 2 * r * (s - r)), ge(L * b, a * (1 + 2 * L**2)),
    b >= d, b >= -d, eq(s**2, r**2 + 1), moved,
)  # fmt: skip
stays = forall((r, s, L, a, b, d, e), both(ge(b, e), ge(b, -e)), given=numbers)


first_law = forall(k, eq(E(q(k + 1) ** 2), (1 - η(k) * λ) ** 2 * E(q(k) ** 2) + η(k) ** 2 * σ**2))
law = forall(k, eq((k + 1) * E(q(k + 1) ** 2), (sqrt(k + 1) - speed) ** 2 * E(q(k) ** 2) + (c * σ) ** 2))


def nears_the_share(p: Prover) -> int:
    """`conclusion`, after `roots`."""
    p.prove(stays, by=lambda: _stays(p))
    p.prove(first_law, by=algebra.saying("the noise is independent of the iterate"))
    p.prove(law, by=lambda: _law(p))
    return p.prove(conclusion, by=lambda: _all(p))


def _stays(p: Prover) -> None:
    """r⁴(b - e) and r⁴(b + e) are sums of products of what is not negative."""
    pr, ps, pL, wider, fast, pa, pb, rises, below, room, up, down, square, law_ = (p.number(formula(f).data) for f in numbers)
    inverse = inverse_positive(p, "r")
    shared = [[1, pb, pL, wider, _square(s)], [["/", 1, 2], pb, fast, _square(r)]]
    above = [
        [1, _square(s * (r - L)), up],
        *shared,
        [["/", 1, 2], room, pr, _square(r)],
        [1, room, pr],
        [["/", 1, 2], pa, ps, below, _square(r)],
        [["/", 3, 4], pa, pr],
        [["/", 1, 4], pa, pr, _square(s - r)],
        [1, pa, pr, _square(L)],
    ]
    under = [
        [1, _square(s * (r - L)), down],
        *shared,
        [["/", 1, 2], pb, pL, pr, _square(r)],
        [1, pb, pL, pr],
        [1, pa, ps, pr, rises, _square(r)],
        [1, pa, pr, _square(s * L)],
    ]
    excess = -(L**2) * a * r + L * b * r - a * r / 4 - b * r**2
    for goal, summands, way, weight in ((ge(b, e), above, -1, excess), (ge(b, -e), under, 1, -b * r * (r - L))):
        divided = [[w, *factors, *[inverse] * 4] for w, *factors in summands]
        combine(p, goal, divided, [[term(way / r**4)[0], law_], [term(weight / r**4)[0], square]])


def _square(x: Any) -> Data:
    return ["square", term(x)[0]]


def _law(p: Prover) -> None:
    """The first law times k + 1, which is the square of its root."""
    here, rule, own = p.instance(first_law, {k: k}), p.instance(definitions[1], {k: k}), square_root(p, k)[0]
    value, size, after = E(q(k) ** 2), η(k), (1 - η(k) * λ) ** 2 * E(q(k) ** 2) + η(k) ** 2 * σ**2
    slip = -λ * (2 * (r - speed) - (r * size - c) * λ) * value + (c + r * size) * σ**2
    equations = [[["+", "k", 1], here], [_at(slip, {"r": root(k)}), rule], [term(-after)[0], own]]
    combine(p, law.data[3], [], equations)


def root(i: Any) -> Data:
    """√(i + 1) as the kernel has it: SymPy would make a number of its square."""
    return ["sqrt", term(i + 1)[0]]


def _at(expression: Any, values: dict[str, Data]) -> Data:
    return substitute(term(expression)[0], values)


def _all(p: Prover) -> None:
    m = N + n
    state = [*close(m).data[1:], ge(sqrt(m + 1), speed).data, ge(speed * sqrt(m + 1), 2).data]
    aim = Formula(["and", *state], {"N": "nat", "n": "nat"})
    positive, inverse = p.have(gt(speed, 0), signs), inverse_positive(p, term(λ)[0])
    p.have(ge(share, 0), signs)
    fast, broad = p.number(gt(c, 0).data), p.number(wide.data)
    combine(p, ge(speed * B, share * (1 + 2 * speed**2)), [[["/", 1, 2], fast, inverse, broad]])
    spread = [[["/", 1, 2], inverse, inverse, _square(σ)], [1, inverse, inverse, _square(speed * σ)]]
    combine(p, ge(B, 0), [[["/", 1, 2], inverse, inverse, broad], *spread])
    p.induct(n, aim, base=lambda: None, step=lambda: _step(p, m, positive), say="the distance stays within its bound")
    p.prove(forall(n, close(m)), by=lambda: p.instance(Formula(["forall", [["n", "nat"]], [], aim.data]), {n: n}))


def _step(p: Prover, m: Any, positive: int) -> None:
    (own, _), (other, _), (rises, *_) = square_root(p, m), square_root(p, m + 1), growth(p, m)
    at = {"r": root(m), "s": root(m + 1), "L": term(speed)[0], "a": term(share)[0], "b": "B",
          "d": term(gap(m))[0], "e": term(gap(m + 1))[0]}  # fmt: skip
    combine(p, substitute(eq(s**2, r**2 + 1).data, at), [], [[1, other], [-1, own]])
    here, now, then = p.instance(law, {k: m}), E(q(m) ** 2), E(q(m + 1) ** 2)
    equations = [
        [_at(s**2 * r**2, at), here],
        [_at(s**2 * (r - L) ** 2 * now + s**2 * r**2 * then, at), own],
        [_at(-(r**4) * then, at), other],
    ]
    combine(p, substitute(moved.data, at), [], equations)
    p.step("inst", fact=p.number(stays.data), terms=at, premises=[p.number(substitute(formula(f).data, at)) for f in numbers])
    wider, fast = (p.number(f.data) for f in (ge(sqrt(m + 1), speed), ge(speed * sqrt(m + 1), 2)))
    combine(p, ge(sqrt(m + 2), speed), [[1, wider], [1, rises]])
    combine(p, ge(speed * sqrt(m + 2), 2), [[1, fast], [1, positive, rises]])
