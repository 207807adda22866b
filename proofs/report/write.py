"""The report on disk: all of it, or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qedescent.proofs.outcome import Outcome
from qedescent.proofs.report.card import Card
from qedescent.proofs.report.page import render


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes under the name at once, by renaming a file beside it; on failure nothing is left."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def refuse_unwritable(directory: Path) -> None:
    """Raise OSError before any work if the report could not be written there; leaves nothing behind."""
    existing = next(parent for parent in (directory, *directory.absolute().parents) if parent.exists())
    if not existing.is_dir():
        raise NotADirectoryError(20, "is a file, not a directory", str(existing))
    with tempfile.TemporaryFile(dir=existing):
        pass


def write_report(outcomes: Sequence[Outcome], directory: Path) -> Path:
    """Write DIR/report.html and DIR/certificates/ID.json, all made ready before the first file appears."""
    page = render(outcomes).encode()
    files = {o.id: Card(o).certificate for o in outcomes if o.proof.certificate is not None}
    beside = directory / "certificates"
    (beside if files else directory).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_atomically(beside / f"{_file_name(name)}.json", data)
    target = directory / "report.html"
    write_atomically(target, page)
    return target


def _file_name(claim: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in claim).lstrip(".") or "claim"
