"""Quadratics with any Hessian and covariance are the same problem in the eigenbasis and in the original one."""

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy.linalg import solve_discrete_lyapunov

from qedescent.numeric.ensemble import OUTPUTS, run
from qedescent.numeric.noise.laws import Gaussian, Rademacher, Uniform, student_of_variance
from qedescent.numeric.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.problems.quadratic import Quadratic

DATA = np.random.default_rng(1)
ROTATION = np.linalg.qr(DATA.normal(size=(4, 4)))[0]


def symmetric(values):
    made = ROTATION * np.asarray(values) @ ROTATION.T
    return (made + made.T) / 2


HESSIAN = symmetric((0.5, 1, 3, 10))
SINGULAR = symmetric((0, 0, 1, 4))
FACTOR = DATA.normal(size=(4, 2))
COVARIANCES = {"isotropic": 2.25, "like the Hessian": HESSIAN / 4, "of rank two": FACTOR @ FACTOR.T, "none": 0.0}
LAWS = [Gaussian(), Rademacher(), Uniform(), student_of_variance(10, 1.0)]
each_law = pytest.mark.parametrize("law", LAWS, ids=repr)
each_covariance = pytest.mark.parametrize("covariance", COVARIANCES.values(), ids=COVARIANCES)


def noise(problem, steps=400, runs=500):
    """Noise in the original coordinates, of shape (4, samples)."""
    rows = problem.noise(Generator(SFC64(3)), np.empty((4, runs)))(steps)
    found = rows.transpose(1, 0, 2).reshape(4, -1)
    return problem.eigenbasis[1] @ found if problem.basis == "eigen" else found


@each_law
@each_covariance
def test_the_noise_has_the_covariance_and_is_the_same_in_both_bases(covariance, law):
    inner, outer = (noise(Quadratic(HESSIAN, covariance, law=law, basis=b)) for b in ("eigen", "original"))
    wanted = covariance if np.ndim(covariance) else covariance * np.eye(4)
    np.testing.assert_allclose(inner, outer, rtol=0, atol=1e-12)
    spread = 6 * np.sqrt(4 * np.outer(np.diag(wanted), np.diag(wanted)) / inner.shape[1])  # fourth moments are at most 4
    assert np.all(np.abs(np.cov(inner, bias=True) - wanted) <= spread + 1e-12)
    if np.any(wanted):
        assert np.any(np.abs(np.cov(inner, bias=True) - 1.1 * wanted) > spread)


def test_isotropic_noise_that_is_not_gaussian_is_independent_in_the_original_coordinates():
    found = noise(Quadratic(HESSIAN, 4.0, law=Rademacher()))
    assert np.abs(np.abs(found) - 2).max() < 1e-12


@each_law
@each_covariance
@pytest.mark.parametrize("hessian", [HESSIAN, SINGULAR], ids=["regular", "singular"])
@pytest.mark.parametrize("rule", [SGD(0.02), Momentum(0.01), Nesterov(0.01)], ids=lambda o: type(o).__name__)
def test_runs_in_both_bases_are_the_same_runs(hessian, covariance, law, rule):
    inner, outer = (
        run(Quadratic(hessian, covariance, (1, 2, -1, 0), (0.5, 0, 0, 1), law, b), rule, runs=20, steps=64, outputs=OUTPUTS)
        for b in ("eigen", "original")
    )
    for output in OUTPUTS:
        np.testing.assert_allclose(inner.points[output], outer.points[output], rtol=0, atol=1e-12)


def test_a_run_is_that_of_the_plain_recursion():
    problem = Quadratic(HESSIAN, 2.25, start=1.0, centre=(0.5, 0, 0, 1))
    theta, rng = np.ones((4, 8)), Generator(SFC64(np.random.SeedSequence(0).spawn(1)[0]))
    for _ in range(20):
        xi = problem.eigenbasis[1] @ (1.5 * rng.standard_normal((4, 8)))
        theta -= 0.1 * (HESSIAN @ (theta - np.array([[0.5], [0], [0], [1]])) + xi)
    assert run(problem, SGD(0.1), runs=8, steps=20).points["last"][-1] == pytest.approx(theta, abs=1e-12)


