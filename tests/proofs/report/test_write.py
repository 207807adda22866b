"""The report is written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qedescent.proofs.report.write import write_report


def test_the_report_is_one_file_and_the_certificates_beside_it(outcomes: Any, tmp_path: Path):
    target = write_report(outcomes, tmp_path / "new" / "report")
    files = sorted(p.relative_to(target.parent).as_posix() for p in target.parent.rglob("*") if p.is_file())
    assert files == [
        "certificates/hb-stability-region.json",
        "certificates/sgd-constant-step-floor.json",
        "report.html",
    ]


def test_a_report_that_cannot_be_rendered_leaves_nothing(
    imagined: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: Any) -> str:
        raise RuntimeError("no page")

    monkeypatch.setattr("qedescent.proofs.report.write.render", fail)
    with pytest.raises(RuntimeError):
        write_report([imagined.stability()], tmp_path / "report")
    assert list(tmp_path.rglob("*")) == []


def test_a_disk_that_fills_up_leaves_the_old_report_whole(
    imagined: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "report.html").write_text("the old report")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError):
        write_report([imagined.cited()], tmp_path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("report.html", "the old report")]


def test_a_disk_that_fills_up_half_way_changes_no_file(imagined: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    outcomes = [imagined.stability(), imagined.variance()]
    write_report(outcomes, tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    calls = iter(range(10))

    def full_after_one(*_: Any) -> None:
        if next(calls):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_after_one)
    with pytest.raises(OSError):
        write_report([replace(o, title="changed", proof=replace(o.proof, certificate={"x": 1})) for o in outcomes], tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
