"""From SymPy to the kernel's terms: what is written arrives as data, and what has no exact meaning there is refused."""

import numpy as np
import pytest
from sympy import (
    Abs,
    Dummy,
    Eq,
    Function,
    I,
    Integral,
    Matrix,
    Max,
    Ne,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    cos,
    factorial,
    log,
    nan,
    oo,
    pi,
    sqrt,
)  # fmt: skip

from qedescent.proofs.language.formulas import (
    Formula,
    both,
    eq,
    forall,
    formula,
    ge,
    gt,
    has_derivative,
    iff,
    implies,
    independent,
    ne,
    roots_within,
    tends_to,
    term,
)  # fmt: skip
from qedescent.proofs.language.symbols import E, dot, function, natural, random, real, sequence, vector

x, y = real("x y")
j, k, n = natural("j k n")
f, s = function("f"), sequence("s")

TERMS = [
    (7, 7),
    (Rational(-2, 3), ["/", -2, 3]),
    (x - y, ["-", "x", "y"]),
    (-x - y, ["-", ["-", "x"], "y"]),
    (-2 * x / 3, ["-", ["/", ["*", 2, "x"], 3]]),
    (x / (y + 1), ["/", "x", ["+", "y", 1]]),
    (x**-2, ["/", 1, ["^", "x", 2]]),
    (x**-n, ["/", 1, ["^", "x", "n"]]),
    (x ** (2 * n + 1), ["^", "x", ["+", ["*", 2, "n"], 1]]),
    (sqrt(x), ["sqrt", "x"]),
    (x ** Rational(3, 2), ["^", ["sqrt", "x"], 3]),
    (1 / sqrt(x), ["/", 1, ["sqrt", "x"]]),
    (f(x + 1), ["apply", "f", ["+", "x", 1]]),
    (E(random("Z")), ["E", "Z"]),
    (dot(*vector("u v")), ["dot", "u", "v"]),
    (Sum(x**j, (j, 0, n - 1)), ["sum", "j", 0, "n", ["^", "x", "j"]]),
    (Sum(j, (j, 2, n + 2)), ["sum", "j", 2, ["+", "n", 1], "j"]),
    (Sum(Sum(s(j + k), (j, 0, k)), (k, 0, n)),
     ["sum", "k", 0, ["+", "n", 1], ["sum", "j", 0, ["+", "k", 1], ["apply", "s", ["+", "j", "k"]]]]),
    (Sum(x**j * y**k, (j, 0, n), (k, 0, 2)),
     ["sum", "k", 0, 3, ["sum", "j", 0, ["+", "n", 1], ["*", ["^", "x", "j"], ["^", "y", "k"]]]]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "data"), TERMS, ids=str)
def test_a_term_arrives_as_it_was_written(written, data):
    assert term(written)[0] == data


FORMULAS = [
    (x < y, [">", "y", "x"]),
    (x <= y, [">=", "y", "x"]),
    (Ne(x, y), ["!=", "x", "y"]),
    (Eq(x, y), ["=", "x", "y"]),
    (eq(x, x), ["=", "x", "x"]),
    (ge(n, 0), [">=", "n", 0]),
    (gt(1, 2), [">", 1, 2]),
    (ne(x, x), ["!=", "x", "x"]),
    (both(x > 0, y > 0), ["and", [">", "x", 0], [">", "y", 0]]),
    (both(x > 0), [">", "x", 0]),
    (implies(x > 0, y > 0), ["forall", [], [[">", "x", 0]], [">", "y", 0]]),
    (forall((x, n), eq(x, n), given=[x > 0]), ["forall", [["x", "real"], ["n", "nat"]], [[">", "x", 0]], ["=", "x", "n"]]),
    (roots_within(x**2 + 2 * y * x + 3, x, strictly=False), ["roots", ["*", 2, "y"], 3, "<=", 1]),
    (tends_to(n, x**n, 0), ["limit", "n", ["^", "x", "n"], 0]),
    (has_derivative(x, x**2, 2 * x), ["derivative", "x", ["^", "x", 2], ["*", 2, "x"]]),
    (independent(s, s), ["independent", "s", ["s"]]),
]


@pytest.mark.parametrize(("written", "data"), FORMULAS, ids=str)
def test_a_formula_arrives_as_it_was_written(written, data):
    assert formula(written).data == data


def test_an_equivalence_is_two_implications():
    forward, backward = iff(x > 0, (y > 0, n > 0))
    assert forward.data == ["forall", [], [[">", "x", 0]], ["and", [">", "y", 0], [">", "n", 0]]]
    assert backward.data == ["forall", [], [[">", "y", 0], [">", "n", 0]], [">", "x", 0]]


def test_what_is_bound_is_not_free():
    assert set(forall(x, tends_to(n, x**n + y, 0)).sorts) == {"y"}
    assert set(eq(Sum(x**j, (j, 0, n)), 0).sorts) == {"x", "n"}
    assert set(has_derivative(x, y * x, y).sorts) == {"y"}


