"""`qedescent explain` and `describe`: every form of a target, every exit code, and words that are code stay words."""

import builtins
import json
import sys

import pytest
from typer.testing import CliRunner

from qedescent.proofs.cli import app, run

FILE = '''
"""An author's file in the directory where the command is run."""
import numpy as np
from qedescent.proofs import rule, sign

@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    return theta - lr * (sign(b1 * m + (1 - b1) * g) + wd * theta), b2 * m + (1 - b2) * g

class Heavy:
    def __init__(self, lr, momentum=0.9):
        self.lr, self.momentum = lr, momentum
    def start(self, theta):
        return {"velocity": np.zeros_like(theta)}
    def step(self, theta, state, gradient, k):
        state["velocity"] = self.momentum * state["velocity"] + gradient(theta)
        theta -= self.lr * state["velocity"]

def ahead(theta, g, b=0, *, lr, momentum):
    b = momentum * b + g
    return theta - lr * (g + momentum * b), b

def adaptive(theta, g, *, lr, eps):
    return theta - lr * g / (np.abs(g) + eps)

def step(w, grad, *, lr):
    return w - lr * grad

def unreadable(theta, g, *, lr):
    return theta - float(lr) * g

def normed(theta, g, *, lr):
    return theta - lr * g / np.sqrt((g * g).sum())

def raising(theta, g, *, lr):
    raise LookupError("mine")

def leaving(theta, g, *, lr):
    raise SystemExit(0)

value = 3
'''
CODE = "__import__('builtins').ran.append(1)"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A directory with files of the author's, one of which fails when it is imported."""
    (tmp_path / "mine_here.py").write_text(FILE)
    (tmp_path / "breaking.py").write_text("raise OverflowError('while importing')")
    (tmp_path / "leaving.py").write_text("import sys\nsys.exit(0)")
    monkeypatch.chdir(tmp_path)
    marks: list[int] = []
    monkeypatch.setattr(builtins, "ran", marks, raising=False)
    before = set(sys.modules)
    yield
    assert marks == []
    for name in set(sys.modules) - before:
        if name in ("mine_here", "breaking", "leaving"):
            del sys.modules[name]


def asked(*arguments):
    return run(["explain", *arguments])


NUMPY = "qedescent.numeric.optimizers:Momentum"
AHEAD = ("mine_here:ahead", "--like", "nesterov")
ANSWERS = [
    ((NUMPY, "--symbol", "step_size=eps", "--symbol", "momentum=alpha"), 0, "is 8.2 momentum"),
    (("qedescent.numeric.optimizers.SGD",), 0, "is 8.1 SGD"),
    (("qedescent.numeric.optimizers.SGD", "--like", "book.sgd"), 0, "is 8.1 SGD"),
    (("mine_here:Heavy", "--like", NUMPY), 1, "when ε is constant"),
    (("mine_here:Heavy", "--like", NUMPY, "--when", "eps constant"), 0, "the same iterates"),
    ((*AHEAD,), 1, "when α and ε are constant"),
    ((*AHEAD, "--when", "eps and alpha constant"), 0, "the same points of the gradient"),
    ((*AHEAD, "--when", "alpha constant"), 1, "equivalent"),
    (("mine_here:Heavy", "--set", "momentum=0", "--like", "sgd"), 0, "is 8.1 SGD"),
    (("mine_here:lion", "--like", "mine_here:lion"), 0, "is lion"),
    (("mine_here:step",), 0, "is 8.1 SGD"),
    (("mine_here:adaptive", "--like", "rmsprop"), 1, "smallest case"),
    (("mine_here:normed", "--like", "sgd"), 1, "REFUTED"),
    (("mine_here:unreadable", "--like", "sgd"), 3, "CONSISTENT"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), ANSWERS)
def test_an_answer_comes_with_its_exit_code(arguments, code, said, capsys):
    assert asked(*arguments) == code
    assert said in capsys.readouterr().out


def test_what_is_granted_beyond_what_was_said_is_noted_beside_the_answer(capsys):
    assert asked(*AHEAD, "--when", "eps constant") == 0
    said = capsys.readouterr()
    assert "α is held too; say when='α and ε constant'" in said.err and "held too" not in said.out


