"""What is known of a claim after it was checked: records only, ready for JSON, the terminal and the report."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """The words of the trust model, strongest first; UNKNOWN is never a pass."""

    PROVED = "PROVED"
    DECIDED = "DECIDED"
    CONSISTENT = "CONSISTENT"
    CITED = "CITED"
    HEURISTIC = "HEURISTIC"
    UNKNOWN = "UNKNOWN"
    REFUTED = "REFUTED"
    ILL_DEFINED = "ILL-DEFINED"
    VACUOUS = "VACUOUS"


class Agreement(StrEnum):
    """Whether a measurement agrees with its prediction."""

    AGREES = "AGREES"
    DISAGREES = "DISAGREES"
    NOT_MEASURED = "NOT MEASURED"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Axiom:
    """A statement that a proof takes from the literature or from a definition; formula in kernel terms."""

    name: str
    source: str
    statement: list[Any]


@dataclass(frozen=True)
class ProofOutcome:
    """The proof's verdict with everything that must be shown beside it.

    `certificate` holds the checked theorems with their steps (see proofs/kernel); `side_conditions` are kernel
    formulas; `cited` lists the parts that were not proved here, in words with their source; `witness` maps names to
    exact numbers (as strings) where the verdict is REFUTED, with both sides under the keys "left" and "right".
    """

    verdict: Verdict
    why: str = ""
    method: str = ""
    axioms: tuple[Axiom, ...] = ()
    side_conditions: tuple[list[Any], ...] = ()
    stated: dict[str, Any] = field(default_factory=dict)  # the theorem without its proof: variables, assume, needs, show
    cited: tuple[str, ...] = ()
    witness: dict[str, str] = field(default_factory=dict)
    certificate: dict[str, Any] | None = None
    certificate_sha256: str = ""
    bytes: int = 0
    check_seconds: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One measured number beside what was predicted: a number, or the band between a theorem's two constants."""

    quantity: str
    measured: float
    interval: tuple[float, float]
    predicted: float | tuple[float, float]
    agrees: bool
    tolerance: float = 0.0  # relative, by which the interval may miss the prediction
    room: float | None = None  # standard errors between the interval and where the verdict would turn


@dataclass(frozen=True)
class MeasurementOutcome:
    verdict: Agreement
    why: str = ""
    readings: tuple[Reading, ...] = ()
    runs: int = 0
    steps: int = 0
    seed: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class RivalOutcome:
    """The formula a plausible slip would give; the same data and tolerance must reject it."""

    formula: str = ""  # TeX
    meaning: str = ""  # the slip, in words
    rejected: bool = False
    readings: tuple[Reading, ...] = ()
    parts: tuple[RivalOutcome, ...] = ()  # one for each measurement, where there are several


@dataclass(frozen=True)
class Outcome:
    """One claim of the chapter, checked. `statement` is prose with TeX between dollars; `expected` is the verdict that
    the claim's file says the software must reach (REFUTED for a formula entered as printed in the notes)."""

    id: str
    title: str
    section: str
    source: str
    statement: str
    expected: Verdict
    proof: ProofOutcome
    measurement: MeasurementOutcome
    rival: RivalOutcome
    notes: tuple[str, ...] = ()  # findings, errata
    corrected_by: str = ""  # id of the corrected claim, for an erratum
    figure: str = ""  # SVG text, or empty
    figure_caption: str = ""
    seconds: float = 0.0

    def as_data(self) -> dict[str, Any]:
        """The record as plain JSON data."""
        return asdict(self)


class Contradiction(Exception):
    """A claim was both PROVED and REFUTED: a defect of this software, never of the mathematics."""
