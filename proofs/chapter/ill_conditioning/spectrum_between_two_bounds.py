"""What a gradient step does to vectors and costs when the Hessian's spectrum lies between two bounds, without eigenvectors."""

from collections.abc import Callable

from sympy import Expr

from qedescent.analytic.notation import L, g, k, n, ε, θ, μ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import sgd
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import inverse_positive
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, gt, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import dot, function, norm2, real, sequence, vector

H = function("H", "vec", "vec")
x, u, y = vector("x u y")
a, c = real("a c")
position = sequence("θ", "vec")

linear = forall((u, y, a), eq(H(u + a * y), H(u) + a * H(y)))
symmetric = forall((u, y), eq(dot(u, H(y)), dot(H(u), y)))
soft = forall(u, ge(dot(u, H(u)), μ * norm2(u)))
stiff = forall(u, ge(L * norm2(u), dot(u, H(u))))
hessian = (linear, symmetric, soft, stiff)

after = x - ε * H(x)
shorter = ge(c**2 * norm2(x), norm2(after))
lower = ge(c**2 * dot(x, H(x)), dot(after, H(after)))
contracts = both(shorter, lower)
ends = tuple(ge(c**2, (1 - ε * end) ** 2) for end in (μ, L))
error, cost = norm2(position(n)), dot(position(n), H(position(n)))  # the minimum is at 0; the cost is J, doubled
shrinks = both(*(ge(c ** (2 * n) * size.subs(n, 0), size) for size in (error, cost)))
descends = forall(k, eq(position(k + 1), next_values(sgd)[θ].xreplace({θ: position(k), g: H(position(k))})))
zeroth, first, second, third = norm2(x), dot(x, H(x)), norm2(H(x)), dot(H(x), H(H(x)))


def show_contraction(p: Prover) -> None:
    """`contracts` for the vector x, from `ends` and L > μ, which are known; what would be polynomials in an eigenvalue are
    polynomials in H: (H - μ)²(L - H) and (H - μ)(L - H)² add up to L - μ times (H - μ)(L - H)."""
    p.instance(symmetric, {u: x, y: H(x)})
    width = inverse_positive(p, term(L - μ)[0])
    low, high, weak = (p.number(f.data) for f in (*ends, gt(μ, 0)))
    above, below = p.instance(soft, {u: x}), p.instance(stiff, {u: x})
    less, more = H(x) - L * x, H(x) - μ * x
    bent = _in_moments(p, stiff, -μ, lambda bow: ge(L * norm2(more), bow))
    bowed = _in_moments(p, soft, -L, lambda bow: ge(bow, μ * norm2(less)))
    middle = ge((L + μ) * first, second + L * μ * zeroth)
    between = combine(p, middle, [[1, width, bent], [1, width, bowed]], say="(H - μ)(L - H) is not negative")
    size, words = ["square", "ε"], "the squared factor lies below its chord"
    combine(p, shorter, [[1, size, between], [1, width, low, below], [1, width, high, above]], say=words)
    p.instance(linear, {u: x, y: H(x), a: -ε})
    step = p.have(eq(dot(after, H(after)), first - 2 * ε * second + ε**2 * third), algebra)
    left, right = [[between], [weak, below]], [[["norm", term(more)[0]]], [weak, above]]  # (L - H)H and (H - μ)H
    chord = [*([1, width, low, *part] for part in left), *([1, width, high, *part] for part in right)]
    combine(p, lower, [[1, size, bent], [1, size, weak, between], *chord], [[-1, step]], say="the same, multiplied by H")


def show_shrinking(p: Prover) -> None:
    """`shrinks` for every n, from `ends`, L > μ and `descends`, which are known."""
    one = p.prove(forall(x, contracts), by=lambda: show_contraction(p))
    p.induct(n, shrinks, base=signs, step=lambda: _one_more(p, one), say="one factor c² a step")


def _one_more(p: Prover, one: int) -> None:
    known = [p.number(f) for f in shrinks.data[1:]]
    parts = p.instance(one, {x: position(n)}) + 1
    p.instance(descends, {k: n})
    for i, size in enumerate((error, cost)):
        at = after.xreplace({x: position(n)})
        same = p.have(eq(size.subs(n, n + 1), (norm2(at), dot(at, H(at)))[i]), algebra)
        goal = ge(c ** (2 * n + 2) * size.subs(n, 0), size.subs(n, n + 1))
        combine(p, goal, [[1, ["square", "c"], known[i]], [1, parts + i]], [[-1, same]])


def _in_moments(p: Prover, bound: Formula, shift: Expr, goal: Callable[[Expr], Formula]) -> int:
    """A bound on the spectrum at the vector Hx + shift x, in terms of x, Hx and HHx."""
    at, bow = H(x) + shift * x, third + 2 * shift * second + shift**2 * first
    p.instance(linear, {u: H(x), y: x, a: shift})
    law = p.have(eq(dot(at, H(at)), bow), algebra)
    return p.have(goal(bow), sign(degree=1, using=[law, p.instance(bound, {u: at})]))
