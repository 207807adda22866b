"""Every optimizer of torch.optim, read, is the formulas that it prints, and the formulas lead where the code goes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sympy import Rational, Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting import torch_operations
from qedescent.proofs.lifting.cross_check import ReadingDisagrees, follow
from qedescent.proofs.lifting.recording import Unreadable, term_of
from qedescent.proofs.lifting.torch_reader import TorchTarget

torch = pytest.importorskip("torch", reason="needs qedescent[torch]")

optim = torch.optim
absolute, power = function("abs"), function("pow", "real", "real", "real")
largest = function("max", "real", "real", "real")
r0, r_max, u, η, ψ, τ, μ_product = (Symbol(x, real=True) for x in ("r0", "r_max", "u", "η", "ψ", "τ", "μ_product"))
RATE = {"lr": "eps"}
HEAVY = {**RATE, "momentum": "alpha"}
RMS = {**RATE, "alpha": "rho", "eps": "delta"}
ADAM = {**RATE, "betas": ("rho1", "rho2"), "eps": "delta"}
first, second, squares = (s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2), (r, ρ * r + (1 - ρ) * g**2)
decayed = g + λ * θ
step = s / (1 - ρ1**t) / (sqrt(r) / sqrt(1 - ρ2**t) + δ)  # one root of the quotient, where 0 < ρ2 < 1
delta = g * sqrt(d + δ) / sqrt(r + δ)
moments = {s: 0, r: 0}


def μ(k: Any) -> Any:
    """NAdam's momentum at step k."""
    return ρ1 * (1 - power(Rational(0.96), k * ψ) / 2)


nadam = (
    (μ_product, μ_product * μ(t)), first, second,
    (θ, θ - ε * (1 - μ(t)) / (1 - μ_product) * g / (sqrt(r / (1 - ρ2**t)) + δ)
     - ε * μ(t + 1) / (1 - μ_product * μ(t + 1)) * s / (sqrt(r / (1 - ρ2**t)) + δ)),
)  # fmt: skip
amsgrad = (first, second, (r_max, largest(r_max, r)), (θ, θ - ε * s / (1 - ρ1**t) / (sqrt(r_max) / sqrt(1 - ρ2**t) + δ)))
coupled = (s, ρ1 * s + (1 - ρ1) * decayed), (r, ρ2 * r + (1 - ρ2) * decayed**2), (θ, θ - ε * step)

# name: (class, arguments, state, assignments)
CASES: dict[str, tuple[Any, dict[str, Any], dict[Any, Any], tuple[Any, ...]]] = {
    "sgd": (optim.SGD, RATE, {}, ((θ, θ - ε * g),)),
    "sgd, maximized": (optim.SGD, {**RATE, "maximize": True}, {}, ((θ, θ + ε * g),)),
    "sgd, decayed": (optim.SGD, {**RATE, "weight_decay": "lambda"}, {}, ((θ, θ - ε * decayed),)),
    "momentum": (optim.SGD, HEAVY, {v: 0}, ((v, α * v + g), (θ, θ - ε * v))),
    "nesterov": (optim.SGD, {**HEAVY, "nesterov": True}, {v: 0}, ((v, α * v + g), (θ, θ - ε * (g + α * v)))),
    "adagrad": (
        optim.Adagrad, {**RATE, "lr_decay": "eta", "eps": "delta", "initial_accumulator_value": "r0"}, {r: r0},
        ((r, r + g**2), (θ, θ - ε / (1 + (t - 1) * η) * g / (sqrt(r) + δ))),
    ),
    "rmsprop": (optim.RMSprop, RMS, {r: 0}, (squares, (θ, θ - ε * g / (sqrt(r) + δ)))),
    "rmsprop, momentum": (
        optim.RMSprop, {**RMS, "momentum": "alpha"}, {r: 0, v: 0}, (squares, (v, α * v + g / (sqrt(r) + δ)), (θ, θ - ε * v)),
    ),
    "rmsprop, centred": (
        optim.RMSprop, {**RMS, "centered": True}, {r: 0, s: 0},
        (squares, (s, ρ * s + (1 - ρ) * g), (θ, θ - ε * g / (sqrt(r - s**2) + δ))),
    ),
    "adadelta": (
        optim.Adadelta, {**RATE, "rho": "rho", "eps": "delta"}, {r: 0, d: 0},
        (squares, (θ, θ - ε * delta), (d, ρ * d + (1 - ρ) * delta**2)),
    ),
    "adam": (optim.Adam, ADAM, moments, (first, second, (θ, θ - ε * step))),
    "adam, over lists": (optim.Adam, {**ADAM, "foreach": True}, moments, (first, second, (θ, θ - ε * step))),
    "adam, decayed": (optim.Adam, {**ADAM, "weight_decay": "lambda"}, moments, coupled),
    "adamw": (
        optim.AdamW, {**ADAM, "weight_decay": "lambda"}, moments, (first, second, (θ, (1 - ε * λ) * θ - ε * step)),
    ),
    "amsgrad": (optim.Adam, {**ADAM, "amsgrad": True}, {**moments, r_max: 0}, amsgrad),
    "nadam": (optim.NAdam, {**ADAM, "momentum_decay": "psi"}, {**moments, μ_product: 1}, nadam),
    "adamax": (
        optim.Adamax, ADAM, {s: 0, u: 0},
        (first, (u, largest(ρ2 * u, absolute(g) + δ)), (θ, θ - ε / (1 - ρ1**t) * s / u)),
    ),
    "averaged sgd": (
        optim.ASGD, {**RATE, "lambd": "lambda", "alpha": "alpha"}, {η: ε},
        ((θ, (1 - λ * η) * θ - η * g), (η, ε / power(1 + λ * ε * t, α))),
    ),
}  # fmt: skip
each = pytest.mark.parametrize("case", CASES)


