"""The lines that the interface promises, on the libraries themselves."""

import json
import sys

import numpy as np
import pytest

from qedescent.proofs import assert_implements, book, describe, explain, rule, sign
from qedescent.proofs.cli import run
from qedescent.proofs.granting import ConditionNotSaid
from qedescent.proofs.judging.judgment import Relation
from qedescent.proofs.questions import OnlyProbed

pytest_plugins = ["pytester"]


@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1 * m + (1 - b1) * g) + wd * theta
    return theta - lr * step, b2 * m + (1 - b2) * g


MY_LION = """
import torch

class MyLion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(m.mul(b1).add(p.grad, alpha=1 - b1).sign_(), alpha=-group["lr"])
                m.mul_(b2).add_(p.grad, alpha=1 - b2)

class LateLion(MyLion):
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                m.mul_(b2).add_(p.grad, alpha=1 - b2)
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(m.mul(b1).add(p.grad, alpha=1 - b1).sign_(), alpha=-group["lr"])
"""


@pytest.fixture(scope="module")
def mine(torch):
    module = type(sys)("my_lions")
    exec(MY_LION, module.__dict__)
    return module


def test_adam_is_adam(torch):
    assert_implements(torch.optim.Adam, book.adam, lr="eps", betas=("rho1", "rho2"), eps="delta")


def test_pytorchs_nesterov_is_nesterov_with_leave(torch):
    names = {"lr": "eps", "momentum": "alpha", "nesterov": True}
    with pytest.warns(ConditionNotSaid, match="α is held too"):
        assert_implements(torch.optim.SGD, book.nesterov, **names, up_to="change of variables", when="eps constant")
    assert_implements(torch.optim.SGD, book.nesterov, **names, up_to="change of variables", when="eps and alpha constant")
    with pytest.raises(AssertionError) as raised:
        assert_implements(torch.optim.SGD, book.nesterov, **names)
    for part in ("it computes", "residual", "g₁·α²·(ε₁ - ε₂)", "when α and ε are constant", "smallest case",
                 "g = (1, 0), α = 0.9, ε = (0.1, 0.05): -0.2305"):  # fmt: skip
        assert part in str(raised.value)


def test_an_authors_lion_in_all_four_forms(mine, optax, keras):
    def plain(theta, g, m=0, *, lr, b1, b2, wd):
        return theta * (1 - lr * wd) - lr * sign(g - b1 * (g - m)), m + (1 - b2) * (g - m)

    assert_implements(mine.MyLion, lion, lr="lr", betas=("b1", "b2"), weight_decay="wd")
    assert_implements(optax.lion, lion, learning_rate="lr", b1="b1", b2="b2", weight_decay="wd")
    assert_implements(keras.optimizers.Lion, lion, learning_rate="lr", beta_1="b1", beta_2="b2", weight_decay="wd")
    assert_implements(plain, lion)
    with pytest.raises(AssertionError, match="is not lion"):
        assert_implements(mine.LateLion, lion, lr="lr", betas=("b1", "b2"), weight_decay="wd")


def test_two_libraries_beside_each_other(torch, keras):
    found = explain(keras.optimizers.RMSprop, torch.optim.RMSprop)
    assert found.judgment.relation == Relation.DIFFERENT and "with δ = 0 it is" in str(found)


def test_a_kernel_in_c_is_probed(torch):
    with pytest.raises(OnlyProbed, match=r"torch\._fused_adam_") as raised:
        explain(torch.optim.Adam, book.adam, fused=True)
    assert raised.value.probe.verdict == "CONSISTENT" and raised.value.probe.gap < 1e-14
    assert explain_verdict(torch.optim.SGD, book.sgd, momentum=0.9, fused=True) == "REFUTED"


def explain_verdict(subject, like, **arguments):
    with pytest.raises(OnlyProbed) as raised:
        explain(subject, like, **arguments)
    return raised.value.probe.verdict


