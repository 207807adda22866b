"""The verdicts on a claim in words, with a sign and a tone, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qedescent.proofs.outcome import Agreement, MeasurementOutcome, Outcome, RivalOutcome, Verdict

MEANING: Mapping[str, str] = {
    "PROVED": "a small checker, started afresh, accepted a certificate of every step",
    "DECIDED": "a complete decision procedure answered, but left no certificate",
    "CONSISTENT": "no counterexample was found among finitely many evaluations, which proves nothing",
    "CITED": "a theorem taken from the literature, not proved here",
    "HEURISTIC": "the source gives advice here, not mathematics",
    "UNKNOWN": "nothing was settled, for the reason given; never counted as a pass",
    "REFUTED": "an exact witness satisfies the hypotheses and breaks the conclusion",
    "ILL-DEFINED": "the statement has no meaning on a part of its domain",
    "VACUOUS": "the hypotheses contradict each other",
}
_TONES = {"PROVED": "good", "DECIDED": "good", "REFUTED": "bad", "ILL-DEFINED": "bad", "VACUOUS": "bad"}
_SIGNS = {"good": "✓", "bad": "✗", "open": "○", "expected": "✗"}


@dataclass(frozen=True)
class Badge:
    """A verdict with its tone."""

    text: str
    tone: str

    @property
    def sign(self) -> str:
        return _SIGNS[self.tone]


class Badges(NamedTuple):
    """What is said of a claim's proof, its measurement and its rival."""

    proof: Badge
    measurement: Badge
    rival: Badge


def badges(outcome: Outcome) -> Badges:
    return Badges(_of_proof(outcome), _of_measurement(outcome.measurement), _of_rival(outcome.rival))


def _of_proof(outcome: Outcome) -> Badge:
    """A verdict that was expected is no bad news, also that of an erratum refuted."""
    verdict = outcome.proof.verdict
    if verdict == outcome.expected == Verdict.REFUTED:
        return Badge("REFUTED, as expected", "expected")
    return Badge(str(verdict), _TONES.get(str(verdict), "open"))


def _of_measurement(measurement: MeasurementOutcome) -> Badge:
    if measurement.verdict == Agreement.NOT_MEASURED:
        return Badge("not measured", "open")
    return Badge(measurement.verdict.lower(), "good" if measurement.verdict == Agreement.AGREES else "bad")


def _of_rival(rival: RivalOutcome) -> Badge:
    if not rival.formula:
        return Badge("no rival", "open")
    return Badge("rejected", "good") if rival.rejected else Badge("not rejected", "bad")