REFUSED = [
    (("mine_here:unreadable",), 3, "turns ε into a float"),
    (("mine_here:raising",), 3, "LookupError: mine (mine_here.py, line"),
    (("mine_here:leaving",), 3, "SystemExit: 0"),
    (("mine_here:value",), 2, "not a callable"),
    (("mine_here:missing",), 2, "has no missing"),
    (("nothing",), 2, "names no optimizer"),
    (("",), 2, "names no optimizer"),
    (("no.such:Optimizer",), 2, "No module named"),
    (("breaking:X",), 2, "OverflowError: while importing (breaking.py, line 1)"),
    (("leaving:X",), 2, "SystemExit: 0"),
    ((f"{CODE}:X",), 2, "names no optimizer"),
    ((f"mine_here:{CODE}",), 2, "names no optimizer"),
    ((NUMPY, "--like", "adamant"), 2, "the book has no rule 'adamant'"),
    ((NUMPY, "--like", "__import__"), 2, "the book has no rule"),
    ((NUMPY, "--like", CODE), 2, "names no optimizer"),
    ((NUMPY, "--like", "RULES"), 2, "the book has no rule"),
    ((NUMPY, "--set", f"momentum={CODE}"), 2, "takes a number, True, False or None"),
    ((NUMPY, "--set", f"{CODE}=1"), 2, "is not ARGUMENT=VALUE"),
    ((NUMPY, "--set", "momentum='alpha'"), 2, "takes no string"),
    ((NUMPY, "--set", "momentum=" + "(" * 5000), 2, "takes a number"),
    ((NUMPY, "--set", "momentum=9**9**9"), 2, "takes a number"),
    ((NUMPY, "--set", "speed=1"), 2, "takes no argument speed; it takes step_size, momentum"),
    ((NUMPY, "--set", "momentum"), 2, "is not ARGUMENT=VALUE"),
    *(((NUMPY, "--symbol", f"momentum={word}"), 2, "cannot name a hyperparameter")
      for word in (CODE, "a b", "", "sqrt", "exp", "E", "max", "sign", "apply", "k", "t", "theta", "g", "__import__", "x__",
                   "x_next", "x_code", "µ", "α.β", "1", "x;y", "lambda:0")),
    ((NUMPY, "--symbol", "momentum=eps", "--symbol", "step_size=ε"), 2, "both ε: give one of them another letter"),
    ((NUMPY, "--when", "often"), 2, "a condition reads like"),
    ((NUMPY, "--when", "constant"), 2, "a condition reads like"),
    ((NUMPY, "--when", "beta constant"), 2, "nothing here is called β; there are α, ε"),
    ((NUMPY, "--when", f"{CODE} constant"), 2, "cannot name a hyperparameter"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_a_refusal_is_one_line_with_its_exit_code(arguments, code, said, capsys):
    assert asked(*arguments) == code
    found = capsys.readouterr()
    assert found.out == "" and len(found.err.strip().splitlines()) == 1 and said in found.err


@pytest.mark.parametrize("module", ["torch", "optax", "keras", "sklearn"])
def test_a_library_that_is_not_installed_is_named_with_what_to_install(module, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, module, None)
    for command in ("explain", "describe"):
        assert run([command, f"{module}.optimizers:Any"]) == 2
        said = capsys.readouterr().err
        assert said.count(f"pip install 'qedescent[{module}]'") == 1 and len(said.splitlines()) == 1


@pytest.mark.parametrize("target", ["nesterov", "mine_here:lion", NUMPY])
def test_rules_and_optimizers_are_described(target, capsys):
    assert run(["describe", target]) == 0
    assert "under a constant gradient" in capsys.readouterr().out


def test_data_alone_goes_to_standard_output():
    for arguments in (["explain", NUMPY, "--json"], ["explain", "mine_here:unreadable", "--like", "sgd", "--json"],
                      ["describe", "adam", "--json"]):  # fmt: skip
        json.loads(CliRunner().invoke(app, arguments).stdout, parse_constant=pytest.fail)


def test_what_an_authors_file_prints_is_no_data(capfd, tmp_path):
    (tmp_path / "mine_here.py").write_text(
        "import os\nprint('loud')\nos.write(1, b'louder\\n')\n"
        "def step(theta, g, *, lr):\n    print('busy')\n    return theta - lr * g\n"
    )
    assert asked("mine_here:step", "--json") == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["relation"] == "IDENTICAL"
    assert "loud" in said.err and "louder" in said.err and "busy" in said.err
