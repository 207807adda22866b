"""Equations are settled by the field axioms and the equations at hand; rewriting that would go on for ever ends."""

import pytest
from sympy import Sum

from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.language.formulas import eq, forall, gt, independent, ne
from qedescent.proofs.language.symbols import E, dot, function, natural, real, sequence, vector

x, y, z, σ, α = real("x y z σ α")
j, k, n = natural("j k n")
f, g, s = function("f"), function("g", "real", "real"), sequence("s")
u, v, w = vector("u v w")
H = function("H", "vec", "vec")
θ, ξ = sequence("θ ξ", "random")
noise = [independent(ξ, θ), forall(k, eq(E(ξ(k)), 0)), forall(k, eq(E(ξ(k) ** 2), σ**2)),
         forall(k, eq(θ(k + 1), α * θ(k) + ξ(k)))]  # fmt: skip

TRUE = [
    ([], eq((x + y) ** 2, x**2 + 2 * x * y + y**2)),
    ([ne(x, 0)], eq((x**2 - 1) / x, x - 1 / x)),
    ([gt(x, 0), gt(y, 0)], eq(1 / x + 1 / y, (x + y) / (x * y))),
    ([], eq(1 / (n + 1) - 1 / (n + 2), 1 / ((n + 1) * (n + 2)))),
    ([eq(x, y + 1), eq(y, 2)], eq(x**2, 9)),
    ([forall(k, eq(s(k + 1), 2 * s(k)))], eq(s(n + 2), 4 * s(n))),
    ([forall(x, eq(f(x), x + 1))], eq(f(f(y)), y + 2)),
    ([forall(k, eq(s(k), k))], eq(s(n + 1) - s(n), 1)),
    ([], eq(x**n * x, x ** (n + 1))),
    ([], eq(Sum(x**j, (j, 0, n)), Sum(x**j, (j, 0, n - 1)) + x**n)),
    ([], eq(dot(u + v, u - v), dot(u, u) - dot(v, v))),
    ([forall(w, eq(H(w), 2 * w))], eq(dot(H(u + v), u), 2 * dot(u, u) + 2 * dot(v, u))),
    (noise, eq(E(θ(n + 1)), α * E(θ(n)))),
    (noise, eq(E(θ(n + 1) ** 2), α**2 * E(θ(n) ** 2) + σ**2)),
    ([eq(x, y), eq(y, x)], eq(x * z, y * z)),
    ([eq(x, y * z), eq(y, x * z)], eq(x, x * z**2)),
]  # fmt: skip


@pytest.mark.parametrize(("given", "goal"), TRUE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_true_equation_is_found(found, given, goal):
    found(given, goal, algebra)


FALSE = [
    ([], eq(1, 2)),
    ([], eq((x + y) ** 2, x**2 + y**2)),
    ([forall(k, eq(s(k + 1), 2 * s(k)))], eq(s(n + 2), 2 * s(n))),
    ([], eq(x**n * x, x ** (n + 2))),
    ([], eq(Sum(x**j, (j, 0, n)), Sum(x**j, (j, 0, n - 1)))),
    ([], eq(dot(u + v, u + v), dot(u, u) + dot(v, v))),
    ([], eq(H(u + v), H(u) + H(v))),  # nobody said that H is linear
    (noise[1:], eq(E(θ(n + 1) ** 2), α**2 * E(θ(n) ** 2) + σ**2)),  # no independence
    (noise, eq(E(θ(n + 1) ** 2), α**2 * E(θ(n) ** 2))),
    (noise, eq(E(θ(n + 1) * ξ(n)), 0)),  # the iterate depends on the newest noise
    ([], eq(E(x * θ(n)) / x, E(θ(n)))),  # x may be 0
    ([eq(x * y, 0)], eq(x, 0)),
]


@pytest.mark.parametrize(("given", "goal"), FALSE, ids=lambda q: str(getattr(q, "data", ""))[:60])
def test_a_false_equation_is_not_found(not_found, given, goal):
    not_found(given, goal, algebra)


def test_the_denominator_that_stands_in_the_way_is_named(not_found):
    assert not_found([], eq((x**2 - y**2) / (x - y), x + y), algebra) == "not known to be nonzero: ['-', 'x', 'y']"


def test_what_the_sides_differ_by_is_said(not_found):
    assert not_found([eq(x, 1)], eq(x + y, y), algebra) == "the sides differ by 1"


ENDLESS = [
    [forall(x, eq(f(x), f(f(x))))],
    [forall(x, eq(f(x), f(x + 1)))],
    [forall(x, eq(f(x), f(2 * x) + f(3 * x)))],
    [forall(k, eq(s(k), s(k + 1)))],
    [eq(z, z**2 + 1)],
    [eq(z, y + 1), eq(y, α + 1), eq(α, z + 1)],
    [forall(x, eq(f(x), g(f(x)))), forall(x, eq(g(x), f(g(x))))],
]


@pytest.mark.parametrize("given", ENDLESS, ids=lambda q: str(q[0].data)[:60])
def test_equations_that_could_be_used_for_ever_are_not(not_found, given):
    not_found(given, eq(f(y) + s(0) + z, 7), algebra)


def test_only_the_equations_named_are_used(found, not_found):
    found([eq(x, 1), eq(y, 2)], eq(x, 1), using(0))
    not_found([eq(x, 1), eq(y, 2)], eq(x + y, 3), using(0))


def test_an_inequality_is_no_equation(not_found):
    assert "not an equation" in not_found([gt(x, 0)], gt(x + 1, 0), algebra)
