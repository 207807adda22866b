"""Finished blocks on disk, so that work that was interrupted goes on where it was.

An entry is named by what defines its block and says so itself, with a digest of all it holds. One that is damaged, cut
short, or another's is not there: its block is done again and the entry replaced. Entries are arrays; nothing that is read
from one is run.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import warnings
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.blocks import Block, Losses, Part, work
from qedescent.numeric.fingerprint import fingerprint
from qedescent.numeric.summary import Summary

FORMAT = b"qedescent block 1\n"
SUMMARY = ("count", "mean", "m2")


@dataclass(frozen=True)
class Cache:
    """The blocks of one run: `key` tells all that defines them but their numbers and sizes."""

    directory: Path
    key: str

    def load(self, block: Block) -> Part | None:
        """The block's part, or None where no entry can be trusted."""
        name = self._name(block)
        try:
            arrays = opened((self.directory / name).read_bytes(), name)
            return _part(arrays, block)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def store(self, block: Block, part: Part) -> None:
        """Put the entry in its place at once, over whatever is there; a full disk is warned of and costs no result."""
        name = self._name(block)
        try:
            _write(self.directory / name, sealed(_arrays(part), name))
        except OSError as wrong:
            warnings.warn(f"block {block.index} is not kept in the cache: {wrong}", stacklevel=2)

    def holds(self, block: Block) -> bool:
        """Whether there is an entry of the block's name."""
        return (self.directory / self._name(block)).is_file()

    def _name(self, block: Block) -> str:
        return f"{self.key}-{block.index}-{block.runs}.block"


def cache(directory: Path | str, block: Block) -> Cache:
    """The cache of a run of which this is a block. Raises ValueError if the directory cannot be written to, or if the
    problem, optimizer or measure has no fingerprint."""
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as wrong:
        raise ValueError(f"cannot keep blocks in {directory}: {wrong.strerror or wrong}") from wrong
    return Cache(Path(directory), fingerprint(work, replace(block, index=0, runs=0)))


def sealed(arrays: dict[str, NDArray], name: str) -> bytes:
    """The bytes of an entry of that name."""
    held = io.BytesIO()
    np.savez(held, allow_pickle=False, **arrays)  # type: ignore[arg-type]
    return FORMAT + _digest(held.getvalue(), name) + held.getvalue()


def opened(entry: bytes, name: str) -> dict[str, NDArray]:
    """What `sealed` held. Raises ValueError for anything else."""
    start = len(FORMAT) + hashlib.sha256().digest_size
    if entry[:start] != FORMAT + _digest(entry[start:], name):
        raise ValueError("no entry of that name, or a damaged one")
    with np.load(io.BytesIO(entry[start:]), allow_pickle=False) as arrays:
        return dict(arrays)


def _digest(held: bytes, name: str) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + held).digest()


def _write(path: Path, data: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _arrays(part: Part) -> dict[str, NDArray]:
    summaries = {f"{kind} {o}": np.asarray(getattr(s, kind)) for o, s in part.summaries.items() for kind in SUMMARY}
    points = {f"points {o}": x for o, x in part.points.items()}
    return {**points, **summaries, "lost": part.losses.counts, "lost at step": np.array(part.losses.step or 0)}


def _part(arrays: dict[str, NDArray], block: Block) -> Part:
    losses = Losses(arrays["lost"], int(arrays["lost at step"]) or None)
    if not block.measure:
        return Part({o: arrays[f"points {o}"] for o in block.outputs}, {}, losses)
    of = {o: [arrays[f"{kind} {o}"] for kind in SUMMARY] for o in block.outputs}
    return Part({}, {o: Summary(int(count), mean, m2) for o, (count, mean, m2) in of.items()}, losses)
