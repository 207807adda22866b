"""Claims checked by the workers of a running Dask cluster, each claim in a process of its own there."""

from __future__ import annotations

import asyncio
import hashlib
import pickle
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from qedescent.proofs.outcome import Contradiction, Outcome
from qedescent.proofs.streams import data_alone

PATIENCE = 5.0  # seconds for the scheduler to answer, and for a first worker to be there
ALONE = "from qedescent.proofs.cluster import answer; answer()"


class NoCluster(Exception):
    """There is no cluster at that address that could check the claims."""


def check_there(
    scheduler: str, ids: Sequence[str], *, seed: int, timeout: float, figures: bool, on_done: Callable[[Outcome], Any],
    unknown: Callable[[str, str], Outcome],
) -> list[Outcome]:  # fmt: skip
    """The outcomes in the order of the ids; `unknown(id, why)` is the one of a claim that cannot be checked.

    A worker that dies costs nothing: its claims go to the others. Raises NoCluster, when there is none or none is left.
    """
    options = {"seed": seed, "timeout": timeout, "figures": figures}
    done: list[Outcome] = []
    with _client(scheduler) as client:
        futures = [client.submit(checked_alone, i, options, pure=False) for i in ids]
        for i, future in zip(ids, futures, strict=True):
            try:
                outcome = _result(client, future)
            except (Contradiction, NoCluster):
                raise
            except Exception as why:  # such as KilledWorker: a claim at which workers died again and again
                outcome = unknown(i, f"{type(why).__name__}: {why}"[:600])
            done.append(outcome)
            on_done(outcome)
    return done


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """A client of a cluster whose workers have our software; what it asked for is called off in the end."""
    distributed = _distributed()
    try:
        kind = asyncio.run(_kind(scheduler))
    except Exception as wrong:  # a wrong address is a ValueError or TypeError, what a stranger answers may end in any other
        raise NoCluster(f"no Dask scheduler answers at {scheduler}: {str(wrong) or type(wrong).__name__}") from wrong
    if kind != "Scheduler":
        raise NoCluster(f"at {scheduler} is a {kind} and no scheduler")
    with distributed.Client(scheduler, timeout=PATIENCE) as client:
        _refuse_strangers(client, scheduler)
        yield client


async def _kind(address: str) -> str:
    """What is there. A client that finds nothing would not end for half a minute."""
    secured = _distributed().Security().get_connection_args("client")
    async with _distributed().rpc(address, timeout=PATIENCE, connection_args=secured) as there:
        return (await asyncio.wait_for(there.identity(), PATIENCE))["type"]


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise NoCluster("a cluster needs Dask: pip install 'qedescent[dist]'") from None


def _refuse_strangers(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        theirs = client.run(software)
    except TimeoutError:
        raise NoCluster(f"the scheduler at {scheduler} has no workers") from None
    except ImportError as wrong:
        raise NoCluster(f"the workers of {scheduler} lack our software: {wrong}") from wrong
    ours = software()
    for worker, has in theirs.items():
        wrong = [f"{name} {has.get(name)}, here {ours[name]}" for name in ours if has.get(name) != ours[name]]
        if wrong:
            raise NoCluster(f"the worker {worker} has other software: {'; '.join(wrong)}")


def software() -> dict[str, str]:
    """What an outcome depends on: our sources, and the versions of what they use."""
    folders = [Path(__file__).parent, *(Path(__file__).parent.parent / name for name in ("analytic", "numeric"))]
    digest = hashlib.sha256()
    for file in sorted(file for folder in folders for file in folder.rglob("*.py")):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    installed = {name: _version(name) for name in ("numpy", "scipy", "sympy", "python-flint")}
    return {"python": platform.python_version(), "qedescent": digest.hexdigest()[:12], **installed}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _result(client: Any, future: Any) -> Any:
    """What the future gives, waited for as long as there is somebody to do it: with the last worker, what it had done goes too."""
    while True:
        try:
            return future.result(timeout=PATIENCE)
        except TimeoutError:
            if future.status == "error":  # the claim's own
                raise
            if client.status != "running" or not client.scheduler_info()["workers"]:
                raise NoCluster("all workers are gone") from None


def checked_alone(claim: str, options: dict[str, Any]) -> Outcome:
    """On a worker: the outcome from a fresh process, which has limits of its own and may be killed without harm."""
    program = [sys.executable, "-c", ALONE]
    given = pickle.dumps((claim, options))
    ran = subprocess.run(program, input=given, capture_output=True, timeout=2 * options["timeout"] + 60, check=False)
    if ran.returncode:
        raise RuntimeError(f"exit code {ran.returncode}: {ran.stderr.decode(errors='replace')[-300:]}")
    answer = pickle.loads(ran.stdout)
    if isinstance(answer, Exception):
        raise answer
    return answer


def answer() -> None:
    """In that process: read a claim's id and the options, write the outcome, or the contradiction that was found."""
    from qedescent.proofs.verify import verify

    claim, options = pickle.load(sys.stdin.buffer)
    with data_alone():
        try:
            (found,) = verify([claim], jobs=1, **options)
        except Contradiction as wrong:
            found = wrong
    sys.stdout.buffer.write(pickle.dumps(found))
