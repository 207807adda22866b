"""The laws of special functions and of Gaussian replies that proofs take as given hold numerically."""

import numpy as np
import pytest
from scipy import integrate, special, stats

CHANCE = np.random.default_rng(0)
POINTS = [(CHANCE.uniform(0.01, 8), CHANCE.uniform(0.01, 8), CHANCE.uniform(0, 1)) for _ in range(300)]
SLACK = 1e-9


def test_the_logarithm_is_above_its_chord_of_reciprocals():
    assert all(np.log(u) - np.log(w) >= 1 - w / u - SLACK for u, w, _ in POINTS) and np.log(1) == 0


def test_gamma_obeys_its_equation_left_of_zero_too():
    for u, *_ in POINTS:
        for x in (u, -u):
            assert special.gamma(x + 1) == pytest.approx(x * special.gamma(x), rel=1e-7)


def test_wendels_inequality_holds_and_is_not_an_equation():
    for u, _, s in POINTS:
        whole, ratio = special.gamma(u), special.gamma(u + s)
        assert u**s * whole >= ratio * (1 - SLACK)
        assert (u + s) ** (1 - s) * ratio >= u * whole * (1 - SLACK)
    assert 2**0.5 * special.gamma(2) > 1.05 * special.gamma(2.5)


def test_powers_split_and_grow():
    for u, w, s in POINTS:
        assert u**s * u ** (1 - s) == pytest.approx(u) and max(u, w) ** s >= min(u, w) ** s > 0


@pytest.mark.parametrize("x", [-6.0, -0.75, 0.0, 1.3])
def test_the_normal_law_has_the_derivatives_that_are_assumed(x):
    h = 1e-5
    slope = lambda f: (f(x + h) - f(x - h)) / (2 * h)  # noqa: E731
    assert slope(stats.norm.cdf) == pytest.approx(stats.norm.pdf(x), abs=1e-8)
    assert slope(stats.norm.pdf) == pytest.approx(-x * stats.norm.pdf(x), abs=1e-8)
    assert 2 * np.pi * stats.norm.pdf(0) ** 2 == pytest.approx(1) and stats.norm.cdf(-40) < 1e-300


@pytest.mark.parametrize(("k", "d", "σ"), [(1, 0.5, 1.0), (9, 0.25, 1.0), (4, 1.0, 3.0)])
def test_likelihoods_of_gaussian_replies_are_as_assumed(k, d, σ):
    """Under pure noise the sum of k replies is N(0, kσ²); P and Q are the densities of ± d relative to it."""
    law = stats.norm(0, σ * np.sqrt(k)).pdf
    likelihood = lambda sign: lambda y: np.exp(sign * d * y / σ**2 - k * d**2 / (2 * σ**2)) * law(y)  # noqa: E731
    far, right = 40 * σ * np.sqrt(k), 1 - 2 * stats.norm.cdf(-np.sqrt(k) * d / σ)
    for sign in (1, -1):
        below, above = (integrate.quad(likelihood(sign), *ends)[0] for ends in ((-far, 0), (0, far)))
        assert below + above == pytest.approx(1) and above - below == pytest.approx(sign * right)
    assert all((likelihood(1)(y) - likelihood(-1)(y)) * np.sign(y) > 0 for y in (-2.0, -0.1, 0.1, 2.0))


def test_uniform_noise_has_the_moments_that_are_assumed():
    draws = np.random.default_rng(1).uniform(-1, 3, 10**6)
    outwards = np.maximum(-draws, 0)
    assert outwards.mean() == pytest.approx(1 / 8, abs=2e-3) and (outwards**2).mean() == pytest.approx(1 / 12, abs=2e-3)
    assert (draws >= 0).mean() == pytest.approx(3 / 4, abs=2e-3)
