"""The report on disk: all of it, or nothing."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from qedescent.proofs.outcome import Outcome
from qedescent.proofs.report.card import Card
from qedescent.proofs.report.page import render

PAGE, DIALECTS, CERTIFICATES = "report.html", "dialects.html", "certificates"


def write_together(files: Mapping[Path, bytes]) -> None:
    """Put all the bytes under their names by renaming files beside them; on failure no file has changed."""
    staged: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
            staged.append((beside, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, 0o644)
        for beside, path in staged:
            os.replace(beside, path)
    except BaseException:
        for beside, _ in staged:
            Path(beside).unlink(missing_ok=True)
        raise


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes under the name at once; on failure nothing is left."""
    write_together({path: data})


def refuse_unwritable(directory: Path) -> None:
    """Raise OSError before any work if the report could not be written there; leaves nothing behind."""
    places = (directory / CERTIFICATES, directory, *directory.absolute().parents)
    existing = next(place for place in places if os.path.lexists(place))
    if not existing.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is not a directory", str(existing))
    if (directory / PAGE).is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(directory / PAGE))
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(existing)) from wrong


def write_report(outcomes: Sequence[Outcome], directory: Path) -> Path:
    """Write DIR/report.html and DIR/certificates/ID.json, all made ready before the first file appears."""
    page = directory / PAGE
    files = {
        directory / CERTIFICATES / f"{_file_name(o.id)}.json": Card(o).certificate
        for o in outcomes
        if o.proof.certificate is not None
    }
    files[page] = render(outcomes, (directory / DIALECTS).is_file()).encode()
    for parent in {path.parent: None for path in files}:
        parent.mkdir(parents=True, exist_ok=True)
    write_together(files)
    return page


def _file_name(claim: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in claim).lstrip(".") or "claim"
