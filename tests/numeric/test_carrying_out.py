"""Whatever does the blocks, and in whatever order they end, the result has the same bits; and nothing hangs."""

import random
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

from qedescent.numeric import carrying_out, planning
from qedescent.numeric.blocks import Block, work
from qedescent.numeric.ensemble import OUTPUTS, run, summarise
from qedescent.numeric.iterates import Stopped
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

PROBLEM = NoisyQuadratic(curvature=0.5, start=1.0)
OPTIMIZER = Momentum(inverse(0.5))
ASKED: dict[str, Any] = {"runs": 1000, "steps": 40, "seed": 2, "outputs": (*OUTPUTS, "suffix:0.3", "exponential:0.8")}

ONE: dict[str, Any] = {"threads": 1}


def asked(**changes: Any) -> dict[str, Any]:
    return ASKED | changes


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


def same_as_one_thread(**how: Any) -> bool:
    one, other = (run(PROBLEM, OPTIMIZER, **ASKED, **h) for h in (ONE, how))
    few, more = (summarise(PROBLEM, OPTIMIZER, **ASKED, **h) for h in (ONE, how))
    points = all(np.array_equal(one.points[o], other.points[o], equal_nan=True) for o in ASKED["outputs"])
    means = all(np.array_equal(few.summaries[o].mean, more.summaries[o].mean, equal_nan=True) for o in ASKED["outputs"])
    squares = all(np.array_equal(few.summaries[o].m2, more.summaries[o].m2, equal_nan=True) for o in ASKED["outputs"])
    return points and means and squares


class Disorderly(Executor):
    """Holds everything back and then does it in a random order."""

    def __init__(self):
        self.held = []
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.held.append((future, fn, args, kwargs))
        return future

    def _work(self):
        idle = 0
        while idle < 20:
            time.sleep(0.01)
            idle = 0 if self.held else idle + 1
            here, self.held = self.held, []
            random.Random(0).shuffle(here)
            for future, fn, args, kwargs in here:
                future.set_result(fn(*args, **kwargs))


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_no_bit(threads):
    assert same_as_one_thread(threads=threads)


def test_processes_change_no_bit():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert same_as_one_thread(executor=pool)


@pytest.mark.parametrize("ahead", [1, 3, 4096])
def test_the_order_in_which_blocks_end_changes_no_bit(monkeypatch, ahead):
    monkeypatch.setattr(carrying_out, "AHEAD", ahead)
    assert same_as_one_thread(executor=Disorderly())


def test_a_control_with_another_seed_has_other_bits():
    with ThreadPoolExecutor(2) as pool:
        other = run(PROBLEM, OPTIMIZER, **asked(seed=3), executor=pool)
    assert not np.array_equal(run(PROBLEM, OPTIMIZER, **ASKED).points["last"], other.points["last"])


def test_no_more_blocks_are_under_way_than_the_memory_may_hold(monkeypatch):
    monkeypatch.setattr(carrying_out, "AHEAD", 3)
    under_way, most = [0], [0]

    class Counting(ThreadPoolExecutor):
        def submit(self, fn, /, *args, **kwargs):
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
            return super().submit(fn, *args, **kwargs)

    def moved(done, total):
        under_way[0] -= 1

    with Counting(1) as pool:
        run(PROBLEM, OPTIMIZER, **ASKED, executor=pool, progress=moved)
    assert most[0] == 3


@pytest.mark.parametrize("how", [{"threads": 1}, {"threads": 2}, {"executor": True}], ids=str)
@pytest.mark.parametrize("stored", [False, True])
def test_progress_is_told_once_a_block_and_ends_with_all(tmp_path, how: dict[str, Any], stored):
    told, cache = [], tmp_path if stored else None
    with ThreadPoolExecutor(3) as pool:
        at: dict[str, Any] = {"executor": pool} if "executor" in how else how
        if stored:
            run(PROBLEM, OPTIMIZER, **ASKED, cache=cache)
        run(PROBLEM, OPTIMIZER, **ASKED, **at, cache=cache, progress=lambda done, total: told.append((done, total)))
    assert told == [(i, 16) for i in range(1, 17)]


def test_a_lambda_and_processes_give_an_error_that_says_what_to_do():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, pytest.raises(ValueError) as wrong:
        run(PROBLEM, SGD(lambda k: 0.1), **ASKED, executor=pool)
    assert "ProcessPoolExecutor" in str(wrong.value) and "top level of a module, or use threads" in str(wrong.value)


class Wrong(SGD):
    """Fails from step 3 on."""

    def step(self, theta, state, gradient, k):
        if k == 3:
            raise ZeroDivisionError("float division by zero")
        super().step(theta, state, gradient, k)


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_a_block_ends_all_of_them_soon(threads):
    begun = time.perf_counter()
    with pytest.raises(ValueError, match="step 3 of Wrong failed: float division by zero"):
        run(PROBLEM, Wrong(0.1), runs=64 * 20_000, steps=10**6, checkpoints=(10**6,), threads=threads)
    assert time.perf_counter() - begun < 60  # all of them would take days
    assert threading.active_count() < 20


def test_threads_leave_their_block_when_they_are_called_off():
    calls = []

    def stopped():
        calls.append(1)
        return len(calls) > 3

    with pytest.raises(Stopped):
        work(Block(PROBLEM, SGD(0.1), 0, 0, 64, (10**9,), ("last",)), stopped)
    assert len(calls) == 4
