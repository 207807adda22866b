"""A recorded run names its rule and its constants, and says what it cannot tell."""

import numpy as np
import pytest

from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import SGD, AdaGrad, Adam, Momentum, RMSProp
from qedescent.proofs.identifying.identify import identify
from qedescent.proofs.identifying.trace import NotATrace, read_trace, trace

GRADIENTS = np.random.default_rng(5).normal(size=(20, 3)) * [1.0, 1e-3, 1e-5]


def run_of(optimizer, lr):
    return trace(positions(optimizer, GRADIENTS), GRADIENTS, np.array(lr))


@pytest.mark.parametrize(
    ("optimizer", "lr", "name", "constants"),
    [
        (SGD(0.1), 0.1, "8.1 SGD", {}),
        (AdaGrad(0.1, 1e-7), 0.1, "8.4 AdaGrad", {"δ": 1e-7}),
        (RMSProp(0.01, 0.93, 3e-4), 0.01, "8.5 RMSProp", {"ρ": 0.93, "δ": 3e-4}),
        (Adam(0.01), 0.01, "8.7 Adam", {"ρ1": 0.9, "ρ2": 0.999, "δ": 1e-8}),
    ],
)
def test_the_rule_and_its_constants_are_found(optimizer, lr, name, constants):
    found = [f for f in identify(run_of(optimizer, lr)).reproducing if not f.degenerate]
    assert [f.name for f in found] == [name]
    assert found[0].constants == pytest.approx(constants, rel=1e-6)


def test_a_constant_rate_does_not_tell_the_two_momenta_apart_and_a_schedule_does():
    constant = identify(run_of(Momentum(0.1, 0.83), 0.1))
    told = {other: how for _, other, how in constant.alike}
    assert told["momentum, rate outside the velocity"] == "a rate that goes up and down would"
    assert "different points" in told["8.3 Nesterov momentum"]
    rates = [0.1, 0.2, 0.05, 0.1] * 5
    moving = identify(run_of(Momentum(lambda k: rates[k - 1], 0.83), rates))
    names = {f.name for f in moving.reproducing if not f.degenerate}
    assert "8.2 momentum" in names and "momentum, rate outside the velocity" not in names


def test_a_run_of_no_known_rule_is_not_named():
    x = np.cumsum(np.vstack([np.zeros(3), -0.1 * np.cbrt(GRADIENTS)]), axis=0)
    found = identify(trace(x, GRADIENTS, np.array(0.1)))
    assert not found.reproducing and str(found).startswith("no known rule")


@pytest.mark.parametrize(
    "arrays",
    [
        {"x": np.zeros((3, 2)), "g": np.zeros((3, 2)), "lr": np.array(0.1)},
        {"x": np.zeros((3, 2)), "g": np.zeros((2, 2))},
        {"x": np.zeros((3, 2)), "g": np.full((2, 2), np.nan), "lr": np.array(0.1)},
        {"x": np.zeros((3, 2)), "g": np.zeros((2, 2)), "lr": np.zeros(5)},
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(tmp_path, arrays):
    np.savez(tmp_path / "run.npz", **arrays)
    with pytest.raises(NotATrace):
        read_trace(tmp_path / "run.npz")


def test_files_that_are_no_runs_are_refused(tmp_path):
    (tmp_path / "text.npz").write_text("not a run")
    np.savez(tmp_path / "objects.npz", x=np.array([object()]))
    for name in ("text.npz", "objects.npz", "missing.npz", "."):
        with pytest.raises(NotATrace):
            read_trace(tmp_path / name)
