"""A claim stands only with its verdict at the asked level, its measurement, and its rival rejected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qedescent.proofs.outcome import Agreement, Outcome, Verdict
from qedescent.proofs.report.standing import Level, Standing, standing, worst


def _proof(imagined: Any, verdict: Verdict, expected: Verdict) -> Outcome:
    o = imagined.variance()
    return replace(o, expected=expected, proof=replace(o.proof, verdict=verdict))


P, D, C, R, U = Verdict.PROVED, Verdict.DECIDED, Verdict.CONSISTENT, Verdict.REFUTED, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("verdict", "expected", "level", "code"),
    [
        (P, P, Level.PROVED, 0),
        (D, P, Level.PROVED, 3),
        (D, P, Level.DECIDED, 0),
        (C, P, Level.DECIDED, 3),
        (C, P, Level.CONSISTENT, 0),
        (C, C, Level.PROVED, 3),
        (R, P, Level.CONSISTENT, 1),
        (R, R, Level.PROVED, 0),
        (P, R, Level.PROVED, 1),
        (U, R, Level.PROVED, 3),
        (C, R, Level.CONSISTENT, 3),
        (U, U, Level.CONSISTENT, 3),
        (Verdict.CITED, Verdict.CITED, Level.PROVED, 0),
        (Verdict.CITED, P, Level.CONSISTENT, 3),
        (Verdict.HEURISTIC, P, Level.CONSISTENT, 3),
        (P, Verdict.CITED, Level.PROVED, 0),
        (Verdict.VACUOUS, P, Level.PROVED, 1),
        (Verdict.ILL_DEFINED, P, Level.PROVED, 1),
    ],
)
def test_a_verdict_passes_only_at_its_level(
    imagined: Any, verdict: Verdict, expected: Verdict, level: Level, code: int
):
    assert standing(_proof(imagined, verdict, expected), level) == code


@pytest.mark.parametrize(
    ("agreement", "rejected", "code"),
    [
        (Agreement.AGREES, True, 0),
        (Agreement.AGREES, False, 1),
        (Agreement.DISAGREES, True, 1),
        (Agreement.FAILED, False, 3),
    ],
)
def test_a_proof_does_not_excuse_a_measurement_or_a_rival(
    imagined: Any, agreement: Agreement, rejected: bool, code: int
):
    o = imagined.stability()
    measured = replace(o.measurement, verdict=agreement)
    assert standing(replace(o, measurement=measured, rival=replace(o.rival, rejected=rejected))) == code


def test_the_worst_standing_decides():
    assert worst(list(Standing)) == 70
    assert worst([Standing.STANDS, Standing.OPEN, Standing.FAILED]) == 1
    assert worst([Standing.OPEN, Standing.STANDS]) == 3 and worst([]) == 0