def test_the_stationary_covariance_is_that_of_the_lyapunov_equation():
    """Its entries in the original coordinates, from 40,000 runs; the covariance with the wrong rotation is rejected."""
    step, covariance = 0.05, COVARIANCES["of rank two"]
    found = np.cov(run(Quadratic(HESSIAN, covariance), SGD(step), runs=40_000, steps=400, checkpoints=(400,)).points["last"][0])
    wanted = solve_discrete_lyapunov(np.eye(4) - step * HESSIAN, step**2 * covariance)
    spread = 6 * np.sqrt(2 * np.outer(np.diag(wanted), np.diag(wanted)) / 40_000)
    assert np.all(np.abs(found - wanted) < spread)
    assert np.any(np.abs(found - ROTATION @ wanted @ ROTATION.T) > spread)


def test_in_one_dimension_it_is_the_noisy_quadratic_to_the_last_bit():
    plain = run(NoisyQuadratic(2.0, 3.0, 1.0, 0.5), Momentum(0.1), runs=50, steps=30, outputs=OUTPUTS)
    found = run(Quadratic([[2.0]], 9.0, 1.0, 0.5), Momentum(0.1), runs=50, steps=30, outputs=OUTPUTS)
    for output in OUTPUTS:
        assert np.array_equal(found.points[output][:, 0], plain.points[output], equal_nan=True)


@pytest.mark.parametrize("basis", ["eigen", "original"])
def test_the_excess_error_is_the_cost(basis):
    points, centre = DATA.normal(size=(4, 30)), np.array([1.0, 0, 2, 0])
    problem = Quadratic(HESSIAN, centre=centre, basis=basis)
    away = points - centre[:, None]
    assert problem.excess(points) == pytest.approx(np.sum(away * (HESSIAN @ away), axis=0) / 2)
    assert problem.excess(centre[:, None]) == pytest.approx([0.0])


def test_a_direction_without_curvature_costs_nothing():
    problem = Quadratic(SINGULAR)
    assert problem.eigenbasis[0].ravel()[:2].tolist() == [0, 0]
    assert problem.excess(1e6 * ROTATION[:, :1]) == pytest.approx([0.0], abs=1e-9)


@pytest.mark.parametrize("rule", [AdaGrad(0.1), Adam(0.1)], ids=lambda o: type(o).__name__)
def test_a_rule_that_depends_on_coordinates_is_refused_in_the_eigenbasis(rule):
    with pytest.raises(ValueError, match="depends on the coordinates"):
        run(Quadratic(HESSIAN), rule, runs=2, steps=2)
    assert run(Quadratic(HESSIAN, basis="original"), rule, runs=2, steps=2).diverged == 0
    assert run(Quadratic(np.diag([1.0, 2, 3])), rule, runs=2, steps=2).diverged == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"hessian": [[1.0, 2.0], [0.0, 1.0]]}, "symmetric"),
        ({"hessian": [[1.0, 2.0], [2.0, 1.0]]}, "semidefinite"),
        ({"hessian": [1.0, 2.0]}, "square"),
        ({"hessian": [[np.nan]]}, "finite"),
        ({"hessian": np.eye(2), "covariance": -1.0}, "semidefinite"),
        ({"hessian": np.eye(2), "covariance": [[1.0, 1.0], [0.0, 1.0]]}, "symmetric"),
        ({"hessian": np.eye(2), "covariance": np.eye(3)}, "covariance"),
        ({"hessian": np.eye(2), "start": (1.0, 2.0, 3.0)}, "start"),
        ({"hessian": np.eye(2), "centre": np.nan}, "centre"),
        ({"hessian": np.eye(2), "basis": "rotated"}, "basis"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_quadratic_is_refused(wrong, why):
    with pytest.raises(ValueError, match=why):
        Quadratic(**wrong)
