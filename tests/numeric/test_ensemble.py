"""Many runs at once are what a plain loop gives, run by run, to the last bit, whatever the threads and blocks."""

import math
import re
import tracemalloc
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from qedescent.numeric import iterates, planning
from qedescent.numeric.ensemble import OUTPUTS, powers_of_two, run, summarise
from qedescent.numeric.noise.draw import filled
from qedescent.numeric.optimizers import SGD, Adam, Momentum
from qedescent.numeric.outputs import Averages
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

PROBLEM = NoisyQuadratic(curvature=0.5, noise_scale=2.0, start=1.0)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


def plain_loop(problem, optimizer, runs, steps, seed, block):
    """Every iterate x_1, x_2, ... of shape (steps + 1, runs), by the shortest program that could be right."""
    sizes = [min(block, runs - i) for i in range(0, runs, block)]
    columns = []
    for size, child in zip(sizes, SeedSequence(seed).spawn(len(sizes)), strict=True):
        rng, theta = Generator(SFC64(child)), problem.begin(size)
        state, path, draw = optimizer.start(theta), [theta.copy()], problem.noise(rng, theta)
        for k in range(1, steps + 1):
            noise = draw(1)[0]
            optimizer.step(theta, state, lambda point, noise=noise: problem.gradient(point, noise), k)
            problem.project(theta)
            path.append(theta.copy())
        columns.append(np.array(path))
    return np.concatenate(columns, axis=-1)


@pytest.mark.parametrize("optimizer", [SGD(inverse(1.0)), Momentum(0.1, 0.9), Adam(0.1)], ids=lambda o: type(o).__name__)
def test_the_last_iterates_are_those_of_a_plain_loop(small_blocks, optimizer):
    path = plain_loop(PROBLEM, optimizer, 150, 37, seed=5, block=64)
    recorded = run(PROBLEM, optimizer, runs=150, steps=37, seed=5, checkpoints=(1, 2, 20, 37))
    assert np.array_equal(recorded.points["last"], path[[1, 2, 20, 37]])


