"""What was finished is never done again, and what is not exactly what was written is never believed."""

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qedescent.numeric import cache, carrying_out, planning
from qedescent.numeric.blocks import Block, work
from qedescent.numeric.ensemble import run, summarise
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse

PROBLEM = NoisyQuadratic(start=1.0)
ASKED: dict[str, Any] = {"runs": 600, "steps": 30, "seed": 4, "outputs": ("last", "weighted", "suffix:0.5")}
BLOCKS = 10


def asked(**changes: Any) -> dict[str, Any]:
    return ASKED | changes


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


@pytest.fixture
def done(monkeypatch):
    """The numbers of the blocks that are done from here on."""
    numbers = []

    def counted(block, *stopped):
        numbers.append(block.index)
        return work(block, *stopped)

    monkeypatch.setattr(carrying_out, "work", counted)
    return numbers


def entries(directory):
    return sorted(directory.glob("*.block"))


def same(first, second):
    assert first.checkpoints == second.checkpoints and first.points.keys() == second.points.keys()
    return all(np.array_equal(first.points[o], second.points[o], equal_nan=True) for o in first.points)


def test_a_second_run_does_nothing_and_gives_the_same_bits(tmp_path, done):
    first = run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    assert sorted(done) == list(range(BLOCKS)) and len(entries(tmp_path)) == BLOCKS
    second = run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    assert len(done) == BLOCKS and same(first, second) and same(first, run(PROBLEM, SGD(0.1), **ASKED))


def test_summaries_and_divergence_come_back_too(tmp_path, done):
    first, second = (summarise(PROBLEM, SGD(1e3), **asked(steps=256), cache=tmp_path) for _ in range(2))
    assert len(done) == BLOCKS and (first.diverged, first.diverged_at) == (600, 128)
    assert (first.diverged, first.diverged_at, first.diverged_step) == (
        second.diverged, second.diverged_at, second.diverged_step)  # fmt: skip
    for o in ASKED["outputs"]:
        a, b = first.summaries[o], second.summaries[o]
        assert a.count == b.count == 600
        assert np.array_equal(a.mean, b.mean, equal_nan=True) and np.array_equal(a.m2, b.m2, equal_nan=True)


def test_more_runs_use_the_whole_blocks_that_there_are(tmp_path, done):
    run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    done.clear()
    more = run(PROBLEM, SGD(0.1), **asked(runs=700), cache=tmp_path)
    assert sorted(done) == [9, 10]  # the last block was not whole
    assert same(more, run(PROBLEM, SGD(0.1), **asked(runs=700)))


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 5}, {"steps": 31}, {"checkpoints": (30,)}, {"outputs": ("last",)}, {"problem": NoisyQuadratic(start=1.5)},
        {"optimizer": SGD(0.2)}, {"optimizer": Momentum(0.1)}, {"optimizer": SGD(lambda k: 0.1)},
    ],
)  # fmt: skip
def test_another_computation_finds_nothing(tmp_path, done, other):
    this: dict[str, Any] = {"problem": PROBLEM, "optimizer": SGD(0.1), **ASKED}
    run(**this, cache=tmp_path)
    run(**this | other, cache=tmp_path)
    assert len(done) == 2 * BLOCKS and len(entries(tmp_path)) == 2 * BLOCKS


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-1])


def cut_to_its_head(path):
    path.write_bytes(path.read_bytes()[:50])


def emptied(path):
    path.write_bytes(b"")


def one_bit_flipped(path):
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(bytes(held))


def one_bit_of_its_digest_flipped(path):
    held = bytearray(path.read_bytes())
    held[len(cache.FORMAT)] ^= 1
    path.write_bytes(bytes(held))


def lengthened(path):
    path.write_bytes(path.read_bytes() + b"\0")


def replaced_by_its_neighbour(path):
    path.write_bytes(entries(path.parent)[1].read_bytes())


def replaced_by_another_program(path):
    path.write_bytes(b"#!/bin/sh\n")


def replaced_by_a_directory(path):
    path.unlink()
    path.mkdir()


def removed(path):
    path.unlink()


def sealed_without_its_arrays(path):
    path.write_bytes(cache.sealed({"lost": np.zeros(6)}, path.name))


WRONGS = [cut_short, cut_to_its_head, emptied, one_bit_flipped, one_bit_of_its_digest_flipped, lengthened, removed,
          replaced_by_its_neighbour, replaced_by_another_program, sealed_without_its_arrays]  # fmt: skip


@pytest.mark.parametrize("damaged", WRONGS, ids=lambda f: f.__name__)
def test_a_damaged_entry_is_done_again_and_replaced(tmp_path, done, damaged):
    before = run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    first = entries(tmp_path)[0]
    number, held = int(first.name.split("-")[1]), first.read_bytes()
    done.clear()
    damaged(first)
    assert same(before, run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path))
    assert done == [number] and first.read_bytes() == held


def test_an_entry_that_cannot_be_replaced_costs_no_result(tmp_path, done):
    before = run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    replaced_by_a_directory(entries(tmp_path)[0])
    with pytest.warns(UserWarning, match="is not kept in the cache"):
        assert same(before, run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path))


class Trap:
    def __reduce__(self):
        return (os._exit, (66,))


def test_an_entry_runs_nothing(tmp_path):
    run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    for path in entries(tmp_path):
        held = io.BytesIO()
        np.savez(held, lost=np.array([Trap()], object))  # with a right digest: only the loader's refusal is left
        path.write_bytes(cache.FORMAT + cache._digest(held.getvalue(), path.name) + held.getvalue())
        with pytest.raises(ValueError, match="allow_pickle=False"):
            cache.opened(path.read_bytes(), path.name)
    assert same(run(PROBLEM, SGD(0.1), **ASKED), run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path))