@pytest.fixture(scope="module")
def readings():
    made = {name: TorchTarget(cls, **arguments) for name, (cls, arguments, _, _) in CASES.items()}
    return {name: (target, target.read()) for name, target in made.items()}


@each
def test_the_reading_is_the_formula(case, readings, beside):
    (target, reading), (_, _, state, assignments) = readings[case], CASES[case]
    rule = beside.written(tuple(Symbol(x, real=True) for x in target.parameters), state, *assignments)
    assert beside.differences(reading, rule) == [] and reading.first == {} and reading.query == "θ"


@each
def test_the_formulas_lead_where_the_code_goes(case, readings, beside):
    assert beside.gap(*readings[case]) < 1e-12


def test_a_formula_that_is_a_little_off_leads_elsewhere(readings, beside):
    target, reading = readings["adam"]
    other = replace(reading, after={**reading.after, "r": ["+", reading.after["r"], ["*", ["/", 1, 10**9], ["^", "g", 2]]]})
    assert beside.gap(target, other) > 1e-11
    rule = beside.written((ε, ρ1, ρ2, δ), moments, first, second, (θ, θ - ε * s / (1 - ρ1**t) / (sqrt(r) + δ)))
    assert beside.differences(reading, rule) == ["θ"]


def test_dampening_spares_the_first_step(beside):
    target = TorchTarget(optim.SGD, **HEAVY, dampening="tau")
    reading = target.read()
    rule = beside.written((ε, α, τ), {v: 0}, (v, α * v + (1 - τ) * g), (θ, θ - ε * v))
    assert beside.differences(reading, rule) == []
    assert reading.first == {"θ": ["-", "θ", ["*", "ε", "g"]], "v": "g"}
    assert beside.gap(target, reading) < 1e-12


def test_a_rate_that_is_rectified_later_is_read_on_that_condition(beside):
    target = TorchTarget(optim.RAdam, **ADAM)
    reading = target.read()
    ρ_inf = 2 / (1 - ρ2) - 1
    ρ_t = ρ_inf - 2 * t * ρ2**t / (1 - ρ2**t)
    rectified = sqrt((ρ_t - 4) * (ρ_t - 2) * ρ_inf / ((ρ_inf - 4) * (ρ_inf - 2) * ρ_t))
    move = ε * s / (1 - ρ1**t) * sqrt(1 - ρ2**t) / (sqrt(r) + δ) * rectified
    assert beside.differences(reading, beside.written((ε, ρ1, ρ2, δ), moments, first, second, (θ, θ - move))) == []
    ((op, left, right),) = reading.conditions
    assert (op, right) == (">", 5) and beside.differences(
        _assigning(reading, left), beside.written((ε, ρ1, ρ2, δ), moments, first, second, (θ, ρ_t))
    ) == []
    schedule = [{"ε": 0.1, "ρ1": 0.9, "ρ2": 0.95, "δ": 1e-8}] * 3
    assert len(list(follow(reading, [1.0, 2.0, 3.0], schedule, 0.0))) == 1, "ρ_2 is not above 5"


