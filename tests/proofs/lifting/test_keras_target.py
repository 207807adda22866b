"""Keras's own steps on JAX, read, are the formulas of its algorithms, and the formulas lead where the code goes."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from sympy import Rational, Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.extras import MissingLibrary
from qedescent.proofs.lifting.keras_target import KerasTarget, keras
from qedescent.proofs.lifting.recording import Unreadable, term_of

jax = pytest.importorskip("jax", reason="needs qedescent[keras]")
try:
    optimizers = keras().optimizers
except (MissingLibrary, Unreadable) as why:
    pytest.skip(str(why), allow_module_level=True)

largest, absolute = function("max", "real", "real", "real"), function("abs")
r_max, r0, u = (Symbol(x, real=True) for x in ("r_max", "r0", "u_product"))
RATE = {"learning_rate": "eps"}
MOMENTUM, DELTA, RHO = {"momentum": "alpha"}, {"epsilon": "delta"}, {"rho": "rho"}
ADAM = {**RATE, "beta_1": "rho1", "beta_2": "rho2", **DELTA}
first, second, squares = (s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2), (r, ρ * r + (1 - ρ) * g**2)
rate = ε * sqrt(1 - ρ2**t) / (1 - ρ1**t)
moving = {s: 0, r: 0}
scaled = g * sqrt(d + δ) / sqrt(r + δ)
inside = ε * g / sqrt(r + δ)
decay_of_094 = Rational(*(0.96).as_integer_ratio())


def nadams(k):
    """Nadam's momentum at a step."""
    return ρ1 * (1 - decay_of_094**k / 2)


def cases() -> Iterator[tuple[Any, ...]]:
    """name: (target, parameters, state, assignments, conditions)"""
    k, momentum = KerasTarget, (v, α * v - ε * g)
    moves, grows = [["!=", "α", 0]], [[">", "α", 0]]
    yield "SGD", k(optimizers.SGD, **RATE), (ε,), {}, [(θ, θ - ε * g)], []
    yield "momentum", k(optimizers.SGD, **RATE, **MOMENTUM), (ε, α), {v: 0}, [momentum, (θ, θ + v)], moves
    yield (
        "Nesterov", k(optimizers.SGD, **RATE, **MOMENTUM, nesterov=True), (ε, α),
        {v: 0}, [momentum, (θ, θ + α * v - ε * g)], moves,
    )  # fmt: skip
    yield (
        "decayed", k(optimizers.SGD, **RATE, **MOMENTUM, weight_decay="lambda"), (ε, α, λ),
        {v: 0}, [momentum, (θ, θ - ε * λ * θ + v)], moves,
    )  # fmt: skip
    yield (
        "Adagrad", k(optimizers.Adagrad, **RATE, **DELTA, initial_accumulator_value="r0"), (ε, δ, r0),
        {r: r0}, [(r, r + g**2), (θ, θ - inside)], [],
    )  # fmt: skip
    yield "RMSprop", k(optimizers.RMSprop, **RATE, **RHO, **DELTA), (ε, ρ, δ), {r: 0}, [squares, (θ, θ - inside)], []
    yield (
        "RMSprop, momentum", k(optimizers.RMSprop, **RATE, **RHO, **DELTA, **MOMENTUM), (ε, ρ, δ, α),
        {r: 0, v: 0}, [squares, (v, α * v + inside), (θ, θ - v)], grows,
    )  # fmt: skip
    yield (
        "RMSprop, centred", k(optimizers.RMSprop, **RATE, **RHO, **DELTA, centered=True), (ε, ρ, δ),
        {s: 0, r: 0}, [squares, (s, ρ * s + (1 - ρ) * g), (θ, θ - ε * g / sqrt(r - s**2 + δ))], [],
    )  # fmt: skip
    yield (
        "Adadelta", k(optimizers.Adadelta, **RATE, **RHO, **DELTA), (ε, ρ, δ),
        {r: 0, d: 0}, [squares, (θ, θ - ε * scaled), (d, ρ * d + (1 - ρ) * scaled**2)], [],
    )  # fmt: skip
    adam = rate * s / (sqrt(r) + δ)
    yield "Adam", k(optimizers.Adam, **ADAM), (ε, ρ1, ρ2, δ), moving, [first, second, (θ, θ - adam)], []
    yield (
        "AMSGrad", k(optimizers.Adam, **ADAM, amsgrad=True), (ε, ρ1, ρ2, δ), {**moving, r_max: 0},
        [first, second, (r_max, largest(r_max, r)), (θ, θ - rate * s / (sqrt(r_max) + δ))], [],
    )  # fmt: skip
    yield (
        "AdamW", k(optimizers.AdamW, **ADAM, weight_decay="lambda"), (ε, ρ1, ρ2, δ, λ),
        moving, [first, second, (θ, θ - ε * λ * θ - adam)], [],
    )  # fmt: skip
    nesterov = nadams(t + 1) * s / (1 - u * nadams(t + 1)) + (1 - nadams(t)) * g / (1 - u)
    yield (
        "Nadam", k(optimizers.Nadam, **ADAM), (ε, ρ1, ρ2, δ), {**moving, u: 1},
        [first, second, (u, u * nadams(t)), (θ, θ - ε * nesterov / (sqrt(r / (1 - ρ2**t)) + δ))], [],
    )  # fmt: skip
    yield (
        "Adamax", k(optimizers.Adamax, **ADAM), (ε, ρ1, ρ2, δ), moving,
        [first, (r, largest(ρ2 * r, absolute(g))), (θ, θ - ε * s / ((1 - ρ1**t) * (r + δ)))], [],
    )  # fmt: skip


