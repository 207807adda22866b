"""Where Dask is not installed the command says what to install."""

import sys

from qedescent.proofs.cli import run


def test_a_scheduler_without_dask_is_one_line_and_exit_code_2(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["verify", "taylor-step-change", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "qedescent: a cluster needs Dask: pip install 'qedescent[dist]'\n")
