"""scikit-learn's own updates, read, are the formulas of its algorithms, and the formulas lead where the code goes."""

from dataclasses import replace
from typing import Any

import pytest
from sympy import sqrt

from qedescent.analytic.notation import g, r, s, t, v, α, δ, ε, θ, ρ1, ρ2
from qedescent.proofs.lifting.cross_check import ReadingDisagrees
from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.sklearn_target import SklearnTarget

optimizers = pytest.importorskip(
    "sklearn.neural_network._stochastic_optimizers", reason="needs qedescent[sklearn]"
)
SGD = {"learning_rate_init": "eps", "momentum": "alpha"}
ADAM = {"learning_rate_init": "eps", "beta_1": "rho1", "beta_2": "rho2", "epsilon": "delta"}
momentum = (v, α * v - ε * g)
first, second = (s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2)
rate = ε * sqrt(1 - ρ2**t) / (1 - ρ1**t)
CASES: dict[str, Any] = {
    "momentum": (
        SklearnTarget(optimizers.SGDOptimizer, **SGD, nesterov=False), (ε, α), {v: 0}, [momentum, (θ, θ + v)],
    ),
    "Nesterov": (
        SklearnTarget(optimizers.SGDOptimizer, **SGD), (ε, α), {v: 0}, [momentum, (θ, θ + α * v - ε * g)],
    ),
    "Adam": (
        SklearnTarget(optimizers.AdamOptimizer, **ADAM), (ε, ρ1, ρ2, δ), {s: 0, r: 0},
        [first, second, (θ, θ - rate * s / (sqrt(r) + δ))],
    ),
}  # fmt: skip
each = pytest.mark.parametrize("name", CASES)


@each
def test_the_reading_is_the_algorithm(name, beside):
    target, parameters, state, assignments = CASES[name]
    found = target.read()
    assert beside.differences(found, beside.written(parameters, state, *assignments)) == []
    assert found.conditions == () and not found.first and found.parameters == tuple(p.name for p in parameters)


@each
def test_a_slip_in_the_algorithm_is_not_the_reading(name, beside):
    target, parameters, state, assignments = CASES[name]
    slip = [(x, e.subs(ε, 2 * ε) if x == θ else e + g if x == v else e) for x, e in assignments]
    assert "θ" in beside.differences(target.read(), beside.written(parameters, state, *slip))


@each
def test_code_and_formulas_go_the_same_way_under_any_schedule_and_gradients(name, beside):
    target, *_ = CASES[name]
    assert beside.gap(target, target.read()) < 1e-12


def test_a_formula_that_is_not_the_codes_goes_another_way(beside):
    plain, ahead = CASES["momentum"][0], CASES["Nesterov"][0]
    assert beside.gap(plain, replace(plain.read(), after=ahead.read().after)) > 1e-3


def test_its_name_is_without_private_modules():
    assert CASES["momentum"][0].name == "sklearn.neural_network.SGDOptimizer(nesterov=False)"


def test_a_start_that_only_the_numbers_know_disagrees_loudly():
    class Warm(optimizers.SGDOptimizer):
        def __init__(self, params, learning_rate_init, momentum):
            super().__init__(params, learning_rate_init, momentum=momentum)
            self.velocities = [v + momentum for v in self.velocities]

    with pytest.raises(ReadingDisagrees):
        SklearnTarget(Warm, **SGD).read()


def test_an_optimizer_that_mixes_coordinates_is_refused():
    class Normed(optimizers.SGDOptimizer):
        def _get_updates(self, grads):
            return [-self.learning_rate * g.sum() * g for g in grads]

    with pytest.raises(Unreadable, match="alike"):
        SklearnTarget(Normed, learning_rate_init="eps").read()
