"""Reading a step: what is recorded is what the code does, and what no formula can say is refused by name."""

import numpy as np
import pytest

from qedescent.proofs.lifting.numpy_reader import read_step
from qedescent.proofs.lifting.recording import Recorded, Unreadable, term_of


class Toy:
    """An optimizer with one memory whose step is given as a function of (theta, memory, g, k)."""

    def __init__(self, body):
        self.body = body

    def start(self, theta):
        return {"memory": np.zeros_like(theta)}

    def step(self, theta, state, gradient, k):
        self.body(theta, state["memory"], gradient, k)


def read(body):
    return read_step(Toy(body), {"memory": "m"})


def plain(theta, memory, gradient, k):
    memory += gradient(theta)
    theta -= memory / k


def test_a_step_is_read_in_its_own_arithmetic():
    reading = read(plain)
    assert reading.query == "θ" and reading.start == {"m": 0}
    assert reading.after == {"θ": ["-", "θ", ["/", ["+", "m", "g"], "t"]], "m": ["+", "m", "g"]}


def test_coordinates_that_are_mixed_are_refused():
    def mixing(theta, memory, gradient, k):
        theta -= gradient(theta).sum()

    with pytest.raises(Unreadable, match="alike"):
        read(mixing)


def test_coordinates_that_are_treated_differently_are_refused():
    def first_only(theta, memory, gradient, k):
        theta[0] -= gradient(theta)[0]

    with pytest.raises(Unreadable, match="alike"):
        read(first_only)


def test_coordinates_that_change_places_are_refused():
    def swapping(theta, memory, gradient, k):
        theta -= gradient(theta)[::-1]

    with pytest.raises(Unreadable, match="alike"):
        read(swapping)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (lambda theta, m, gradient, k: gradient(theta) if k > 1 else None, "compares t"),
        (lambda theta, m, gradient, k: float(gradient(theta)[0]), "float"),
        (lambda theta, m, gradient, k: np.where(gradient(theta) > 0, 1, 0), "compares"),

        (lambda theta, m, gradient, k: gradient(theta)[0] and None, "compares"),
    ],
)
def test_what_a_formula_cannot_say_is_named(body, named):
    with pytest.raises(Unreadable, match=named):
        read(body)


def test_a_gradient_must_be_asked_for_once():
    with pytest.raises(ValueError, match="0 times"):
        read(lambda theta, m, gradient, k: None)
    with pytest.raises(ValueError, match="2 times"):
        read(lambda theta, m, gradient, k: (gradient(theta), gradient(theta)))


def test_a_memory_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        read_step(Toy(plain), {"velocity": "v"})


def test_floats_are_read_as_the_rationals_they_are():
    assert term_of(0.5) == ["/", 1, 2]
    assert term_of(0.1) == ["/", 3602879701896397, 2**55]
    assert term_of(Recorded("x") ** 0.5) == ["sqrt", "x"]
    assert term_of(Recorded("x") ** -2) == ["/", 1, ["^", "x", 2]]


def test_what_is_no_number_is_refused():
    for strange in (float("nan"), float("inf"), True, "x", None):
        with pytest.raises((Unreadable, ValueError, OverflowError)):
            term_of(strange)
