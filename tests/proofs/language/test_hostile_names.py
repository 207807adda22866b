"""Names from strangers are names: nothing between a claim and its typeset page runs what stands in them."""

import builtins
import json

import pytest
from sympy import Dummy, Function, Poly, Sum, Symbol, SympifyError, cancel, expand, factor, factor_list

from qedescent.proofs.certificates import certificate_bytes, checked
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.finders.telescoping import telescoping
from qedescent.proofs.kernel import checker
from qedescent.proofs.language.formulas import Formula, eq, forall, gt, independent, tends_to, term
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.language.symbols import E, dot, function, natural, random, real, vector

CODE = "__import__('builtins').ran.append(1)"
HOSTILE = [CODE, "x;y", "lambda:0", "x y", "1", "", "a.b", "f(x)", "x[0]", "#", "'", "\\input{x}", "<b>", "Σ+", "µ"]
k, n = natural("k n")


@pytest.fixture(autouse=True)
def ran(monkeypatch):
    """Where hostile code would leave its mark."""
    marks: list[int] = []
    monkeypatch.setattr(builtins, "ran", marks, raising=False)
    yield marks
    assert marks == []


def symbol(name):
    return Symbol(name, real=True)


def named_function(name):
    return type(function("f"))(name, real=True, signature=("real", "nat"))


WAYS = [
    lambda name: eq(symbol(name), 1),
    lambda name: eq(2 ** Symbol(name, integer=True, nonnegative=True), 1),
    lambda name: eq(named_function(name)(n), 1),
    lambda name: forall(symbol(name), eq(1, 1)),
    lambda name: tends_to(Symbol(name, integer=True, nonnegative=True), 1, 1),
    lambda name: eq(Sum(n, (Symbol(name, integer=True, nonnegative=True), 0, k)), 1),
    lambda name: independent(named_function(name)),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_identifier_is_no_name(name, way):
    with pytest.raises(ValueError, match="cannot be a name"):
        way(name)


@pytest.mark.parametrize("make", [real, natural, random, vector, function])
def test_letters_are_refused_when_they_are_made(make):
    with pytest.raises(ValueError, match="cannot be a name"):
        make(CODE)


def test_a_string_is_no_expression_for_sympy_would_run_it(ran):
    with pytest.raises(AttributeError):
        Poly(CODE.replace("append(1)", "append(2).x"))
    assert ran == [2]  # what the language must keep away from
    ran.clear()
    for way in (E, lambda t: dot(t, t), function("f"), lambda t: E(E(t))):
        with pytest.raises(SympifyError):
            way(CODE)
    for way in (term, lambda t: eq(t, 1), lambda t: gt(1, t)):
        with pytest.raises(ValueError, match="no term"):
            way(CODE)


def test_sympy_itself_does_not_run_the_name_of_a_symbol_in_what_the_finders_call():
    a, b = Symbol(CODE, real=True), Symbol(f"1 + {CODE}", real=True)
    polynomial = Poly(a**2 - b**2, a, b)
    square = a**2 - b**2
    done = [factor_list(polynomial), factor(square), expand((a + b) ** 2), cancel(square / (a - b)), (a / b).together()]
    done += [(a + b).xreplace({a: b}), Sum(a, (n, 0, k)), Function(CODE)(a), Dummy(CODE), str(a), repr(b)]
    assert len(done) == 11


def theorem(name, goal, steps=()):
    return {
        "format": checker.FORMAT, "claim": "stranger",
        "theorems": [{"name": CODE, "variables": {name: "real"}, "assume": [], "show": [goal], "steps": list(steps)}],
    }  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_strangers_certificate_with_such_a_name_is_refused(name):
    goal = ["=", name, name]
    answer = checked(certificate_bytes(theorem(name, goal, [{"rule": "combine", "goal": goal}])))
    assert answer["verdict"] == "REJECTED"


def test_a_strangers_bound_names_are_refused_as_well():
    goal = ["=", ["sum", CODE, 0, "k", 1], "k"]
    certificate = theorem("x", goal, [{"rule": "combine", "goal": goal}])
    certificate["theorems"][0]["variables"] = {"k": "nat"}
    assert checked(json.dumps(certificate).encode())["verdict"] == "REJECTED"


@pytest.mark.parametrize("reason", [algebra, signs, telescoping])
def test_finders_do_not_run_the_names_in_a_kernel_formula(reason):
    """Even where a formula bypasses the language and its names have been declared by force."""
    p = Prover((), mentions=[eq(k, k)])
    p.kernel.sorts[CODE] = "real"
    series = ["sum", "j", 0, "k", ["*", ["^", CODE, "j"], ["-", 1, CODE]]]
    line = ["=", series, 1] if reason is not signs else [">", ["-", ["^", CODE, 2], ["*", 3, CODE]], 0]
    with pytest.raises(NotFound):
        p.have(Formula(line), reason)