def test_every_output_rule_is_the_mean_that_it_names(small_blocks):
    marks = (1, 4, 5, 8, 16, 35)
    path = plain_loop(PROBLEM, SGD(0.2), 100, 35, seed=1, block=64)
    points = run(PROBLEM, SGD(0.2), runs=100, steps=35, seed=1, checkpoints=marks, outputs=OUTPUTS).points
    for at, k in enumerate(marks):
        weights = np.arange(1, k + 1)
        assert np.array_equal(points["last"][at], path[k])
        np.testing.assert_allclose(points["uniform"][at], path[:k].mean(axis=0), rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(points["weighted"][at], weights @ path[:k] / weights.sum(), rtol=1e-12, atol=1e-14)
    for k in (8, 16):
        np.testing.assert_allclose(points["half"][marks.index(k)], path[k // 2 : k].mean(axis=0), rtol=1e-12, atol=1e-14)


def test_the_mean_of_the_later_half_is_missing_where_half_way_was_no_checkpoint():
    half = run(PROBLEM, SGD(0.2), runs=5, steps=8, checkpoints=(1, 2, 3, 8), outputs=("half",)).points["half"]
    assert np.isnan(half).all(axis=1).tolist() == [True, False, True, True]


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_no_bit(small_blocks, threads):
    one, many = (run(PROBLEM, Momentum(0.1), runs=300, steps=50, threads=t, outputs=OUTPUTS) for t in (1, threads))
    for output in OUTPUTS:
        assert np.array_equal(one.points[output], many.points[output], equal_nan=True)


@pytest.mark.parametrize("chunk", [1, 7, 50, 64])
def test_how_much_noise_is_drawn_at_once_changes_no_bit(monkeypatch, chunk):
    before = run(PROBLEM, Momentum(0.1), runs=100, steps=50).points["last"]
    monkeypatch.setattr(iterates, "DRAWN", 100 * chunk)
    assert np.array_equal(run(PROBLEM, Momentum(0.1), runs=100, steps=50).points["last"], before)


@pytest.mark.parametrize("runs", [65, 128, 129, 200])
def test_more_runs_leave_the_whole_blocks_before_them_as_they_were(small_blocks, runs):
    few, many = (run(PROBLEM, SGD(0.1), runs=n, steps=20).points["last"] for n in (64, runs))
    assert many.shape[-1] == runs and np.array_equal(many[:, :64], few)


def test_more_checkpoints_leave_the_others_as_they_were():
    few, many = (run(PROBLEM, SGD(0.1), runs=9, steps=40, checkpoints=m).points["last"] for m in ((40,), range(1, 41)))
    assert np.array_equal(many[-1], few[0])


def test_seeds_and_blocks_have_noise_of_their_own(small_blocks):
    first, second = (run(PROBLEM, SGD(0.1), runs=128, steps=3, seed=s).points["last"][-1] for s in (0, 1))
    assert len({*first, *second}) == 256


def test_the_checkpoints_are_powers_of_two_and_the_end():
    assert powers_of_two(1) == (1,)
    assert powers_of_two(16) == (1, 2, 4, 8, 16)
    assert powers_of_two(17, first=4) == (4, 8, 16, 17)
    assert run(PROBLEM, SGD(0.1), runs=2, steps=5).checkpoints == (1, 2, 4, 5)


def test_excess_errors_come_checkpoint_by_checkpoint():
    recorded = run(PROBLEM, SGD(0.1), runs=3, steps=4)
    assert np.array_equal(recorded.excess(PROBLEM), 0.25 * recorded.points["last"] ** 2)


def test_a_box_holds_every_iterate():
    box = LinearPair(slope=0.1, radius=0.5, noise_scale=10.0)
    points = run(box, SGD(1.0), runs=200, steps=30, checkpoints=range(1, 31)).points["last"]
    assert np.abs(points).max() == 0.5


@dataclass(frozen=True)
class TwoCoordinates:
    """A quadratic with one flat and one steep coordinate; points have shape (2, runs)."""

    def begin(self, runs):
        return np.ones((2, runs))

    def noise(self, rng, points):
        return filled(lambda rng, rows: rng.standard_normal(out=rows), rng, points)

    def gradient(self, points, noise):
        noise += np.array([[0.1], [5.0]]) * points
        return noise

    def project(self, points):
        """No constraint."""

    def excess(self, points):
        return (np.array([[0.05], [2.5]]) * points**2).sum(axis=0)


def test_runs_may_have_coordinates(small_blocks):
    path = plain_loop(TwoCoordinates(), SGD(0.1), 100, 20, seed=2, block=planning.FEWEST)
    recorded = run(TwoCoordinates(), SGD(0.1), runs=100, steps=20, seed=2, checkpoints=(3, 20))
    assert recorded.points["last"].shape == (2, 2, 100)
    assert np.array_equal(recorded.points["last"], path[[3, 20]])
    assert recorded.excess(TwoCoordinates()).shape == (2, 100)


def test_a_run_lost_in_one_coordinate_counts_once(small_blocks):
    recorded = run(TwoCoordinates(), SGD(10.0), runs=100, steps=400, checkpoints=(4, 200, 400))
    assert (recorded.diverged, recorded.diverged_at) == (100, 200)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("outputs", [("last",), ("uniform",), ("weighted", "half"), ("suffix:0.3", "exponential:0.9")])
def test_divergence_is_recorded_with_its_checkpoint_and_no_warning(small_blocks, threads, outputs):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lost = run(PROBLEM, SGD(1e3), runs=130, steps=256, outputs=outputs, threads=threads)
    assert (lost.diverged, lost.diverged_at) == (130, 128)


@pytest.mark.parametrize("marks", [(256,), (100, 256), None, range(1, 257)], ids=str)
def test_the_step_at_which_the_first_run_was_lost_is_found_whatever_the_checkpoints(small_blocks, marks):
    with np.errstate(all="ignore"):
        path = plain_loop(PROBLEM, SGD(1e3), 130, 256, seed=0, block=64)
    first = int(np.argmin(np.isfinite(path).all(axis=1)))
    assert 100 < first < 256
    assert run(PROBLEM, SGD(1e3), runs=130, steps=256, checkpoints=marks).diverged_step == first


def test_a_step_size_that_becomes_nan_loses_all_runs_at_that_step():
    lost = run(PROBLEM, SGD(lambda k: 0.1 if k < 7 else math.nan), runs=10, steps=16)
    assert (lost.diverged, lost.diverged_at, lost.diverged_step) == (10, 8, 7)


@pytest.mark.parametrize("step_size", [math.nan, math.inf, 0.0, -1.0])
def test_a_step_size_that_is_none_is_refused(step_size):
    with pytest.raises(ValueError, match="step_size must be a finite number above 0"):
        run(PROBLEM, SGD(step_size), runs=10, steps=16)


def test_runs_that_stay_finite_are_not_called_lost():
    recorded = run(PROBLEM, SGD(0.1), runs=10, steps=64)
    assert (recorded.diverged, recorded.diverged_at, recorded.diverged_step) == (0, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"runs": 0}, {"runs": -1}, {"steps": 0}, {"steps": 10**12}, {"runs": 10**12}, {"outputs": ("mean",)},
        {"checkpoints": ()}, {"checkpoints": (0, 3)}, {"checkpoints": (3, 2)}, {"checkpoints": (3, 3)},
        {"checkpoints": (3, 11)}, {"runs": 2.5}, {"steps": math.nan}, {"seed": -1}, {"seed": 0.5}, {"seed": None},
        {"checkpoints": range(1, 10**9), "steps": 10**9}, {"runs": 10**8, "steps": 10**9},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_run_is_refused_at_once(wrong):
    with pytest.raises(ValueError):
        run(PROBLEM, SGD(0.1), **({"runs": 10, "steps": 10} | wrong))


def test_what_would_not_fit_in_memory_can_be_summarised():
    with pytest.raises(ValueError, match="22 GiB of points would be kept, more than 16; `summarise` keeps none"):
        run(PROBLEM, SGD(0.1), runs=10**8, steps=2**29)
    with pytest.raises(KeyboardInterrupt):
        summarise(PROBLEM, SGD(0.1), runs=10**8, steps=2, threads=1, progress=interrupted)


def interrupted(done, total):
    raise KeyboardInterrupt


def test_numbers_of_numpy_are_numbers():
    numpys: Any = {"runs": np.int64(10), "steps": np.int32(8), "seed": np.uint8(3), "checkpoints": np.array([1, 8])}
    python: Any = {"runs": 10, "steps": 8, "seed": 3, "checkpoints": (1, 8)}
    first, second = (run(PROBLEM, SGD(0.1), **numbers).points["last"] for numbers in (numpys, python))
    assert np.array_equal(first, second)


@dataclass(frozen=True)
class Odd(NoisyQuadratic):
    """A problem that answers with something else than it is asked for."""

    change: Callable[[NDArray], Any] = np.copy

    def gradient(self, points, noise):
        return self.change(super().gradient(points, noise))


@dataclass(frozen=True)
class OddStart(NoisyQuadratic):
    change: Callable[[NDArray], Any] = np.copy

    def begin(self, runs):
        return self.change(super().begin(runs))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda g: g[:1], "step 1 of SGD failed: the gradient has shape (1,) and dtype float64 where the points have shape (64,)"),
        (lambda g: float(g[0]), "the gradient has shape ()"), (lambda g: g[None, :], "the gradient has shape (1, 64)"),
        (lambda g: g.astype(complex), "dtype complex128"), (lambda g: np.sign(g).astype(int), "dtype int64"),
        (lambda g: g > 0, "dtype bool"), (lambda g: g.astype(object), "dtype object"), (lambda g: None, "dtype object"),
    ],
    ids=lambda x: "" if callable(x) else x,
)  # fmt: skip
@pytest.mark.parametrize("threads", [1, 2])
def test_a_gradient_of_another_shape_or_kind_is_refused_with_both(small_blocks, change, said, threads):
    with pytest.raises(ValueError, match=re.escape(said)):
        run(Odd(change=change), SGD(0.1), runs=200, steps=4, threads=threads)


