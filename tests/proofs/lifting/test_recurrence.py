"""Two recorded steps become one recurrence; a first step of its own is kept apart, and only then."""

import pytest

from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.recurrence import Steps, Witness, recurrence
from qedescent.proofs.lifting.witnessing import ReadingDisagrees, borne_out

NOTHING = Witness(1, {}, {})


def steps(starts, first, after, conditions=(), at_first=()):
    return Steps(starts, first, after, at_first, conditions, (NOTHING, NOTHING))


def reading(*recorded, **conditions):
    return recurrence(steps(*recorded, **conditions), (), ("ε",))


MOVED = ["-", "θ", ["*", "ε", "g"]]


def test_a_memory_that_grows_by_one_is_the_step_count():
    after = {"θ": ["*", "g", ["^", "ε", ["+", "n", 1]]], "n": ["+", "n", 1]}
    found = reading({"n": (0, 1)}, {"θ": ["*", "g", ["^", "ε", 1]], "n": 1}, after)
    assert (found.start, found.after, found.first) == ({}, {"θ": ["*", "g", ["^", "ε", "t"]]}, {})


def test_a_count_may_begin_elsewhere_and_go_in_other_steps():
    found = reading({"n": (5,)}, {"θ": ["*", "g", 5], "n": 7}, {"θ": ["*", "g", "n"], "n": ["+", "n", 2]})
    assert found.after == {"θ": ["*", "g", ["+", 5, ["*", 2, ["-", "t", 1]]]]} and found.first == {}


def test_a_memory_that_stays_is_a_number_and_one_that_reaches_nothing_is_left_out():
    found = reading(
        {"c": (3,), "w": (0,)}, {"θ": ["*", 3, "g"], "c": 3, "w": "g"}, {"θ": ["*", "c", "g"], "c": "c", "w": ["+", "w", "g"]}
    )
    assert found.after == {"θ": ["*", 3, "g"]} and found.start == {}


def test_the_start_is_the_one_that_makes_the_first_step_an_instance():
    first = {"θ": MOVED, "m": ["+", 1, "g"]}
    found = reading({"m": (0, 1)}, first, {"θ": MOVED, "m": ["+", "m", "g"]}, conditions=([">", "m", 0],))
    assert found.start == {"m": 1} and found.first == {}


def test_a_first_step_of_its_own_is_kept():
    after = {"θ": ["-", "θ", "m"], "m": ["+", ["*", "ε", "m"], ["*", ["-", 1, "ε"], "g"]]}
    found = reading({"m": (0, 1)}, {"θ": ["-", "θ", "g"], "m": "g"}, after)
    assert found.start == {"m": 0} and found.first == {"θ": ["-", "θ", "g"], "m": "g"}


def test_numbers_rounded_on_the_way_to_the_first_step_make_no_formula_of_its_own():
    tenth, power = 0.1, 0.1**1 / 3
    n, d = tenth.as_integer_ratio()
    general = ["*", "g", ["/", ["^", ["/", n, d], "t"], 3]]
    found = reading({}, {"θ": ["*", "g", ["/", *power.as_integer_ratio()]]}, {"θ": general})
    assert found.first == {}
    assert reading({}, {"θ": ["*", "g", ["/", 33, 1000]]}, {"θ": general}).first != {}


def test_powers_are_natural_roots_inverses_or_else_named():
    def of(exponent):
        return reading({}, {"θ": "g"}, {"θ": ["^", "ε", exponent]}).after["θ"]

    assert of(["+", "t", ["-", 2, 1]]) == ["^", "ε", ["+", "t", ["-", 2, 1]]]
    assert of(["/", 1, 2]) == ["sqrt", "ε"] and of(-2) == ["/", 1, ["^", "ε", 2]]
    assert of(["/", -1, 2]) == ["/", 1, ["sqrt", "ε"]] and of(["*", "t", "ε"]) == ["apply", "pow", "ε", ["*", "t", "ε"]]


def test_conditions_are_told_once_and_not_when_they_always_hold():
    always, telling = [">", ["+", "ε", 1], "ε"], [">", "ε", ["/", 1, "t"]]
    found = reading(
        {}, {"θ": "g"}, {"θ": "g"}, conditions=(telling, always, telling), at_first=([">", "ε", 1], ["!=", "ε", 3])
    )
    assert found.conditions == (telling, ["!=", "ε", 3])


def test_a_memory_that_was_made_out_of_sight_cannot_be_read():
    with pytest.raises(Unreadable):
        reading({"m": (0,)}, {"θ": "g", "m": None}, {"θ": "m", "m": "m"})


def test_a_reading_must_give_the_numbers_it_was_read_from():
    found = reading({}, {"θ": MOVED}, {"θ": MOVED})
    numbers = {"θ": (1.0, 2.0), "ε": (0.5, 0.5), "g": (1.0, -1.0)}
    borne_out("code", found, [Witness(1, numbers, {"θ": (0.5, 2.5)})])
    with pytest.raises(ReadingDisagrees, match="step 1 of the code leaves θ"):
        borne_out("code", found, [Witness(1, numbers, {"θ": (0.5, 2.5 + 1e-11)})])
    with pytest.raises(ReadingDisagrees, match="no value"):
        borne_out("code", found, [Witness(1, {"θ": (1.0, 2.0)}, {"θ": (0.5, 2.5)})])


def test_the_sign_of_what_is_zero_but_for_rounding_is_no_formula():
    after = {"θ": ["apply", "sign", ["-", "θ", "g"]]}
    found = reading({}, after, after)
    with pytest.raises(Unreadable, match="but for rounding"):
        borne_out("code", found, [Witness(1, {"θ": (1.0, 1.0), "g": (1.0, 1.0)}, {"θ": (1.0, -1.0)})])
