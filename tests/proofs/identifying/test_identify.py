"""A recorded run names its rule and its constants, and says what it cannot tell."""

import json
from typing import Any

import numpy as np
import pytest

from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import SGD, AdaGrad, Adam, Momentum, RMSProp
from qedescent.proofs.cli import run
from qedescent.proofs.identifying.catalogue import catalogue
from qedescent.proofs.identifying.fitting import fits, given
from qedescent.proofs.identifying.following import follow
from qedescent.proofs.identifying.identify import identify
from qedescent.proofs.identifying.trace import trace
from qedescent.proofs.lifting.cross_check import follow as in_decimals

GRADIENTS = np.random.default_rng(5).normal(size=(20, 3)) * [1.0, 1e-3, 1e-5]
RATES = np.resize([0.1, 0.05, 0.2, 0.1, 0.02], 20)
READINGS = catalogue()
FOLDED = "Adam, correction folded into the rate"


def run_of(optimizer, lr):
    return trace(positions(optimizer, GRADIENTS), GRADIENTS, np.array(lr))


def made_by(name, constants, gradients=GRADIENTS, rates: Any = 0.1, dtype: Any = float):
    """A run of a rule of the catalogue, kept in the given precision."""
    start = np.full((2, gradients.shape[1]), 0.7)
    empty = trace(start + np.array([[0.0], [1.0]]), gradients[:1], 0.1)
    whole = type(empty)(np.tile(start[:1], (len(gradients) + 1, 1)), gradients, np.broadcast_to(rates, len(gradients)))
    path = follow(READINGS[name], whole, {**given(whole), **constants})
    return trace(path.astype(dtype), gradients, np.array(rates))


def names(found):
    return {f.name for f in found.plain if f.reproduces}


@pytest.mark.parametrize(
    ("optimizer", "lr", "name", "constants"),
    [
        (SGD(0.1), 0.1, "8.1 SGD", {}),
        (AdaGrad(0.1, 1e-7), 0.1, "8.4 AdaGrad", {"δ": 1e-7}),
        (RMSProp(0.01, 0.93, 3e-4), 0.01, "8.5 RMSProp", {"ρ": 0.93, "δ": 3e-4}),
        (Adam(0.01), 0.01, "8.7 Adam", {"ρ1": 0.9, "ρ2": 0.999, "δ": 1e-8}),
        (Adam(0.01, 0.83, 0.985, 2e-6), 0.01, "8.7 Adam", {"ρ1": 0.83, "ρ2": 0.985, "δ": 2e-6}),
    ],
)
def test_the_rule_and_its_constants_are_found(optimizer, lr, name, constants):
    found = identify(run_of(optimizer, lr)).plain
    assert [f.name for f in found] == [name]
    assert found[0].constants == pytest.approx(constants, rel=1e-6)


USUAL = {"α": 0.9, "ρ": 0.9, "ρ1": 0.9, "ρ2": 0.99, "δ": 1e-6, "λ": 0.01, "τ": 0.3}


@pytest.mark.parametrize("name", READINGS)
def test_every_rule_of_the_catalogue_is_found_again_under_a_schedule(name):
    """Alone; that it is told from the others is for the tests below."""
    made = made_by(name, {p: USUAL[p] for p in READINGS[name].parameters if p != "ε"}, rates=RATES)
    assert fits({name: READINGS[name]}, made)[0].reproduces


@pytest.mark.parametrize("name", READINGS)
def test_runs_are_followed_as_the_formulas_say(name):
    """In float64 as in decimals of 50 digits."""
    constants = {p: USUAL[p] for p in READINGS[name].parameters if p != "ε"}
    made = made_by(name, constants, rates=RATES)
    schedule = [{"ε": float(e), **constants} for e in RATES]
    exact = [float(x) for _, x in in_decimals(READINGS[name], GRADIENTS[:, 0].tolist(), schedule, 0.7)]
    assert made.x[1:, 0] == pytest.approx(exact, rel=1e-11)


def test_a_constant_rate_does_not_tell_the_two_momenta_apart_and_a_schedule_does():
    constant = identify(run_of(Momentum(0.1, 0.83), 0.1))
    told = {other: how for _, other, how in constant.alike}
    assert told["momentum, rate outside the velocity"] == "a rate that goes up and down would"
    assert "different points" in told["8.3 Nesterov momentum"]
    moving = identify(run_of(Momentum(lambda k: RATES[k - 1], 0.83), RATES))
    assert "8.2 momentum" in names(moving) and "momentum, rate outside the velocity" not in names(moving)