def test_pytorchs_optimizers_are_described(torch):
    ahead = dict(describe(torch.optim.SGD, nesterov=True, momentum="alpha").rows)
    book_rows = dict(describe(book.nesterov).rows)
    same = ("characteristic polynomial", "stable", "best on [μ, L]", "under a constant gradient")
    assert [ahead[x] for x in same] == [book_rows[x] for x in same]
    assert ahead["stationary variance"] != book_rows["stationary variance"]  # it keeps the points of the gradient
    numbers = dict(describe(torch.optim.SGD, momentum=0.9, lr=0.1).rows)
    assert numbers["characteristic polynomial"] == "z² + z·(λ/10 - 19/10) + 9/10"


def test_the_variance_of_pytorchs_nesterov_is_that_of_its_runs(torch):
    """At the points it keeps, by running its own step on noise: 4,000 runs at once, after 300 steps."""
    text = dict(describe(torch.optim.SGD, nesterov=True, momentum="alpha").rows)["stationary variance"]
    python = text.removesuffix(" where it is stable").replace("·", "*").replace("²", "**2")
    expected = eval(python, {"__builtins__": {}}, {"ε": 0.3, "α": 0.6, "λ": 1.0, "σ": 0.5})
    p = torch.nn.Parameter(torch.zeros(4000, dtype=torch.float64))
    optimizer = torch.optim.SGD([p], lr=0.3, momentum=0.6, nesterov=True)
    noise = np.random.default_rng(4)
    for _ in range(300):
        p.grad = p.detach() + torch.tensor(0.5 * noise.normal(size=4000))
        optimizer.step()
    ratio = float((p.detach() ** 2).mean()) / expected
    assert abs(ratio - 1) < 4.5 * (2 / 4000) ** 0.5  # chi-square of 4,000 runs
    book_text = dict(describe(book.nesterov).rows)["stationary variance"].removesuffix(" where it is stable")
    book_value = eval(book_text.replace("·", "*").replace("²", "**2"), {"__builtins__": {}},
                      {"ε": 0.3, "α": 0.6, "λ": 1.0, "σ": 0.5})  # fmt: skip
    assert abs(ratio * expected / book_value - 1) > 4.5 * (2 / 4000) ** 0.5


FORMS = [
    (["torch.optim.SGD", "--set", "nesterov=True", "--symbol", "momentum=alpha", "--like", "nesterov"], 1),
    (["torch.optim.SGD", "--set", "nesterov=True", "--symbol", "momentum=alpha", "--when", "eps and alpha constant"], 0),
    (["torch.optim.Adam", "--like", "adam"], 0),
    (["torch.optim.Adam", "--set", "fused=True", "--like", "adam"], 3),
    (["torch.optim.LBFGS"], 3),
    (["optax.adam"], 0),
    (["keras.optimizers.RMSprop", "--like", "torch.optim.RMSprop"], 1),
]


@pytest.mark.parametrize(("arguments", "code"), FORMS, ids=lambda x: " ".join(x) if isinstance(x, list) else str(x))
def test_the_command_line_answers(arguments, code, torch, optax, keras, capsys):
    assert run(["explain", *arguments]) == code
    plain = capsys.readouterr()
    assert plain.out or code == 3
    if plain.out:
        assert run(["explain", *arguments, "--json"]) == code
        assert json.loads(capsys.readouterr().out)["relation"] in ("IDENTICAL", "EQUIVALENT", "DIFFERENT", "CONSISTENT")


def test_the_marker_takes_a_pytorch_class(pytester, torch):
    pytester.makepyfile(
        my_lions=MY_LION,
        test_mine="""
import pytest, torch
from my_lions import LateLion, MyLion
from qedescent.proofs import book, rule, sign

@rule
def lion(theta, g, m=0, *, lr, b1, b2, wd):
    step = sign(b1*m + (1 - b1)*g) + wd*theta
    return theta - lr*step, b2*m + (1 - b2)*g

@pytest.mark.implements(lion, lr="lr", betas=("b1", "b2"), weight_decay="wd")
def test_mine(): return MyLion

@pytest.mark.implements(lion, lr="lr", betas=("b1", "b2"), weight_decay="wd")
def test_late(): return LateLion

@pytest.mark.implements(book.adam, fused=True)
def test_fused(): return torch.optim.Adam
""",
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1, failed=2)
    text = result.stdout.str()
    assert "my_lions.LateLion is not lion" in text and "smallest case" in text and "numbers prove nothing" in text