@pytest.mark.parametrize("change", [lambda x: x[:-1], lambda x: 0.0, lambda x: x.astype(complex), lambda x: [None] * len(x)])
def test_a_start_of_another_shape_or_kind_is_refused(change):
    with pytest.raises(ValueError, match=r"the start of 1 runs has shape .* it must be an array of numbers, the runs last"):
        run(OddStart(change=change), SGD(0.1), runs=200, steps=4)


def test_a_start_in_whole_numbers_is_one():
    whole, decimal = (run(NoisyQuadratic(start=x), SGD(0.1), runs=5, steps=4).points["last"] for x in (1, 1.0))
    assert np.array_equal(whole, decimal)


@dataclass(frozen=True)
class Returning(SGD):
    """A rule that answers with something."""

    answer: Callable[[NDArray], Any] = np.copy

    def step(self, theta, state, gradient, k):
        super().step(theta, state, gradient, k)
        return self.answer(theta)


@pytest.mark.parametrize("answer", [np.copy, lambda x: x[:3], lambda x: 0.5, lambda x: x.astype(np.float32)])
def test_a_rule_that_returns_new_points_is_told_that_it_must_change_them(answer):
    with pytest.raises(ValueError, match="step 1 of Returning must change the points in place and return nothing, but what"):
        run(PROBLEM, Returning(0.1, answer=answer), runs=10, steps=4)


