"""An author's own code runs as the book's does, and is refused where it answers in another shape."""

import numpy as np
import pytest

from qedescent.numeric import ensemble
from qedescent.numeric.optimizers import SGD, Adam, Momentum
from qedescent.numeric.optimizers.from_function import FromClass, FromFunction, takes
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse


def heavy_ball(theta, g, velocity=0.0, *, lr, momentum=0.9):
    velocity = momentum * velocity - lr * g
    return theta + velocity, velocity


def adam(theta, g, first=0.0, second=0.0, *, lr, t):
    first, second = 0.9 * first + 0.1 * g, 0.999 * second + 0.001 * g**2
    return theta - lr * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8), first, second


def difference(theta, g, last=0.0, *, lr):
    """Keeps the gradient itself, whose buffer the ensemble uses again."""
    return theta - lr * (2 * g - last), g


class Plain:
    def __init__(self, lr):
        self.lr = lr

    def start(self, theta):
        return {}

    def step(self, theta, state, gradient, k):
        theta -= self.lr * gradient(theta)


def last(optimizer, runs=50, steps=40):
    return ensemble.run(NoisyQuadratic(), optimizer, runs=runs, steps=steps, seed=3).points["last"]


@pytest.mark.parametrize(
    "own, book",
    [
        (FromFunction(heavy_ball, {"lr": 0.1}), Momentum(0.1, 0.9)),
        (FromFunction(heavy_ball, {"lr": inverse(1.0), "momentum": 0.5}), Momentum(inverse(1.0), 0.5)),
        (FromFunction(adam, {"lr": 0.01}), Adam(0.01)),
        (FromClass(Plain, {"lr": inverse(1.0)}), SGD(inverse(1.0))),
    ],
)
def test_own_code_makes_the_book_s_iterates(own, book):
    np.testing.assert_allclose(last(own), last(book), rtol=1e-12, atol=1e-14)


def test_a_step_size_that_is_wrong_is_seen():
    assert not np.allclose(last(FromFunction(heavy_ball, {"lr": 0.11})), last(Momentum(0.1, 0.9)))


def test_a_gradient_that_is_kept_is_the_one_that_was_given():
    """On steps of 1 from 0 with noise ξ₁, ξ₂: θ₁ = -2ξ₁ and g₂ = ξ₂ + θ₁, so that θ₂ = θ₁ - 2g₂ + ξ₁ = 3ξ₁ - 2ξ₂."""
    seen = []

    class Spy(NoisyQuadratic):
        def gradient(self, points, noise):
            seen.append(noise.copy())
            return super().gradient(points, noise)

    found = ensemble.run(Spy(), FromFunction(difference, {"lr": 1.0}), runs=5, steps=2, seed=1).points["last"]
    np.testing.assert_allclose(found[-1], 3 * seen[0] - 2 * seen[1], rtol=1e-12)


@pytest.mark.parametrize(
    "rule, words",
    [
        (lambda theta, g, *, lr: (theta - lr * g)[:1], r"theta came back with the shape \(1,\)"),
        (lambda theta, g, *, lr: float(theta.sum()), r"theta came back with the shape \(\)"),
        (lambda theta, g, v=0.0, *, lr: theta - lr * g, "1 memories go in and 0 come out"),
        (lambda theta, g, v=0.0, *, lr: (theta, np.mean(v)), r"v came back with the shape \(\)"),
        (lambda theta, g, *, lr: theta * 1j, "complex"),
    ],
)
def test_what_is_no_point_for_every_run_is_refused_with_its_step(rule, words):
    rule.__name__ = "rule"
    with pytest.raises(ValueError, match=rf"(?s)step 1 .*{words}"):
        last(FromFunction(rule, {"lr": 0.1}))


@pytest.mark.parametrize(
    "given, words", [({}, "needs a value for lr"), ({"lr": 0.1, "beta": 1}, "has no hyperparameter beta")]
)
def test_hyperparameters_that_are_missing_or_strange_are_named(given, words):
    for make, subject in ((FromFunction, heavy_ball), (FromClass, Plain)):
        with pytest.raises(TypeError, match=words):
            make(subject, given)


def test_a_memory_must_begin_as_something():
    with pytest.raises(TypeError, match="memory must begin as something"):
        FromFunction(lambda theta, g, memory, *, lr: (theta, memory), {"lr": 0.1})


def test_a_class_without_start_and_step_is_refused():
    with pytest.raises(TypeError, match="has no start"):
        FromClass(dict, {})


def test_a_hyperparameter_is_found_in_a_function_and_in_a_class():
    assert takes(heavy_ball, "lr") and takes(Plain, "lr") and not takes(heavy_ball, "velocity") and not takes(Plain, "eta")
