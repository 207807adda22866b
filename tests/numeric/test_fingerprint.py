"""A fingerprint is the same for the same computation in any process, and another for any other."""

import functools
import math
import subprocess
import sys
import threading
import types
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from qedescent.numeric.blocks import work
from qedescent.numeric.fingerprint import fingerprint
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.last_iterate import GrowingMaximum
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse


def loaded(source, name="mine"):
    """A function from a module that is written here."""
    module = types.ModuleType("written_by_a_user")
    exec(source, vars(module))
    return vars(module)[name]


RULE = """
RATE = 0.1
TABLE = {"a": [1, 2]}
def halved(x): return x / 2
def remembered(x): return x
class Parent:
    factor = 3
    def moved(self, x): return x + 1
class mine(Parent):
    def step(self, x, k=2):
        steps = lambda y: halved(y) - RATE
        return self.moved(steps(x)) * k + TABLE["a"][1]
"""


def test_comments_blank_lines_and_docstrings_far_away_change_nothing():
    assert fingerprint(loaded(RULE)) == fingerprint(loaded("# a comment\n\n" + RULE.replace("RATE = 0.1", "RATE = 0.1  # !")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RATE = 0.1", "RATE = 0.2"), ("x / 2", "x / 3"), ("factor = 3", "factor = 4"), ("x + 1", "x - 1"),
        ("k=2", "k=3"), ("[1, 2]", "[1, 3]"), ("- RATE", "+ RATE"), ("self.moved", "self.shifted"),
        ("(Parent)", "(object)"), ("halved(y)", "remembered(y)"), ('["a"][1]', '["a"][0]'),
    ],
)  # fmt: skip
def test_any_change_in_what_is_run_is_seen(old, new):
    assert fingerprint(loaded(RULE)) != fingerprint(loaded(RULE.replace(old, new)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SGD(0.1), SGD(0.1000001)), (SGD(0.1), Momentum(0.1)), (SGD(inverse(1.0)), SGD(inverse(2.0))), (1, 1.0), (1, True),
        (0.0, -0.0), ("1", 1), ((1, 2), [1, 2]), ((1, (2,)), ((1, 2),)), (["a, b"], ["a", "b"]), ({1: 2}, {2: 1}),
        (np.zeros(3), np.zeros((3, 1))), (np.zeros(2), np.zeros(2, int)), (np.zeros(2), np.array([0.0, -0.0])),
        (lambda k: 1 / k, lambda k: 2 / k), (max, min), (np.add, np.subtract), (np.float64(1), np.float32(1)),
        (functools.partial(max, 1), functools.partial(max, 2)), (NoisyQuadratic(), NoisyQuadratic(start=1.0)),
        ({1, 2}, {1, 3}), (b"a", "a"), (None, ...), (abs, math.fabs),
    ],
)  # fmt: skip
def test_values_that_differ_have_fingerprints_that_differ(first, second):
    assert fingerprint(first) == fingerprint(first) != fingerprint(second)


def test_closures_count_with_what_they_close_over():
    def scaled(c):
        return lambda k: c / k

    assert fingerprint(scaled(1.0)) == fingerprint(scaled(1.0)) != fingerprint(scaled(2.0))


def test_a_function_that_remembers_its_values_counts_with_its_code():
    first, second = (functools.lru_cache(loaded(RULE.replace("x / 2", by), "halved")) for by in ("x / 2", "x / 4"))
    assert fingerprint(first) != fingerprint(second)


def test_a_value_that_was_computed_and_kept_changes_nothing():
    problem = GrowingMaximum(3)
    before = fingerprint(problem)
    assert problem.slopes.shape == (4, 3)
    assert fingerprint(problem) == before


@dataclass
class Changeable:
    value: Any


def test_an_object_that_can_change_counts_as_it_is_now():
    thing = Changeable(1)
    before = fingerprint(thing)
    thing.value = 2
    assert fingerprint(thing) != before


def test_our_own_code_is_part_of_it(monkeypatch):
    before = fingerprint(work)
    monkeypatch.setattr("qedescent.numeric.iterates.DRAWN", 7)
    assert fingerprint(work) != before


def itself():
    x = []
    x.append(x)
    return x


@pytest.mark.parametrize("thing", [threading.Lock(), np.array([object()]), Changeable(threading.Lock()), itself()])
def test_what_values_do_not_tell_is_refused(thing):
    with pytest.raises(ValueError, match="no fingerprint"):
        fingerprint(thing)


def test_another_process_with_other_hashes_gives_the_same():
    script = (
        "from qedescent.numeric.blocks import *; from qedescent.numeric.fingerprint import fingerprint\n"
        "from qedescent.numeric.optimizers import Momentum; from qedescent.numeric.schedules import inverse\n"
        "from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic\n"
        "print(fingerprint(work, NoisyQuadratic(), Momentum(inverse(1.0)), {'a', 'b', 'c', 'd'}))"
    )
    given = [
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    ]
    here = fingerprint(work, NoisyQuadratic(), Momentum(inverse(1.0)), {"a", "b", "c", "d"})
    assert {p.stdout.strip() for p in given} == {here}