def test_a_rule_may_return_the_points_themselves():
    returned = run(PROBLEM, Returning(0.1, answer=lambda x: x), runs=10, steps=4).points["last"]
    assert np.array_equal(returned, run(PROBLEM, SGD(0.1), runs=10, steps=4).points["last"])


@dataclass(frozen=True)
class Misshapen(SGD):
    def start(self, theta):
        return {"memory": np.zeros(3)}

    def step(self, theta, state, gradient, k):
        state["memory"] += gradient(theta)


def test_a_rule_with_a_memory_of_another_shape_fails_with_its_name_and_step():
    with pytest.raises(ValueError, match=r"step 1 of Misshapen failed: .*broadcast"):
        run(PROBLEM, Misshapen(0.1), runs=10, steps=4)


@dataclass(frozen=True)
class Exhausted(NoisyQuadratic):
    def noise(self, rng, points):
        return lambda steps: np.zeros((0, *points.shape))


def test_noise_that_ends_is_an_error_and_no_endless_loop():
    with pytest.raises(ValueError, match="the noise of 4 steps came in 0 rows"):
        run(Exhausted(), SGD(0.1), runs=10, steps=4)


@pytest.mark.parametrize("outputs", [("last",), (*OUTPUTS, "suffix:0.3", "exponential:0.9")])
@pytest.mark.parametrize("optimizer", [SGD(0.1), Momentum(inverse(1.0))], ids=lambda o: type(o).__name__)
def test_nothing_is_allocated_from_step_to_step(outputs, optimizer):
    """In a step, with its draw of noise and its averages, memory rises by less than one array of points."""
    path = iterates.iterates(NoisyQuadratic(), optimizer, Generator(SFC64(0)), 4096, 100)
    points = next(path)
    averages, rises = Averages(outputs, (1000,), points), []
    next(path)  # the buffer of the noise is made
    tracemalloc.start()
    for k in range(2, 101):
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        averages.add(points, k)
        next(path)
        rises.append(tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    assert len(rises) == 99 and max(rises) < points.nbytes / 8


def test_a_control_that_allocates_is_seen():
    path = iterates.iterates(NoisyQuadratic(curvature=0.5), Adam(0.1), Generator(SFC64(0)), 4096, 100)
    for _ in range(2):
        next(path)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    points = next(path)
    rise = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert rise > points.nbytes
