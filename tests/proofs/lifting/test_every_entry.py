"""Every optimizer of the table of dialects: what was read is what runs, wherever gradients are small, zero at first or zero
throughout, and every hyperparameter moves up and down; a reading that is off by 1e-9 in one constant is noticed."""

from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from qedescent.proofs.dialects import ENTRIES
from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.lifting.keras_target import keras
from qedescent.proofs.lifting.targets import target_of
from qedescent.proofs.lifting.usual import symbols

pytestmark = pytest.mark.filterwarnings("ignore")
SCALES = (1.0, 1e-2, 1e-4, 1e-6, 1e-8)
SIGNS = (3.0, -1.0, 4.0, 1.0, -5.0, 9.0, -2.0, 6.0, -5.0, 3.0, -5.0, 8.0)
LATE = (0.0,) * 4 + SIGNS[4:]  # exact zeros at the start
COLUMNS = (*(np.multiply(SIGNS, s) for s in SCALES), SIGNS, LATE, np.zeros(12))
GRADIENTS, START = np.array(COLUMNS).T, np.array([0.0] * 5 + [0.75, 0.0, 0.0])
MOVES = {  # twelve values of each
    "ε": (0.1, 0.2, 0.4, 0.3, 0.05, 0.01, 0.02, 0.2, 0.5, 0.1, 0.1, 0.3),
    "δ": (1e-8, 1e-2, 1e-8, 1e-4, 1e-3, 1e-8, 1e-2, 1e-6, 1e-8, 1e-2, 1e-8, 1e-7),
    "α": (0.5, 0.6, 0.9, 0.9, 0.8, 0.3, 0.1, 0.95, 0.9, 0.9, 0.7, 0.5),  # never 0, which is another path of Keras's
}
WAVE = (1.0, 0.9, 1.05, 0.95, 1.02, 0.97, 1.04, 0.92, 1.0, 0.96, 1.03, 0.9)
MOVES |= {x: tuple(v * w for w in WAVE) for x, v in {"ρ": 0.9, "ρ1": 0.8, "ρ2": 0.95, "wd": 0.02, "τ": 0.3}.items()}
SILENT = {"optax.adagrad(initial_accumulator_value=0.0)"}  # its step where all gradients were 0 is another path
OFF = 1 + Fraction(1, 10**9)


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda e: e.label)
def entry(request):
    """(label, reading, run, schedule) of one optimizer."""
    if find_spec(request.param.library) is None:
        pytest.skip(f"needs qedescent[{request.param.library}]")
    if request.param.library == "keras":
        keras()  # chooses the backend before Keras is imported
    module, name = request.param.target.rsplit(".", 1)
    subject = getattr(import_module(module), name)
    target = target_of(subject, **symbols(subject, request.param.arguments))
    schedule = [{x: MOVES.get(x, WAVE)[k] for x in target.parameters} for k in range(len(SIGNS))]
    return request.param.label, target.read(), target.run(GRADIENTS, schedule, START), schedule


def test_the_reading_is_what_runs(entry, beside):
    label, reading, ran, schedule = entry
    gaps, told = beside.apart(ran, reading, GRADIENTS, schedule, START)
    assert max(gaps) < 1e-13
    assert told == [len(SIGNS)] * 6 + ([0, 0] if label in SILENT else [len(SIGNS)] * 2)


def test_a_constant_that_is_off_by_1e_9_is_noticed(entry, beside):
    _, reading, ran, schedule = entry
    for wrong in wrong_readings(reading):
        gaps, _ = beside.apart(ran, wrong, GRADIENTS, schedule, START)
        assert max(gaps) > 1e-12, wrong


def wrong_readings(reading):
    """Each letter of a hyperparameter, and each fraction, replaced by 1 + 1e-9 times itself."""
    for constant in [*sorted(constants(reading)), *reading.parameters]:
        yield replace(
            reading,
            **{part: {x: off(f, constant) for x, f in getattr(reading, part).items()} for part in ("start", "after", "first")},
        )


def constants(reading):
    found, waiting = set(), [*reading.start.values(), *reading.after.values()]
    while waiting:
        t = waiting.pop()
        if isinstance(t, list):
            found |= {tuple(t)} if fraction(t) else set()
            waiting += t[1:]
    return found


def fraction(t):
    return isinstance(t, list) and t[0] == "/" and all(isinstance(x, int) for x in t[1:])


def off(t, constant):
    times = ["/", OFF.numerator, OFF.denominator]
    if isinstance(constant, str):
        return substitute(t, {constant: ["*", times, constant]}) if constant in names(t) else t
    if isinstance(t, list):
        return ["*", times, t] if tuple(t) == constant else [off(x, constant) for x in t]
    return t
