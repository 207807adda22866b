"""On a real Dask cluster of two workers, one of which is killed in the middle, every bit is that of one thread."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from qedescent.numeric import planning
from qedescent.numeric.ensemble import OUTPUTS, run, summarise
from qedescent.numeric.optimizers import Momentum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse
from qedescent.proofs import cluster
from qedescent.proofs.cluster import NoCluster
from qedescent.proofs.verify import verify

distributed = pytest.importorskip("distributed")

PROBLEM, OPTIMIZER = NoisyQuadratic(start=1.0), Momentum(inverse(0.5))
ASKED: dict[str, Any] = {"runs": 64 * 60, "steps": 3000, "seed": 2, "outputs": (*OUTPUTS, "suffix:0.3", "exponential:0.8")}
CLAIMS = ["taylor-step-change", "optimal-step-quadratic", "gd-quadratic-rate", "terminal-velocity"]

QUIET: dict[str, Any] = {"dashboard_address": ":0", "silence_logs": 50}


@pytest.fixture(scope="module")
def two_workers():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **QUIET) as found:
        yield found


@pytest.fixture
def two_to_be_killed():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **QUIET) as found:
        yield found


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(planning, "BLOCK", 64)


def processes(of):
    """The process ids of the workers that are there."""
    with distributed.Client(of.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=60)
        return list(client.run(os.getpid).values())


def same_bits(first, second):
    return all(np.array_equal(first.points[o], second.points[o], equal_nan=True) for o in ASKED["outputs"])


def test_two_workers_change_no_bit(two_workers):
    with distributed.Client(two_workers, set_as_default=False) as client:
        there = run(PROBLEM, OPTIMIZER, **ASKED, executor=client.get_executor())
        means = summarise(PROBLEM, OPTIMIZER, **ASKED, executor=client.get_executor()).summaries
    assert same_bits(there, run(PROBLEM, OPTIMIZER, **ASKED, threads=1))
    for output, here in summarise(PROBLEM, OPTIMIZER, **ASKED, threads=1).summaries.items():
        assert np.array_equal(here.mean, means[output].mean, equal_nan=True)
        assert np.array_equal(here.m2, means[output].m2, equal_nan=True)


def test_a_worker_that_is_killed_in_the_middle_changes_no_bit(two_to_be_killed, tmp_path):
    victim, other = processes(two_to_be_killed)

    def progress(done, total):
        if done == 5:
            os.kill(victim, signal.SIGKILL)

    with distributed.Client(two_to_be_killed, set_as_default=False) as client:
        there = run(PROBLEM, OPTIMIZER, **ASKED, executor=client.get_executor(), progress=progress, cache=tmp_path)
    left = processes(two_to_be_killed)
    assert victim not in left and other in left
    assert same_bits(there, run(PROBLEM, OPTIMIZER, **ASKED, threads=1)) and len(list(tmp_path.iterdir())) == 60


def what_counts(outcomes):
    """The outcomes without their times."""
    return [(o.id, o.proof.verdict, o.proof.certificate_sha256, o.measurement.verdict, o.measurement.readings,
             o.rival.rejected, o.rival.readings) for o in outcomes]  # fmt: skip


def test_claims_have_the_same_outcomes_on_a_cluster_that_loses_a_worker(two_to_be_killed):
    victim, _ = processes(two_to_be_killed)

    def kill_at_the_first(outcome):
        if outcome.id == CLAIMS[0]:
            os.kill(victim, signal.SIGKILL)

    there = verify(CLAIMS, seed=3, scheduler=two_to_be_killed.scheduler_address, on_done=kill_at_the_first)
    assert victim not in processes(two_to_be_killed)
    assert what_counts(there) == what_counts(here := verify(CLAIMS, seed=3))
    assert all(o.measurement.readings and o.proof.certificate_sha256 for o in here)


def test_the_command_prints_the_same_data(two_workers):
    def data(*options):
        program = [sys.executable, "-c", "from qedescent.proofs.cli import main; main()", "verify", "taylor-step-change", "--json"]
        ran = subprocess.run([*program, *options], capture_output=True, text=True, check=True)
        return without_times(json.loads(ran.stdout))

    assert data("--scheduler", two_workers.scheduler_address) == data()


def without_times(x):
    if isinstance(x, dict):
        return {k: without_times(v) for k, v in x.items() if "seconds" not in k}
    return [without_times(v) for v in x] if isinstance(x, list) else x


def test_a_claim_that_takes_too_long_there_is_unknown(two_workers):
    (outcome,) = verify(["taylor-step-change"], timeout=0.01, scheduler=two_workers.scheduler_address)
    assert outcome.proof.verdict == "UNKNOWN" and "no answer within 0.01 s" in outcome.proof.why


def test_a_scheduler_without_workers_is_refused(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with distributed.LocalCluster(n_workers=0, **QUIET) as empty:
        with pytest.raises(NoCluster, match="has no workers"):
            verify(["taylor-step-change"], scheduler=empty.scheduler_address)


def test_workers_with_other_software_are_refused(two_workers, monkeypatch):
    monkeypatch.setattr(cluster, "_version", lambda name: "0.1")
    with pytest.raises(NoCluster, match=r"has other software: numpy .*, here 0\.1; scipy"):
        verify(["taylor-step-change"], scheduler=two_workers.scheduler_address)


@pytest.mark.parametrize("done", [1, len(CLAIMS)], ids=["under way", "with all that is done"])
def test_a_cluster_whose_workers_all_vanish_is_no_endless_wait(done):
    with distributed.LocalCluster(n_workers=1, **QUIET) as small:

        def vanish(outcome):
            while sum(task.state == "memory" for task in small.scheduler.tasks.values()) < done:
                time.sleep(0.01)
            small.scale(0)
            while small.scheduler.workers:
                time.sleep(0.01)

        with pytest.raises(NoCluster, match="all workers are gone"):
            verify(CLAIMS, scheduler=small.scheduler_address, on_done=vanish)


class Lost:
    """A future that has ended, and whose result went with the worker that held it; it comes again if there is another."""

    status, asked = "finished", 0

    def done(self):
        return True

    def result(self, timeout=None):
        assert timeout, "this would wait for ever"
        self.asked += 1
        if self.asked == 1:
            raise TimeoutError
        return "outcome"


@pytest.mark.parametrize("workers", [{}, {"another": {}}])
def test_a_result_that_is_lost_while_it_is_fetched_is_waited_for_while_there_is_a_worker(workers):
    client = SimpleNamespace(status="running", scheduler_info=lambda: {"workers": workers})
    if workers:
        assert cluster._result(client, Lost()) == "outcome"
    else:
        with pytest.raises(NoCluster, match="all workers are gone"):
            cluster._result(client, Lost())


def stranger():
    """The port of a server that answers every connection with something else."""
    listening = socket.create_server(("127.0.0.1", 0))

    def greet():
        while True:
            try:
                listening.accept()[0].sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            except OSError:
                return

    threading.Thread(target=greet, daemon=True).start()
    return listening


ADDRESSES = ["tcp://127.0.0.1:9", "nowhere", "http://127.0.0.1:1", "tcp://[", "tls://127.0.0.1:9", "a stranger"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_without_a_scheduler_is_one_line_and_exit_code_2_soon(address):
    listening = stranger()
    address = f"tcp://127.0.0.1:{listening.getsockname()[1]}" if address == "a stranger" else address
    program = [sys.executable, "-c", "from qedescent.proofs.cli import main; main()", "verify", "taylor-step-change"]
    begun = time.monotonic()
    ran = subprocess.run([*program, "--scheduler", address], capture_output=True, text=True, timeout=60, check=False)
    listening.close()
    assert (ran.returncode, ran.stdout) == (2, "") and time.monotonic() - begun < 30
    assert ran.stderr.startswith(f"qedescent: no Dask scheduler answers at {address}: ") and ran.stderr.count("\n") == 1