def test_an_entry_holds_no_pickle(tmp_path):
    run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    for path in entries(tmp_path):
        with pytest.raises(pickle.UnpicklingError):
            pickle.loads(path.read_bytes())


def test_what_a_writer_left_half_done_is_not_looked_at(tmp_path, monkeypatch, done):
    def dies(*names):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path, threads=1)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".left.block.x.part").write_bytes(b"half")
    done.clear()
    run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path)
    assert len(done) == BLOCKS


def test_a_place_that_cannot_be_written_to_is_refused_before_any_work(tmp_path, done):
    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match="cannot keep blocks in"):
        run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path / "file" / "below")
    assert done == []


def test_what_has_no_fingerprint_is_refused_before_any_work(tmp_path, done):
    with open(os.devnull) as file, pytest.raises(ValueError, match="fingerprint"):
        run(PROBLEM, SGD(lambda k: 0.1 if file else 0.2), **ASKED, cache=tmp_path)
    assert done == []


def interrupted_after(blocks):
    def progress(number, total):
        if number == blocks:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_an_interrupted_run_keeps_what_was_finished_and_goes_on_from_there(tmp_path, done, threads):
    with pytest.raises(KeyboardInterrupt):
        run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path, threads=threads, progress=interrupted_after(3))
    kept = len(entries(tmp_path))
    assert 3 <= kept < BLOCKS or threads > 1
    done.clear()
    assert same(run(PROBLEM, SGD(0.1), **ASKED), run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path))
    assert len(done) == BLOCKS + BLOCKS - kept


def test_a_broken_off_executor_of_the_user_keeps_what_was_finished(tmp_path):
    with ThreadPoolExecutor(2) as pool, pytest.raises(KeyboardInterrupt):
        run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path, executor=pool, progress=interrupted_after(4))
    assert len(entries(tmp_path)) >= 4


class Held(Executor):
    """Does the first blocks at once, and the others never."""

    def __init__(self, quick):
        self.quick, self.futures = quick, []

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.futures.append(future)
        if len(self.futures) <= self.quick:
            future.set_result(fn(*args, **kwargs))
        return future


def test_what_ended_before_it_was_asked_for_is_kept_and_what_waits_is_called_off(tmp_path):
    executor = Held(quick=6)
    with pytest.raises(KeyboardInterrupt):
        run(PROBLEM, SGD(0.1), **ASKED, cache=tmp_path, executor=executor, progress=interrupted_after(1))
    assert len(entries(tmp_path)) == 6
    assert [future.cancelled() for future in executor.futures] == [False] * 6 + [True] * 4


def test_a_killed_process_costs_the_blocks_it_was_at_and_no_other(tmp_path, request):
    def kills(number, total):
        if number == 3:
            for pid in list(pool._processes):  # type: ignore[attr-defined]
                os.kill(pid, signal.SIGKILL)

    many = asked(runs=64 * 60, steps=3000)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool, pytest.raises(BrokenProcessPool) as broken:
        run(PROBLEM, SGD(inverse(1.0)), **many, cache=tmp_path, executor=pool, progress=kills)
    kept = len(entries(tmp_path))
    assert 3 <= kept < 60 and f"{kept} of 60 blocks are in the cache" in "".join(broken.value.__notes__)
    done = request.getfixturevalue("done")
    again = run(PROBLEM, SGD(inverse(1.0)), **many, cache=tmp_path, threads=1)
    assert len(done) == 60 - kept and same(again, run(PROBLEM, SGD(inverse(1.0)), **many))


LONG = """
from qedescent.numeric import ensemble, planning
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
planning.BLOCK = 64
ensemble.run(NoisyQuadratic(), SGD(0.1), runs=64 * 10_000, steps=2000, checkpoints=(2000,), threads={threads}, cache={cache!r})
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_ends_a_long_run_at_once_and_leaves_whole_entries(tmp_path, threads):
    program = subprocess.Popen([sys.executable, "-c", LONG.format(threads=threads, cache=str(tmp_path))], stderr=subprocess.PIPE)
    try:
        wait_for(lambda: len(entries(tmp_path)) >= 5, seconds=60)
        program.send_signal(signal.SIGINT)
        error = program.communicate(timeout=30)[1]
    finally:
        program.kill()
    assert program.returncode in (1, 130, -signal.SIGINT) and b"KeyboardInterrupt" in error
    for path in entries(tmp_path):
        assert set(cache.opened(path.read_bytes(), path.name)) == {"points last", "lost", "lost at step"}
    others = set(tmp_path.iterdir()) - set(entries(tmp_path))  # what was being written when the signal came
    assert len(others) <= 1 and all(path.name.endswith(".part") for path in others)


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_key_is_the_same_in_another_process(tmp_path):
    block = Block(PROBLEM, SGD(inverse(1.0)), 0, 0, 64, (1, 2), ("last",))
    script = (
        "import sys; from qedescent.numeric.blocks import Block; from qedescent.numeric.cache import cache\n"
        "from qedescent.numeric.optimizers import SGD; from qedescent.numeric.schedules import inverse\n"
        "from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic\n"
        "print(cache(sys.argv[1], Block(NoisyQuadratic(start=1.0), SGD(inverse(1.0)), 0, 0, 64, (1, 2), ('last',))).key)"
    )
    other = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == cache.cache(tmp_path, block).key == cache.cache(Path(tmp_path), replace(block, index=7)).key