CASES: dict[str, Any] = {name: rest for name, *rest in cases()}
each = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def readings():
    return {name: target.read() for name, (target, *_) in CASES.items()}


@each
def test_the_reading_is_the_algorithm(name, readings, beside):
    _, parameters, state, assignments, conditions = CASES[name]
    assert beside.differences(readings[name], beside.written(parameters, state, *assignments)) == []
    assert readings[name].parameters == tuple(p.name for p in parameters)
    assert list(readings[name].conditions) == conditions and not readings[name].first


@each
def test_a_slip_in_the_algorithm_is_not_the_reading(name, readings, beside):
    _, parameters, state, assignments, _ = CASES[name]
    slip = [(x, e.subs(ε, 2 * ε) if x == θ else e + g if x == v else e) for x, e in assignments]
    assert "θ" in beside.differences(readings[name], beside.written(parameters, state, *slip))


@each
def test_code_and_formulas_go_the_same_way_under_any_schedule_and_gradients(name, readings, beside):
    assert beside.gap(CASES[name][0], readings[name]) < 1e-12


def test_a_formula_that_is_not_the_codes_goes_another_way(readings, beside):
    plain, looking_ahead = readings["momentum"], readings["Nesterov"]
    assert beside.gap(CASES["momentum"][0], replace(plain, after=looking_ahead.after)) > 1e-3


def test_literals_are_part_of_the_optimizer():
    found = KerasTarget(optimizers.Adagrad, learning_rate=0.25, epsilon="delta")
    assert found.name == "keras.optimizers.Adagrad(learning_rate=0.25)" and found.parameters == ("δ",)
    assert found.read().start == {"r": term_of(0.1)}


def test_a_schedule_of_keras_is_read_in_the_step_count():
    schedule = optimizers.schedules.InverseTimeDecay(0.5, 4, 0.25)
    found = KerasTarget(optimizers.SGD, learning_rate=schedule).read()
    slowing = ["+", 1, ["*", ["/", 1, 4], ["/", ["-", "t", 1], 4]]]
    assert found.after == {"θ": ["-", "θ", ["*", "g", ["/", ["/", 1, 2], slowing]]]}


def test_a_number_worked_out_when_the_optimizer_is_made_is_refused():
    class Halving(optimizers.SGD):
        def __init__(self, learning_rate, share):
            super().__init__(learning_rate)
            self.half = share / 2

    with pytest.raises(Unreadable, match="half is computed"):
        KerasTarget(Halving, learning_rate=0.1, share="alpha").read()


def test_a_number_that_is_not_kept_is_refused():
    class Forgetting(optimizers.SGD):
        def __init__(self, learning_rate, forgotten):
            super().__init__(learning_rate)

    with pytest.raises(Unreadable, match="nothing that is α"):
        KerasTarget(Forgetting, learning_rate=0.1, forgotten="alpha").read()


@pytest.mark.parametrize(
    ("cls", "arguments", "named"),
    [
        ("Adam", {"clipnorm": 1.0}, "reduce_sum"),
        ("SGD", {"gradient_accumulation_steps": 2}, "rem"),
        ("Adafactor", {}, "float32|reduce_sum"),
    ],
)
def test_what_no_formula_says_is_named(cls, arguments, named):
    with pytest.raises(Unreadable, match=named):
        KerasTarget(getattr(optimizers, cls), **RATE, **arguments).read()


def test_what_the_user_has_set_is_left_alone():
    before = keras().config.floatx(), jax.config.jax_enable_x64
    KerasTarget(optimizers.SGD, **RATE).read()
    assert (keras().config.floatx(), jax.config.jax_enable_x64) == before


def test_keras_on_another_backend_is_refused_with_what_to_do(monkeypatch):
    torch = SimpleNamespace(backend=SimpleNamespace(backend=lambda: "torch"))
    monkeypatch.setitem(sys.modules, "keras", torch)
    with pytest.raises(Unreadable, match="KERAS_BACKEND=jax"):
        keras()