def _assigning(reading, value):
    return replace(reading, after={**reading.after, "θ": value})


def test_branches_are_conditions_and_demands_of_the_constructor_are_not():
    reading = TorchTarget(optim.SGD, **HEAVY, nesterov=True, weight_decay="lambda").read()
    assert set(map(tuple, reading.conditions)) == {("!=", "α", 0), ("!=", "λ", 0)}
    assert TorchTarget(optim.Adam, **ADAM).read().conditions == ()
    assert TorchTarget(optim.RMSprop, **RMS, momentum="alpha").read().conditions == ([">", "α", 0],)
    assert TorchTarget(optim.ASGD, **RATE, t0="t0").read().conditions == ([">=", 1, ["-", "t", "t0"]],)


def test_what_is_given_as_a_number_is_that_number():
    reading = TorchTarget(optim.SGD, lr=0.1, momentum=0.9).read()
    assert reading.parameters == () and reading.conditions == ()
    assert reading.after["v"] == ["+", ["*", "v", term_of(0.9)], "g"]
    reading = TorchTarget(optim.NAdam, **ADAM).read()
    assert reading.first == {}, "a number rounded on the way to the first step is no other formula"


@pytest.mark.parametrize(
    ("cls", "arguments", "named"),
    [
        (optim.Adam, {**ADAM, "fused": True}, "torch._fused_adam_"),
        (optim.Adam, {**ADAM, "capturable": True}, "capturable=True"),
        (optim.Rprop, RATE, "torch.__setitem__"),
        (optim.Adafactor, RATE, "torch.norm"),
        (optim.LBFGS, RATE, "closure"),
        (optim.SparseAdam, ADAM, "dense gradients"),
        (optim.SGD, {**RATE, "nesterov": True}, "Nesterov momentum requires a momentum"),
        (getattr(optim, "Muon", optim.LBFGS), RATE, "2D|closure"),
    ],
)
def test_what_cannot_be_read_is_named(cls, arguments, named):
    with pytest.raises(Unreadable, match=f"torch.optim.{cls.__name__}.*: .*({named})"):
        TorchTarget(cls, **arguments).read()


@pytest.mark.parametrize("cls", [optim.Adam, optim.RAdam])  # of the second, only the recorded step shows the root
@pytest.mark.parametrize("operation", ["lerp", "addcmul", "sqrt", "mul", "div", "add"])
def test_a_shadow_that_is_wrong_is_found_out(cls, operation, monkeypatch):
    right = torch_operations.OPERATIONS[operation]
    monkeypatch.setitem(
        torch_operations.OPERATIONS, operation, lambda *a, **k: ["+", right(*a, **k), ["/", 1, 10**10]]
    )
    with pytest.raises(ReadingDisagrees, match=rf"torch\.optim\.{cls.__name__}"):
        TorchTarget(cls, **ADAM).read()


def test_a_hyperparameter_may_be_moved_only_where_the_optimizer_keeps_it():
    class Halving(optim.SGD):
        def __init__(self, params, lr):
            super().__init__(params, lr=lr / 2)

    target = TorchTarget(Halving, **RATE)
    gradients, start = np.ones((2, 1)), np.zeros(1)
    assert target.run(gradients, [{"ε": 0.5}] * 2, start).points.tolist() == [[0], [-0.25], [-0.5]]
    with pytest.raises(ValueError, match="keeps lr where"):
        target.run(gradients, [{"ε": 0.5}, {"ε": 0.25}], start)
    assert target.read().after == {"θ": ["-", "θ", ["*", ["/", "ε", 2], "g"]]}


def test_reading_leaves_no_trace():
    before = torch.get_default_dtype(), torch.get_rng_state()
    TorchTarget(optim.Adam, **ADAM).read()
    assert torch.get_default_dtype() == before[0] == torch.float32
    assert torch.equal(torch.get_rng_state(), before[1])
