"""`qedescent rate` answers with the right code, one clear line if refused, data alone if asked for data, and a figure."""

import json
from dataclasses import replace

import pytest

from qedescent.proofs import cli
from qedescent.proofs.rates import theorems

MINE = """
import numpy as np

def sgd(theta, g, *, lr):
    return theta - lr * g

def heavy_ball(theta, g, velocity=0.0, *, lr, alpha):
    velocity = alpha * velocity - lr * g
    return theta + velocity, velocity

def renamed(theta, g, *, speed):
    return theta - speed * g

def clipped(theta, g, *, lr):
    return theta - lr * g / max(1.0, float(np.linalg.norm(g)))

def shrinking(theta, g, *, lr):
    return (theta - lr * g)[:1]

def breaking(theta, g, *, lr, t):
    return theta[10**9] if t > 30 else theta - lr * g

number = 3
"""
SMALL = ("--runs", "1000", "--steps", "128")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    return tmp_path


def rate(*arguments: str) -> int:
    return cli.run(["rate", *arguments])


def test_a_rate_is_told_and_drawn(capsys, here):
    assert rate("sgd", "quadratic", "--schedule", "1/k", *SMALL) == 0
    told = capsys.readouterr().out
    assert "k × excess" in told and "holds     sgd-strongly-convex-lower-exact" in told and "exponent" in told
    assert told.endswith("figure    report/rate.svg\n")
    assert (here / "report" / "rate.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")


