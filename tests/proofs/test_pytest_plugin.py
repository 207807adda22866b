"""The plugin in a project of its own: right optimizers pass, wrong ones fail with the explanation, and nothing that was not
judged or not proved passes."""

import json

import pytest

pytest_plugins = ["pytester"]
PROJECT = """
import unittest
import numpy as np
import pytest
from qedescent.proofs import book, rule

def outside(theta, g, b=0, *, lr, momentum):
    b = momentum * b + g
    return theta - lr * b, b

def unreadable(theta, g, *, lr):
    return theta - float(lr) * g

def normed(theta, g, *, lr):
    return theta - lr * g / np.sqrt((g * g).sum())

def endless(theta, g, *, lr):
    while True:
        try:
            theta = theta + 0
        except Exception:
            pass

@rule
def mine(theta, g, b=0, *, lr, momentum):
    return theta - lr * (momentum * b + g), momentum * b + g

names = {"lr": "eps", "momentum": "alpha"}
needs = pytest.mark.implements

@needs(book.momentum, up_to="change of variables", when="eps constant", **names)
def test_right(): return outside

@needs(mine)
def test_mine(): return outside

@needs(book.nesterov, **names)
def test_wrong(): return outside

@needs(book.momentum, **names)
def test_forgotten(): pass

held = {"up_to": "change of variables", "when": "eps constant"}

@needs(book.adagrad)
@needs(book.momentum, **held, **names)
def test_one_of_two(): return outside

@needs(book.momentum, **held, **names)
@needs(book.adagrad)
def test_other_of_two(): return outside

@needs(book.momentum, **names)
def test_no_leave(): return outside

@needs(book.sgd)
def test_numbers_alone(): return unreadable

@needs(book.sgd, level="consistent")
def test_numbers_accepted(): return unreadable

@needs(book.sgd, level="consistent")
def test_numbers_against(): return normed

@needs(book.sgd, speed="eps")
def test_no_such_argument(): return outside

@needs(book.sgd, when="often")
def test_no_such_condition(): return outside

@needs()
def test_no_rule(): return outside

@needs(book.sgd)
def test_endless(): return endless

@needs(book.sgd)
def test_not_installed():
    from qedescent.proofs.lifting.extras import library
    def optimizer(theta, g, *, lr):
        return library("no_such_library", "torch")
    return optimizer

class TestCase(unittest.TestCase):
    @needs(book.sgd)
    def test_case(self): return outside
"""
PASSING = {"test_right", "test_mine", "test_numbers_accepted"}
SAID = {
    "test_right": "EQUIVALENT", "test_mine": "IDENTICAL", "test_wrong": "DIFFERENT", "test_one_of_two": "DIFFERENT",
    "test_other_of_two": "DIFFERENT", "test_no_leave": "EQUIVALENT",
    "test_numbers_alone": "CONSISTENT", "test_numbers_accepted": "CONSISTENT", "test_numbers_against": "REFUTED",
    "test_no_such_argument": "NOT JUDGED", "test_no_such_condition": "NOT JUDGED", "test_endless": "NOT JUDGED",
    "test_not_installed": "NOT JUDGED",
}  # fmt: skip
TWICE = ("test_one_of_two", "test_other_of_two")  # whichever mark is judged first, it is the other that fails
TEXTS = [
    "is not 8.3 Nesterov momentum", "smallest case", "it computes", "returns the optimizer", "optimizers and their rules",
    "it is so only up_to='change of variables'", "numbers prove nothing; level='consistent' accepts them",
    "outside takes no argument speed; it takes theta, g, b, lr, momentum", "a condition reads like",
    "`implements` takes one rule", "no answer within 3 s", "pip install 'qedescent[torch]'",
    "what a unittest.TestCase returns is not seen", "on numbers alone: no proof",
]  # fmt: skip


@pytest.fixture
def project(pytester):
    pytester.makepyfile(PROJECT)
    return pytester


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "two workers"])
def test_only_what_is_proved_or_accepted_passes(project, workers):
    result = project.runpytest_subprocess("--qed-json", "found.json", "--qed-timeout", "3", "-rA", *workers)
    result.assert_outcomes(passed=len(PASSING), failed=12, errors=1)
    text = result.stdout.str()
    assert all(f"PASSED test_only_what_is_proved_or_accepted_passes.py::{name}" in text for name in PASSING)
    assert [t for t in TEXTS if t not in text] == []
    assert "During handling" not in text
    found = json.loads((project.path / "found.json").read_text())["optimizers"]
    said = {(f["test"].partition("::")[2], f["relation"]) for f in found}
    assert said - {(name, "EQUIVALENT") for name in TWICE} == set(SAID.items())
    assert {f["test"].partition("::")[2] for f in found if f["outcome"] == "passed"} == PASSING
    assert [f["test"] for f in found] == sorted(f["test"] for f in found)


def test_what_more_is_held_than_was_said_is_a_warning(project):
    project.makepyfile(
        test_more="""
import pytest
from qedescent.proofs import book
def ahead(theta, g, b=0, *, lr, momentum):
    b = momentum * b + g
    return theta - lr * (g + momentum * b), b
@pytest.mark.implements(book.nesterov, lr="eps", momentum="alpha", up_to="change of variables", when="eps constant")
def test_ahead(): return ahead
"""
    )
    result = project.runpytest_subprocess("test_more.py")
    result.assert_outcomes(passed=1, warnings=1)
    assert "α is held too; say when='α and ε constant'" in result.stdout.str()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--qed-json", "no/such/place.json"], "there is no such directory"),
        (["--qed-json", "."], "it is a directory"),
        (["--qed-timeout", "-1"], "a positive number of seconds"),
        (["--qed-timeout", "nan"], "a positive number of seconds"),
    ],
)
def test_options_that_cannot_be_followed_are_refused_before_any_test(project, options, said):
    result = project.runpytest_subprocess("-k", "right", *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR and said in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_a_file_that_cannot_be_written_in_the_end_is_an_error(project):
    project.makeconftest(
        "import shutil\ndef pytest_unconfigure(): pass\n"
        "def pytest_runtest_teardown(item): shutil.rmtree('out', ignore_errors=True)"
    )
    project.mkdir("out")
    result = project.runpytest_subprocess("-k", "right", "--qed-json", "out/found.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "could not be written" in result.stdout.str() and "INTERNALERROR" not in result.stdout.str()


def test_without_the_plugin_the_marker_is_unknown(project):
    result = project.runpytest_subprocess("-p", "no:qedescent", "--strict-markers")
    assert result.ret == pytest.ExitCode.INTERRUPTED and "implements" in result.stdout.str()


def test_nothing_heavy_is_imported_where_nothing_is_marked(pytester):
    pytester.makepyfile("import sys\ndef test_light(): assert not {'sympy', 'numpy', 'torch'} & set(sys.modules)")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
