"""Readings beside formulas written by hand, proved equal by the kernel, and beside the code they were read from."""

from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from sympy import sympify

from qedescent.analytic.notation import θ
from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.proofs.finders.roots import roots
from qedescent.proofs.judging.expressions import sorts_of
from qedescent.proofs.judging.step import conditions_of
from qedescent.proofs.language.formulas import Formula, term
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.lifting.cross_check import follow
from qedescent.proofs.lifting.probe import SCALES, SIGNS, STEP_SIZES

USUAL = {"ρ": 0.9, "ρ1": 0.8, "ρ2": 0.95, "δ": 1e-8, "λ": 0.02, "r0": 0.1}
MOMENTA = (0.5, 0.6, 0.9, 0.9, 0.8, 0.3, 0.1, 0.95, 0.9, 0.9, 0.7, 0.5)  # never 0, which is another path of Keras's


def written(parameters, state, *assignments, query=θ):
    """A rule given by its assignments, each of which sees the ones before it."""
    return UpdateRule("written", "", "", parameters, state, assignments, query)


def differences(reading, rule):
    """The parts in which the reading is not proved to be the rule."""
    formulas = {"query": rule.query} | {x.name: e for x, e in next_values(rule).items()}
    pairs = {x: (reading.after.get(x, reading.query), term(e)[0]) for x, e in formulas.items()}
    pairs |= {f"start of {x}": (reading.start.get(x.name), term(sympify(e))[0]) for x, e in rule.state.items()}
    lacking = {x.name for x in rule.state} ^ set(reading.start)
    return sorted(lacking) or [x for x, pair in pairs.items() if not _same(*pair)]


def _same(code, book):
    needs = [Formula(c, sorts_of(c)) for side in (code, book) for c in conditions_of(side)]
    equation = Formula(["=", code, book], sorts_of(code, book))
    try:
        Prover((), needs=needs, mentions=[equation]).have(equation, roots)
    except NotFound:
        return False
    return True


def gap(target, reading):
    """The largest distance between the code's points and the formulas', relative to the size of the path, over coordinates
    whose gradients have scales from 1 to 1e-8 and one whose gradients are all 0; twelve steps, float64."""
    gradients = np.array([[scale * x for scale in (*SCALES, 0.0)] for x in SIGNS])
    schedule = [
        {x: {"ε": STEP_SIZES[k], "α": MOMENTA[k]}.get(x, USUAL.get(x, 0.5)) for x in target.parameters}
        for k in range(len(SIGNS))
    ]
    start = np.zeros(gradients.shape[1])
    ran = target.run(gradients, schedule, start)
    gaps, told = apart(ran, reading, gradients, schedule, start)
    assert all(steps == len(SIGNS) for steps in told), "a condition of the reading does not hold"
    return max(gaps)


def apart(ran, reading, gradients, schedule, start):
    """For each coordinate the largest distance between the points that were run through and the formulas', relative to the
    size of the path; and the number of steps that the reading tells of."""
    gaps, told = [], []
    for i, column in enumerate(gradients.T):
        exact = list(follow(reading, list(map(float, column)), schedule, float(start[i])))
        size = max((abs(point) for _, point in exact), default=0) or Decimal(1)
        pairs = [(ran.queries[k, i], query) for k, (query, _) in enumerate(exact)]
        pairs += [(ran.points[k + 1, i], point) for k, (_, point) in enumerate(exact)]
        gaps.append(max((float(abs(Decimal(float(x)) - y) / size) for x, y in pairs), default=0.0))
        told.append(len(exact))
    return gaps, told


@pytest.fixture(scope="session")
def beside():
    return SimpleNamespace(written=written, differences=differences, gap=gap, apart=apart)
