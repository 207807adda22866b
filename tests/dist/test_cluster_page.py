"""What the page on clusters tells users to type is what works."""

import re
from pathlib import Path

import pytest

from qedescent.numeric import planning

PAGE = (Path(__file__).resolve().parents[2] / "numeric" / "CLUSTER.md").read_text(encoding="utf-8")


def test_the_program_of_the_page_runs(monkeypatch, tmp_path, capsys):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(planning, "BLOCK", 64)
    monkeypatch.chdir(tmp_path)
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        for written, here in (("tcp://HOST:8786", cluster.scheduler_address), ("40_960_000", "640"), ("65_536", "64")):
            assert program.count(written) == 1
            program = program.replace(written, here)
        exec(program, {})
    assert "(1, 2, 4, 8, 16, 32, 64)" in capsys.readouterr().out
    assert len(list((tmp_path / "blocks").iterdir())) == 10


def test_the_computed_table_follows_from_its_model():
    """T = max(B c, ⌈B/P⌉ t) with the page's numbers."""
    row = r"^\| ([\d,]+) \| [\d.]+ (?:min|h|days) \| ([\d.]+) (s|min) \| ([\d,]+) \| (.*) \|$"
    rows = re.findall(row, PAGE, flags=re.MULTILINE)
    assert len(rows) == 4
    for steps, time, unit, times, bound in rows:
        block = int(steps.replace(",", "")) * 37e-6
        handing, working = 10_000 * 2.1e-3, 10 * block
        assert float(time) * {"s": 1, "min": 60}[unit] == pytest.approx(max(handing, working), rel=0.03)
        assert int(times.replace(",", "")) == pytest.approx(10_000 * block / max(handing, working), rel=0.03)
        assert bound == ("handing out" if handing > working else "the steps")