@pytest.mark.parametrize("decided", [x >= x, x**2 >= 0, n >= 0, n + 1 > 0, Eq(x, x), x == y, True], ids=str)
def test_a_relation_that_sympy_decides_by_itself_is_refused(decided):
    with pytest.raises(ValueError, match="SymPy decided"):
        formula(decided)


NO_TERMS = [
    0.5, x * 0.5, x + 0.1, np.float64(0.5), np.int64(2), True, None, "x", pi * x, I, oo, nan, x / 0, Abs(x), log(x), cos(x),
    factorial(n), Max(x, 0), Piecewise((x, y > 0), (0, True)), Matrix([x]), Integral(x, x), sqrt(x**2),
]  # fmt: skip


@pytest.mark.parametrize("strange", NO_TERMS, ids=str)
def test_what_has_no_exact_term_is_refused(strange):
    with pytest.raises(ValueError, match="the kernel has no term"):
        term(strange)


@pytest.mark.parametrize("exponent", [0.5, 2.0, Rational(1, 3), n / 2, 1 - n, n - k, -1 - n + 2 * k], ids=str)
def test_an_exponent_that_is_no_natural_number_by_its_form_is_refused(exponent):
    with pytest.raises(ValueError, match="not a natural number by its form"):
        term(x**exponent)


@pytest.mark.parametrize("limits", [(j, 0, oo), (j, 0, n - 2), (j, n, 0), (j, -1, n), (j, 0, n / 2)], ids=str)
def test_a_sum_whose_length_is_no_natural_number_by_its_form_is_refused(limits):
    with pytest.raises(ValueError, match="not a natural number by its form"):
        term(Sum(x**j, limits))


def test_a_sum_without_limits_is_refused():
    with pytest.raises(ValueError):
        term(Sum(x**j, j))


CLASHES = [
    lambda: eq(x + natural("x"), 1),
    lambda: eq(x, random("x")),
    lambda: eq(f(x), real("f")),
    lambda: eq(f(x), sequence("f")(n)),
    lambda: both(x > 0, natural("x") > 1),
    lambda: forall(natural("x"), eq(x, 1)),
    lambda: forall(x, eq(natural("x"), 1)),
    lambda: tends_to(x, 1 / (x + 1), 0),
    lambda: has_derivative(n, n**2, 2 * n),
    lambda: eq(Sum(real("j"), (real("j"), 0, n)), 1),
]


@pytest.mark.parametrize("clash", CLASHES)
def test_one_name_has_one_sort(clash):
    with pytest.raises(ValueError, match="is used as"):
        clash()


@pytest.mark.parametrize(
    "symbol",
    [
        Symbol("a"), Symbol("a", positive=True), Symbol("a", real=True, nonzero=True), Symbol("a", integer=True),
        Symbol("a", integer=True, positive=True), Symbol("a", nonnegative=True), Symbol("a", rational=True),
        Symbol("a", complex=True),
    ],
    ids=lambda a: str(a.assumptions0)[:40],
)  # fmt: skip
def test_a_symbol_of_which_sympy_knows_more_or_less_than_its_sort_is_refused(symbol):
    with pytest.raises(ValueError, match="state its sign as a hypothesis"):
        eq(symbol, 1)


def test_a_dummy_is_refused_for_it_would_be_taken_for_its_namesake():
    with pytest.raises(ValueError, match="cannot be a name"):
        eq(Dummy("x", real=True), x)


def test_a_function_without_a_signature_is_refused():
    with pytest.raises(ValueError, match="has no signature"):
        eq(Function("g")(x), 1)


def test_a_sort_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="among the sorts"):
        function("g", "complex")


@pytest.mark.parametrize("polynomial", [x, x**3, 2 * x**2, x**2 + 1 / x, y * x**2, x**2 + 0.5 * x], ids=str)
def test_roots_are_those_of_a_monic_quadratic_without_floats(polynomial):
    with pytest.raises(ValueError, match=r"not monic|no polynomial|no term"):
        roots_within(polynomial, x)


def test_a_conjunction_of_sympys_own_is_no_formula():
    with pytest.raises(ValueError, match="is not a formula"):
        formula((x > 0) & (y > 0))


def test_what_sympy_evaluates_while_it_is_written_is_gone_and_the_certificate_says_only_what_is_left():
    assert eq(x / x, 1).data == ["=", 1, 1]
    assert eq(sqrt(x) ** 2, x).data == ["=", "x", "x"]
    assert eq(0.1 * x - x / 10, y).data == ["=", 0, "y"]
    assert eq(x**0, 1).data == ["=", 1, 1]


def test_formulas_are_compared_by_what_they_say():
    assert eq(x, y) == eq(real("x"), real("y")) == Formula(["=", "x", "y"])
    assert eq(x, y) != eq(y, x)
