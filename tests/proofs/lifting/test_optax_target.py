"""Optax's own updates, read, are the formulas of its algorithms, and the formulas lead where the code goes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sympy import Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.optax_target import OptaxTarget
from qedescent.proofs.lifting.recording import Unreadable, term_of

optax = pytest.importorskip("optax", reason="needs qedescent[optax]")
jax = pytest.importorskip("jax", reason="needs qedescent[optax]")

largest, absolute, sign = function("max", "real", "real", "real"), function("abs"), function("sign")
r_max, r0 = (Symbol(x, real=True) for x in ("r_max", "r0"))
RATE = {"learning_rate": "eps"}
RMS = {**RATE, "decay": "rho", "eps": "delta"}
MOMENTS = {"b1": "rho1", "b2": "rho2"}
ADAM = {**RATE, **MOMENTS, "eps": "delta"}
first, second, squares = (s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2), (r, ρ * r + (1 - ρ) * g**2)
corrected_s, corrected_r = s / (1 - ρ1**t), r / (1 - ρ2**t)
ahead = ρ1 * s / (1 - ρ1 ** (t + 1)) + (1 - ρ1) * g / (1 - ρ1**t)
moving = {s: 0, r: 0}
scaled = g * sqrt(d + δ) / sqrt(r + δ)


def cases() -> Iterator[tuple[Any, ...]]:
    """name: (target, parameters, state, assignments)"""
    o = OptaxTarget
    yield "sgd", o(optax.sgd, **RATE), (ε,), {}, [(θ, θ - ε * g)]
    heavy = {v: 0}, [(v, g + α * v), (θ, θ - ε * v)]
    yield "momentum", o(optax.sgd, **RATE, momentum="alpha"), (ε, α), *heavy
    yield (
        "nesterov", o(optax.sgd, **RATE, momentum="alpha", nesterov=True), (ε, α),
        {v: 0}, [(v, g + α * v), (θ, θ - ε * (g + α * v))],
    )  # fmt: skip
    yield (
        "adagrad", o(optax.adagrad, **RATE, eps="delta", initial_accumulator_value="r0"), (ε, δ, r0),
        {r: r0}, [(r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))],
    )  # fmt: skip
    yield "rmsprop", o(optax.rmsprop, **RMS), (ε, ρ, δ), {r: 0}, [squares, (θ, θ - ε * g / sqrt(r + δ))]
    yield (
        "rmsprop, δ outside", o(optax.rmsprop, **RMS, eps_in_sqrt=False), (ε, ρ, δ),
        {r: 0}, [squares, (θ, θ - ε * g / (sqrt(r) + δ))],
    )  # fmt: skip
    yield (
        "rmsprop, centred", o(optax.rmsprop, **RMS, centered=True), (ε, ρ, δ),
        {s: 0, r: 0}, [squares, (s, ρ * s + (1 - ρ) * g), (θ, θ - ε * g / sqrt(r - s**2 + δ))],
    )  # fmt: skip
    yield (
        "rmsprop, momentum", o(optax.rmsprop, **RMS, momentum="alpha"), (ε, ρ, δ, α),
        {r: 0, v: 0}, [squares, (v, α * v - ε * g / sqrt(r + δ)), (θ, θ + v)],
    )  # fmt: skip
    yield (
        "rmsprop, Nesterov", o(optax.rmsprop, **RMS, momentum="alpha", nesterov=True), (ε, ρ, δ, α),
        {r: 0, v: 0}, [squares, (v, α * v - ε * g / sqrt(r + δ)), (θ, θ + α * v - ε * g / sqrt(r + δ))],
    )  # fmt: skip
    yield (
        "rmsprop, corrected", o(optax.rmsprop, **RMS, bias_correction=True), (ε, ρ, δ),
        {r: 0}, [squares, (θ, θ - ε * g / sqrt(r / (1 - ρ**t) + δ))],
    )  # fmt: skip
    yield (
        "adadelta", o(optax.adadelta, **RATE, rho="rho", eps="delta"), (ε, ρ, δ),
        {r: 0, d: 0}, [squares, (θ, θ - ε * scaled), (d, ρ * d + (1 - ρ) * scaled**2)],
    )  # fmt: skip
    step = corrected_s / (sqrt(corrected_r) + δ)
    yield "adam", o(optax.adam, **ADAM), (ε, ρ1, ρ2, δ), moving, [first, second, (θ, θ - ε * step)]
    yield (
        "adamw", o(optax.adamw, **ADAM, weight_decay="lambda"), (ε, ρ1, ρ2, δ, λ),
        moving, [first, second, (θ, (1 - ε * λ) * θ - ε * step)],
    )  # fmt: skip
    yield (
        "amsgrad", o(optax.amsgrad, **ADAM), (ε, ρ1, ρ2, δ), {**moving, r_max: 0},
        [first, second, (r_max, largest(r_max, corrected_r)), (θ, θ - ε * corrected_s / (sqrt(r_max) + δ))],
    )  # fmt: skip
    yield (
        "nadam", o(optax.nadam, **ADAM), (ε, ρ1, ρ2, δ),
        moving, [first, second, (θ, θ - ε * ahead / (sqrt(corrected_r) + δ))],
    )  # fmt: skip
    yield (
        "adamax", o(optax.adamax, **ADAM), (ε, ρ1, ρ2, δ),
        moving, [first, (r, largest(absolute(g) + δ, ρ2 * r)), (θ, θ - ε * corrected_s / r)],
    )  # fmt: skip
    lion = ε * (sign(ρ1 * s + (1 - ρ1) * g) + λ * θ)
    yield (
        "lion", o(optax.lion, **RATE, **MOMENTS, weight_decay="lambda"), (ε, ρ1, ρ2, λ),
        {s: 0}, [(θ, θ - lion), (s, ρ2 * s + (1 - ρ2) * g)],
    )  # fmt: skip


CASES: dict[str, Any] = {name: rest for name, *rest in cases()}
each = pytest.mark.parametrize("name", CASES)


@pytest.fixture(scope="module")
def readings():
    return {name: target.read() for name, (target, *_) in CASES.items()}


@each
def test_the_reading_is_the_algorithm(name, readings, beside):
    _, parameters, state, assignments = CASES[name]
    assert beside.differences(readings[name], beside.written(parameters, state, *assignments)) == []
    assert readings[name].parameters == tuple(p.name for p in parameters)
    assert not readings[name].first


@each
def test_a_slip_in_the_algorithm_is_not_the_reading(name, readings, beside):
    _, parameters, state, assignments = CASES[name]
    slip = [(x, e.subs(ε, 2 * ε) if x == θ else e) for x, e in assignments]
    slip = [(x, e + g if x == v else e) for x, e in slip]
    assert "θ" in beside.differences(readings[name], beside.written(parameters, state, *slip))


@each
def test_code_and_formulas_go_the_same_way_under_any_schedule_and_gradients(name, readings, beside):
    assert beside.gap(CASES[name][0], readings[name]) < 1e-12


def test_a_formula_that_is_not_the_codes_goes_another_way(readings, beside):
    outside, inside = readings["rmsprop, δ outside"], readings["rmsprop"]
    assert beside.gap(CASES["rmsprop"][0], replace(inside, after=outside.after)) > 1e-6


def test_only_adagrad_goes_a_way_that_depends_on_values(readings):
    assert {name: found.conditions for name, found in readings.items() if found.conditions} == {
        "adagrad": ([">", ["+", ["*", "g", "g"], "r"], 0],)
    }


def test_literals_are_part_of_the_optimizer():
    target = OptaxTarget(optax.adagrad, **RATE)
    assert target.parameters == ("ε",) and target.read().start == {"r": term_of(0.1)}
    assert OptaxTarget(optax.nadam, **RATE, b1=0.5).name == "optax.adam(nesterov=True, b1=0.5)"


def test_a_first_step_of_its_own_is_told_apart():
    found = OptaxTarget(optax.optimistic_gradient_descent, **RATE).read()
    assert found.start == {"previous_gradient": 0} and not found.conditions
    assert found.first["θ"] == ["+", "θ", ["*", ["*", -1, "ε"], ["-", ["*", 2, "g"], "g"]]]
    assert found.after["θ"] == ["+", "θ", ["*", ["*", -1, "ε"], ["-", ["*", 2, "g"], "previous_gradient"]]]


def test_an_update_that_comes_a_step_late_is_read_as_it_is():
    """Optax up to 0.2.8 gives out what Rprop decided a step before (its pull request 1725), so nothing moves at first."""
    target = OptaxTarget(optax.rprop, **RATE)
    start, moved = target.run(np.ones((1, 2)), [{"ε": 0.5}], np.ones(2)).points
    assert (target.read().first["θ"] == "θ") == bool((start == moved).all())


@pytest.mark.parametrize(
    ("factory", "named"),
    [("adafactor", "reduce_sum"), ("lars", "reduce_sum"), ("noisy_sgd", "random"), ("novograd", "reduce_sum")],
)
@pytest.mark.filterwarnings("ignore:Specifying a key")
def test_what_mixes_coordinates_is_named(factory, named):
    with pytest.raises(Unreadable, match=named):
        OptaxTarget(getattr(optax, factory), **RATE).read()


def test_the_users_precision_is_left_alone():
    before = jax.config.jax_enable_x64
    OptaxTarget(optax.sgd, **RATE).read()
    assert jax.config.jax_enable_x64 == before
    assert jax.numpy.ones(1).dtype == ("float64" if before else "float32")
