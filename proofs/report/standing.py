"""Whether a checked claim stands at the level that was asked for, as an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from qedescent.proofs.outcome import Agreement, Outcome, Verdict


class Standing(IntEnum):
    """The exit codes of a check; the worst of several claims is the one that comes first here."""

    CONTRADICTION = 70
    FAILED = 1
    OPEN = 3
    STANDS = 0


class Level(StrEnum):
    """How strong a verdict must be to pass."""

    PROVED = "proved"
    DECIDED = "decided"
    CONSISTENT = "consistent"


_STRENGTH = {Verdict.PROVED: 3, Verdict.DECIDED: 2, Verdict.CONSISTENT: 1}
_ASKED = {Level.PROVED: 3, Level.DECIDED: 2, Level.CONSISTENT: 1}
_DENIALS = (Verdict.REFUTED, Verdict.ILL_DEFINED, Verdict.VACUOUS)


def _of_proof(outcome: Outcome, level: Level) -> Standing:
    verdict, expected = outcome.proof.verdict, outcome.expected
    if expected in _DENIALS:  # a formula entered as printed: to prove it would be the failure
        wrong = verdict in (*_DENIALS, Verdict.PROVED, Verdict.DECIDED)
        return Standing.STANDS if verdict == expected else Standing.FAILED if wrong else Standing.OPEN
    if verdict in _DENIALS:
        return Standing.FAILED
    if verdict in _STRENGTH:
        return Standing.STANDS if _STRENGTH[verdict] >= _ASKED[level] else Standing.OPEN
    return Standing.STANDS if verdict == expected != Verdict.UNKNOWN else Standing.OPEN


def _of_measurement(outcome: Outcome) -> Standing:
    match outcome.measurement.verdict:
        case Agreement.DISAGREES:
            return Standing.FAILED
        case Agreement.FAILED:
            return Standing.OPEN
    return Standing.FAILED if outcome.rival.formula and not outcome.rival.rejected else Standing.STANDS


def worst(standings: Iterable[Standing]) -> Standing:
    """A contradiction before a failure before an open question."""
    found = set(standings)
    return next((s for s in Standing if s in found), Standing.STANDS)


def standing(outcome: Outcome, level: Level = Level.PROVED) -> Standing:
    """The claim's standing: its proof's verdict, its measurement and its rival, the worst of them."""
    return worst((_of_proof(outcome, level), _of_measurement(outcome)))
