"""Summaries merged part by part are those of all values at once, also where subtracting sums of squares would fail."""

from functools import reduce
from typing import Any

import numpy as np
import pytest

from qedescent.numeric import planning
from qedescent.numeric.ensemble import run, summarise
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.summary import merged, summary

PROBLEM = NoisyQuadratic(noise_scale=2.0, start=1.0)
ASKED: dict[str, Any] = {"runs": 1000, "steps": 40, "seed": 3, "outputs": ("last", "uniform", "suffix:0.25")}


@pytest.mark.parametrize("sizes", [(1, 1), (1, 99), (64, 64, 64, 1), (5, 1, 300, 7)])
@pytest.mark.parametrize("away", [0.0, 1e8, -1e8])
def test_merging_gives_the_two_pass_mean_and_variance(sizes, away):
    values = away + np.random.default_rng(0).standard_normal(sum(sizes))
    found = reduce(merged, map(summary, np.split(values, np.cumsum(sizes)[:-1])))
    assert found.count == len(values)
    assert found.mean == pytest.approx(values.mean(), rel=1e-14, abs=1e-14)
    assert found.variance == pytest.approx(values.var(ddof=1), rel=1e-7 if away else 1e-12)


def test_sums_of_squares_would_lose_what_merging_keeps():
    values = 1e8 + np.random.default_rng(0).standard_normal(1000)
    naive = (np.sum(values**2) - np.sum(values) ** 2 / 1000) / 999
    assert abs(naive / values.var(ddof=1) - 1) > 0.1


def test_a_single_value_has_no_variance():
    assert np.isnan(summary(np.array([[3.0], [4.0]])).variance).all()


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


def test_an_ensemble_is_summarised_as_its_recorded_runs_are(small_blocks):
    recorded, summarised = run(PROBLEM, SGD(0.1), **ASKED), summarise(PROBLEM, SGD(0.1), **ASKED)
    assert summarised.checkpoints == recorded.checkpoints
    for output, found in summarised.summaries.items():
        values = recorded.excess(PROBLEM, output)
        assert found.count == 1000
        np.testing.assert_allclose(found.mean, values.mean(axis=1), rtol=1e-12)
        np.testing.assert_allclose(found.variance, values.var(axis=1, ddof=1), rtol=1e-10)
        np.testing.assert_allclose(found.standard_error, values.std(axis=1, ddof=1) / np.sqrt(1000), rtol=1e-10)


def position(problem, points):
    return points


def test_any_measure_may_be_summarised(small_blocks):
    found = summarise(PROBLEM, SGD(0.1), **ASKED, measure=position).summaries["last"]
    np.testing.assert_allclose(found.mean, run(PROBLEM, SGD(0.1), **ASKED).points["last"].mean(axis=1), rtol=1e-12)


def test_runs_that_were_lost_are_counted_and_make_the_mean_no_number(small_blocks):
    found = summarise(PROBLEM, SGD(1e3), runs=130, steps=256)
    assert (found.diverged, found.diverged_at, found.diverged_step) == (130, 128, run_lost_at(1e3))
    assert np.isnan(found.summaries["last"].mean[-1]) and np.isfinite(found.summaries["last"].mean[0])


def run_lost_at(step_size):
    path = run(PROBLEM, SGD(step_size), runs=130, steps=256, checkpoints=range(1, 257)).points["last"]
    return 1 + int(np.argmin(np.isfinite(path).all(axis=1)))