@pytest.mark.parametrize(("one", "other"), [("8.7 Adam", FOLDED), (FOLDED, "8.7 Adam")])
def test_single_precision_hides_where_adams_constant_stands_and_small_gradients_show_it(one, other):
    constants = {"ρ1": 0.9, "ρ2": 0.999, "δ": 1e-7}
    gradients = 1 + np.abs(np.random.default_rng(2).normal(size=(20, 3)))
    plain = identify(made_by(one, constants, gradients, dtype=np.float32))
    assert {one, other} <= names(plain)
    told = {frozenset(pair): how for *pair, how in plain.alike}
    pairs = [how for pair, how in told.items() if {one, other} & pair]
    assert any(how.startswith("gradients 0.") for how in pairs)
    small = names(identify(made_by(one, constants, 1e-6 * gradients, dtype=np.float32)))
    assert one in small and other not in small
    double = names(identify(made_by(one, constants, gradients)))
    assert one in double and other not in double


def test_what_a_pair_is_said_to_need_does_tell_it_apart():
    """The schedule that is asked for, run."""
    constants = {"α": 0.9, "λ": 0.01}
    name, other = "momentum with coupled weight decay", "momentum with coupled weight decay, rate outside"
    plain = identify(made_by(name, constants))
    assert {frozenset(pair): how for *pair, how in plain.alike}[frozenset((name, other))] == "a rate that goes up and down would"
    assert other not in names(identify(made_by(name, constants, rates=RATES)))


def test_gradients_that_fade_tell_amsgrad_from_adam():
    constants = {"ρ1": 0.9, "ρ2": 0.99, "δ": 1e-6}
    growing = GRADIENTS[:1] * (1.3 ** np.arange(20))[:, None]
    grown = identify(made_by("8.7 Adam", constants, growing))
    told = {other: how for one, other, how in grown.alike if one == "8.7 Adam"}
    assert told["AMSGrad, largest before the correction"] == "gradients that fade from step to step would"
    fading = growing * (0.5 ** np.arange(20))[:, None]
    assert "AMSGrad, largest before the correction" not in names(identify(made_by("8.7 Adam", constants, fading)))


def test_a_momentum_that_was_recorded_is_not_fitted():
    momenta = np.resize([0.5, 0.9, 0.7], 20)
    v, x, points = np.zeros(3), np.zeros(3), [np.zeros(3)]
    for k, gradient in enumerate(GRADIENTS):
        v = momenta[k] * v - 0.1 * gradient
        x = x + v
        points.append(x)
    found = identify(trace(np.array(points), GRADIENTS, 0.1, momenta))
    assert "8.2 momentum" in names(found) and all("α" not in f.constants for f in found.fits)
    assert "8.2 momentum" not in names(identify(trace(np.array(points), GRADIENTS, 0.1)))


def test_a_constant_that_the_run_does_not_show_is_said_not_to_be_decided():
    gradients = 1 + np.abs(np.random.default_rng(2).normal(size=(20, 3)))
    made = made_by("8.7 Adam", {"ρ1": 0.9, "ρ2": 0.999, "δ": 1e-8}, gradients, dtype=np.float32)
    found = next(f for f in identify(made).plain if f.name == "8.7 Adam")
    assert found.constants["δ"] == 1e-8 and 0.0 in found.alike["δ"] and 1e-3 not in found.alike["δ"]


def test_an_adam_without_momentum_is_still_named():
    found = identify(run_of(Adam(0.01, 0.0, 0.99), 0.01))
    assert "8.7 Adam" in names(found) and "8.7 Adam" in str(found)


def test_a_long_and_wide_run_is_sampled_and_checked_whole():
    gradients = np.random.default_rng(8).normal(size=(300, 40))
    points = positions(RMSProp(0.01, 0.9, 1e-6), gradients)
    assert names(identify(trace(points, gradients, 0.01))) == {"8.5 RMSProp"}
    points[250:] += 1e-3  # somebody moved the parameters
    assert not identify(trace(points, gradients, 0.01)).reproducing


@pytest.mark.parametrize("slip", [1e-6, 1e-8])
def test_a_run_of_no_known_rule_is_not_named(slip):
    x = np.cumsum(np.vstack([np.zeros(3), -0.1 * np.cbrt(GRADIENTS)]), axis=0)
    found = identify(trace(x, GRADIENTS, np.array(0.1)))
    assert not found.reproducing and str(found).startswith("no known rule")
    off = run_of(SGD(0.1), 0.1)
    assert not identify(trace(off.x * (1 + slip * np.sin(np.arange(21)))[:, None], GRADIENTS, 0.1)).reproducing


def test_the_command_says_what_it_found(tmp_path, capsys):
    np.savez(tmp_path / "run.npz", x=positions(SGD(0.1), GRADIENTS), g=GRADIENTS, lr=0.1)
    assert run(["identify", str(tmp_path / "run.npz"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert next(f["rule"] for f in data["fits"] if f["reproduces"]) == "8.1 SGD"
    np.savez(tmp_path / "other.npz", x=np.cumsum(np.vstack([np.zeros(3), np.cbrt(GRADIENTS)]), axis=0), g=GRADIENTS, lr=0.1)
    assert run(["identify", str(tmp_path / "other.npz")]) == 1
    assert "no known rule" in capsys.readouterr().out