def test_a_figure_may_be_a_png(here):
    assert rate("sgd", "quadratic", "--schedule", "1/k", *SMALL, "--out", "deep/down/f.png") == 0
    assert (here / "deep/down/f.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_seed_draws_the_same_bytes(here):
    for name in ("a.svg", "b.svg"):
        rate("sgd", "sharp", "--schedule", "1/k", *SMALL, "--out", name)
    rate("sgd", "sharp", "--schedule", "1/k", *SMALL, "--out", "c.svg", "--seed", "1")
    a, b, c = ((here / name).read_bytes() for name in ("a.svg", "b.svg", "c.svg"))
    assert a == b != c


def test_data_stand_alone_and_hold_every_theorem(capsys):
    assert rate("sgd", "linear-pair", "--schedule", "1/sqrt-K", "--output", "average", *SMALL, "--json") == 0
    captured = capsys.readouterr()
    data = json.loads(captured.out)
    assert data["by_horizon"] and data["power"] == 0.5 and len(data["theorems"]) == len(theorems.THEOREMS)
    holding = {x["claim"]: x["promises"][0]["relation"] for x in data["theorems"] if x["holds"]}
    assert holding == {"sgd-convex-upper-sqrt": "at most", "sgd-convex-lower-sqrt": "at least"}
    assert all(x["lacking"] for x in data["theorems"] if not x["holds"])
    assert data["constants"][0]["low"] < data["constants"][0]["value"] < data["constants"][0]["high"]


def test_data_of_lost_runs_are_json(capsys):
    assert rate("sgd", "quadratic", "--schedule", "3", "--runs", "8", "--steps", "2048", "--json") == 3
    data = json.loads(capsys.readouterr().out)
    assert data["diverged"] == 8 and data["diverged_step"] > 1000 and data["exponent"] is None and data["mean_excess"][-1] is None


def test_own_code_that_moves_as_sgd_has_its_theorems(capsys):
    assert rate("mine.py:sgd", "quadratic", "--schedule", "1/k", *SMALL) == 0
    told = capsys.readouterr().out
    assert "rule      moves as SGD does here" in told and "holds     sgd-strongly-convex-lower-exact" in told


def test_own_code_that_does_not_move_as_sgd_has_none(capsys):
    assert rate("mine.py:heavy_ball", "quadratic", "--schedule", "1/k", "--set", "alpha=0.5", *SMALL) == 0
    told = capsys.readouterr().out
    assert "does not move as SGD" in told and "holds" not in told and "needs that the rule is SGD" in told


def test_momentum_of_zero_is_sgd_and_momentum_is_not(capsys):
    for momentum, holds in (("0", True), ("0.5", False)):
        rate("momentum", "quadratic", "--schedule", "1/k", "--set", f"momentum={momentum}", *SMALL)
        assert ("holds" in capsys.readouterr().out) == holds


def test_a_step_size_of_another_name_is_told(capsys):
    assert rate("mine.py:renamed", "quadratic", "--schedule", "1/k", "--scheduled", "speed", *SMALL) == 0
    assert "moves as SGD" in capsys.readouterr().out
    assert rate("mine.py:renamed", "quadratic", "--schedule", "1/k", *SMALL) == 2


def test_a_rule_without_a_step_size_takes_no_schedule(capsys):
    assert rate("adadelta", "quadratic", *SMALL) == 0
    assert "steps of its own" in capsys.readouterr().out
    assert rate("adadelta", "quadratic", "--schedule", "1/k") == 2


def test_other_noise_is_run(capsys):
    assert rate("sgd", "quadratic", "--schedule", "1/k", "--noise", "rademacher", *SMALL) == 0
    assert "holds     sgd-strongly-convex-lower-exact" in capsys.readouterr().out
    assert rate("sgd", "quadratic", "--schedule", "1/k", "--noise", "student:5", *SMALL) == 0
    assert "Not judged" in capsys.readouterr().out


def test_a_broken_theorem_is_exit_one(monkeypatch, capsys):
    halved = tuple(
        replace(t, promises=tuple(replace(p, scale=lambda s, p=p: p.scale(s) / 2) for p in t.promises)) for t in theorems.THEOREMS
    )
    monkeypatch.setattr(theorems, "THEOREMS", halved)
    assert rate("sgd", "quadratic", "--schedule", "1/k", *SMALL) == 1
    assert "BROKEN    sgd-strongly-convex-lower-exact" in capsys.readouterr().out


@pytest.mark.parametrize(
    "code, words, arguments",
    [
        (2, "needs an OPTIMIZER", ()),
        (2, "needs --schedule", ("sgd", "quadratic")),
        (2, "c must be a finite number above 0", ("sgd", "quadratic", "--schedule", "nan")),
        (2, "c must be a finite number above 0", ("sgd", "quadratic", "--schedule", "0/k")),
        (2, "two runs or more, not 0", ("sgd", "quadratic", "--schedule", "1/k", "--runs", "0")),
        (2, "not 1000000000000", ("sgd", "quadratic", "--schedule", "1/k", "--steps", "1000000000000")),
        (2, "steps", ("sgd", "quadratic", "--schedule", "1/k", "--steps", "1e3")),
        (2, "did you mean quadratic", ("sgd", "quadratik", "--schedule", "1/k")),
        (2, "unknown output", ("sgd", "quadratic", "--schedule", "1/k", "--output", "first")),
        (2, "leave it out of --set", ("sgd", "quadratic", "--schedule", "1/k", "--set", "step_size=1")),
        (2, "unexpected keyword argument 'beta'", ("sgd", "quadratic", "--schedule", "1/k", "--set", "beta=1")),
        (2, "momentum must lie in", ("momentum", "quadratic", "--schedule", "1/k", "--set", "momentum=2")),
        (2, ".svg or .png", ("sgd", "quadratic", "--schedule", "1/k", "--out", "f.pdf")),
        (2, "cannot write", ("sgd", "quadratic", "--schedule", "1/k", "--out", "mine.py/f.svg")),
        (2, "needs a value for alpha", ("mine.py:heavy_ball", "quadratic", "--schedule", "1/k")),
        (2, "has no nothing", ("mine.py:nothing", "quadratic", "--schedule", "1/k")),
        (2, "there is no file", ("yours.py:sgd", "quadratic", "--schedule", "1/k")),
        (2, "names no optimizer", ("nobody", "quadratic", "--schedule", "1/k")),
        (3, "cannot be run", ("mine.py:number", "quadratic", "--schedule", "1/k")),
        (3, "as one tensor: a run moves differently", ("mine.py:clipped", "quadratic", "--schedule", "1/k")),
        (3, "theta came back with the shape (1,)", ("mine.py:shrinking", "quadratic", "--schedule", "1/k")),
        (3, "IndexError", ("mine.py:breaking", "quadratic", "--schedule", "1/k")),
    ],
)
def test_bad_input_gets_one_line_and_its_code(code, words, arguments, capsys, here):
    assert rate(*arguments) == code
    captured = capsys.readouterr()
    assert words in captured.err and captured.err.count("\n") == 1 and not captured.out
    assert not (here / "report").exists()


def test_what_there_is_can_be_listed(capsys):
    assert rate("--list") == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("quadratic:curvatures=1", "linear-pair", "inverse-root:c=1", "suffix:0.5", "student:df"))
    assert max(map(len, told.splitlines())) <= 80


def test_a_class_of_pytorch_is_run_by_its_own_step(capsys):
    pytest.importorskip("torch")
    assert rate("torch.optim.SGD", "quadratic", "--schedule", "1/k", *SMALL) == 0
    assert "moves as SGD does here" in capsys.readouterr().out
    assert rate("torch.optim.Adam", "quadratic", "--schedule", "1/k", "--set", "betas=(0.5, 0.9)", *SMALL) == 0
    assert "does not move as SGD" in capsys.readouterr().out
    assert rate("torch.optim.Adafactor", "quadratic", "--schedule", "1/k", *SMALL) == 3
    assert "as one tensor" in capsys.readouterr().err
