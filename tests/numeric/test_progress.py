"""Long work says how far it is; short work and other programs' output stay clean."""

import io

import pytest

from qedescent.numeric import planning
from qedescent.numeric.ensemble import run
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.progress import shown


class Terminal(io.StringIO):
    def isatty(self):
        return True


def said(seconds_a_block, blocks=100, to=None):
    """What is written while so many blocks end one after the other."""
    stream, now = to or io.StringIO(), [0.0]
    with shown("runs of [SGD]", to=stream, clock=lambda: now[0]) as progress:
        for done in range(1, blocks + 1):
            now[0] += seconds_a_block
            progress(done, blocks)
    return stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_short_work_is_silent(stream):
    assert said(0.01, to=stream()) == ""


def test_long_work_says_a_line_now_and_then():
    assert said(0.5, blocks=50).splitlines() == [
        "runs of [SGD]: 20 of 50 blocks of runs, 10 s",
        "runs of [SGD]: 40 of 50 blocks of runs, 20 s",
    ]


def test_a_terminal_gets_a_bar():
    assert "runs of [SGD]" in said(0.5, to=Terminal()) and "100/100" in said(0.5, to=Terminal())


def test_an_ensemble_says_nothing_unless_it_is_asked(monkeypatch, capfd):
    monkeypatch.setattr(planning, "BLOCK", 64)
    run(NoisyQuadratic(), SGD(0.1), runs=640, steps=4)
    assert capfd.readouterr() == ("", "")
    with shown("runs", after=0.0, every=0.0) as progress:
        run(NoisyQuadratic(), SGD(0.1), runs=640, steps=4, progress=progress)
    assert capfd.readouterr().err.splitlines()[-1].startswith("runs: 10 of 10 blocks of runs, ")
