"""An author's own code, read, is the formula that the author wrote, with the path it took; the rest is refused by name."""

import math
from typing import Any

import numpy as np
import pytest
from sympy import Symbol

from qedescent.analytic.notation import g, ε, θ
from qedescent.analytic.rules import adadelta, adagrad, momentum, nesterov, rmsprop
from qedescent.analytic.rules import adam as adam_rule
from qedescent.numeric import optimizers
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.function_target import FunctionTarget
from qedescent.proofs.lifting.functions import absolute, maximum, minimum, sign
from qedescent.proofs.lifting.recording import Unreadable

m, b1, b2, wd = (Symbol(x, real=True) for x in ("m", "b1", "b2", "wd"))


def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1 * m + (1 - b1) * g) + wd * theta
    return theta - lr * step, b2 * m + (1 - b2) * g


def adam(theta, g, s=0, r=0, *, eps, rho1, rho2, delta, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    return theta - eps * (s / (1 - rho1**t)) / (np.sqrt(r / (1 - rho2**t)) + delta), s, r


def counting(theta, g, n=0, *, lr):
    return theta - lr * g / (n + 1), n + 1


def dampened(theta, g, b=0, *, lr, mu, tau, t):
    b = g if t == 1 else mu * b + (1 - tau) * g
    return theta - lr * b, b


def test_an_authors_rule_is_what_he_wrote(beside):
    sgn = function("sign")
    rule = beside.written(
        (ε, b1, b2, wd), {m: 0}, (θ, θ - ε * (sgn(b1 * m + (1 - b1) * g) + wd * θ)), (m, b2 * m + (1 - b2) * g)
    )
    target = FunctionTarget(lion)
    found = target.read()
    assert beside.differences(found, rule) == [] and found.conditions == ()
    assert beside.gap(target, found) < 1e-12


def test_the_step_count_is_a_parameter_t(beside):
    target = FunctionTarget(adam)
    assert beside.differences(target.read(), adam_rule) == []
    assert beside.gap(target, target.read()) < 1e-12


def test_a_memory_that_counts_the_steps_becomes_t():
    found = FunctionTarget(counting).read()
    assert found.start == {} and found.after == {"θ": ["-", "θ", ["/", ["*", "ε", "g"], "t"]]}


def test_a_first_step_of_its_own_is_told_apart(beside):
    target = FunctionTarget(dampened)
    found = target.read()
    assert found.first == {"θ": ["-", "θ", ["*", "ε", "g"]], "b": "g"} and found.conditions == ()
    assert found.after["b"] == ["+", ["*", "μ", "b"], ["*", ["-", 1, "τ"], "g"]]
    assert beside.gap(target, found) < 1e-12


def test_a_branch_on_a_value_is_a_condition():
    def decayed(theta, g, *, lr, wd):
        if wd != 0:
            g = g + wd * theta
        return theta - lr * np.where(g > 0, g, 2 * g)

    found = FunctionTarget(decayed).read()
    moved = ["+", "g", ["*", "wd", "θ"]]
    assert found.conditions == (["!=", "wd", 0], [">", moved, 0])
    assert found.after == {"θ": ["-", "θ", ["*", "ε", moved]]}


def test_a_power_that_is_not_natural_is_a_named_function():
    found = FunctionTarget(lambda theta, g, *, lr, psi, t: theta - lr ** (t * psi) * g).read()
    assert found.after == {"θ": ["-", "θ", ["*", ["apply", "pow", "ε", ["*", "t", "ψ"]], "g"]]}


def test_powers_with_halves_are_roots_and_arrays_may_be_exponents():
    def scaled(theta, g, n=0, *, lr, rho, delta):
        return theta - lr * rho ** (n + 1) * g * (g**2 + delta) ** -0.5 * (lr + 1) ** 1.5, n + 1

    found = FunctionTarget(scaled).read().after["θ"]
    root = ["/", 1, ["sqrt", ["+", ["^", "g", 2], "δ"]]]
    assert found == ["-", "θ", ["*", ["*", ["*", ["*", "ε", ["^", "ρ", "t"]], "g"], root], ["^", ["sqrt", ["+", "ε", 1]], 3]]]


def test_literals_and_defaults_are_part_of_the_rule():
    target = FunctionTarget(lambda theta, g, *, lr=0.5, power=1: theta - lr * g**power)
    assert target.parameters == () and target.read().after == {"θ": ["-", "θ", ["*", ["/", 1, 2], "g"]]}
    assert FunctionTarget(lion, lr=0.25, wd=0).read().parameters == ("b1", "b2")


def test_the_functions_for_authors_are_read_by_their_names():
    def bounded(theta, g, *, lr):
        return theta - minimum(maximum(absolute(g), lr), 1) * sign(g)

    size = ["apply", "min", ["apply", "max", ["apply", "abs", "g"], "ε"], 1]
    assert FunctionTarget(bounded).read().after == {"θ": ["-", "θ", ["*", size, ["apply", "sign", "g"]]]}


def test_numpys_own_functions_are_no_branches():
    def bounded(theta, g, top: Any = 0, *, lr, delta):
        np.maximum(top, abs(g), out=top)
        return theta - np.clip(lr / np.fmax(top, delta), 0, 1) * np.sign(g), top

    target = FunctionTarget(bounded)
    found = target.read()
    top = ["apply", "max", "top", ["apply", "abs", "g"]]
    rate = ["apply", "min", ["apply", "max", ["/", "ε", ["apply", "max", top, "δ"]], 0], 1]
    assert found.conditions == () and found.after["top"] == top
    assert found.after["θ"] == ["-", "θ", ["*", rate, ["apply", "sign", "g"]]]


USUAL = {"step_size": "eps", "momentum": "alpha", "decay": "rho", "small_constant": "delta"}
CLASSES = [
    (optimizers.Momentum, momentum, "step_size momentum"),
    (optimizers.Nesterov, nesterov, "step_size momentum"),
    (optimizers.AdaGrad, adagrad, "step_size small_constant"),
    (optimizers.RMSProp, rmsprop, "step_size decay small_constant"),
    (optimizers.AdaDelta, adadelta, "decay small_constant"),
]


@pytest.mark.parametrize(("cls", "rule", "named"), CLASSES, ids=lambda x: getattr(x, "__name__", ""))
def test_classes_with_start_and_step_are_read_too(cls, rule, named, beside):
    target = FunctionTarget(cls, **{x: USUAL[x] for x in named.split()})
    found = target.read()
    assert beside.differences(found, rule) == []
    assert beside.gap(target, found) < 1e-12


def test_the_point_of_the_gradient_is_read():
    target = FunctionTarget(optimizers.Nesterov, step_size="eps", momentum="alpha")
    assert target.read().query == ["+", "θ", ["*", "v", "α"]] and target.name == "qedescent.numeric.optimizers.Nesterov"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (lambda theta, g, *, lr: theta - lr * g.sum(), "alike"),
        (lambda theta, g, *, lr: theta - lr * g[::-1], "alike"),
        (lambda theta, g, *, lr: np.outer(theta, g), "shape"),
        (lambda theta, g, *, lr: theta - float(lr) * g, "float"),
        (lambda theta, g, *, lr: theta - math.sqrt(lr) * g, "float"),
        (lambda theta, g, *, lr: theta - int(lr) * g, "integer"),
        (lambda theta, g, *, lr: theta - lr * np.where(g > 0.6, g, 0), "different ways"),
        (lambda theta, g, *, lr: theta - lr * g if g[0] > 0 else theta, "different ways"),
        (lambda theta, g, m=0, *, lr: theta - lr * g, "1 memories go in and 0 come out"),
        (lambda theta, g, m, *, lr: (theta, m), "default"),
    ],
)
def test_what_a_formula_cannot_say_is_named(body, named):
    with pytest.raises(Unreadable, match=named):
        FunctionTarget(body).read()


def test_wrong_arguments_are_told():
    with pytest.raises(TypeError, match="speed"):
        FunctionTarget(lion, speed="eps")
    with pytest.raises(ValueError, match="both ε"):
        FunctionTarget(lion, lr="lr", wd="eps")
    with pytest.raises(Unreadable, match="start"):
        FunctionTarget(dict)


def test_a_class_that_asks_for_two_gradients_is_refused():
    class Twice:
        def start(self, theta):
            return {}

        def step(self, theta, state, gradient, k):
            theta -= gradient(theta) + gradient(theta)

    with pytest.raises(Unreadable, match="2 gradients"):
        FunctionTarget(Twice).read()
