"""Outcomes as JSON for other programs: plain data, no NaN, no infinity, no figure."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from qedescent.proofs.outcome import MeasurementOutcome, Outcome, RivalOutcome
from qedescent.proofs.report.standing import Level, standing, worst


def finite(value: Any) -> Any:
    """The same data with every number that JSON cannot hold made null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): finite(inner) for key, inner in value.items()}
    return [finite(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def dumps(data: Any, ascii_only: bool = False) -> str:
    return json.dumps(finite(data), indent=2, ensure_ascii=ascii_only, allow_nan=False)


def _measurement(outcome: MeasurementOutcome) -> dict[str, Any]:
    first = outcome.readings[0] if outcome.readings else None
    top = {name: getattr(first, name, None) for name in ("quantity", "measured", "predicted", "interval")}
    return {"verdict": outcome.verdict, **top, **asdict(outcome)}


def _rival(outcome: RivalOutcome) -> dict[str, Any]:
    data = asdict(outcome)
    data["parts"] = [{name: part[name] for name in ("formula", "meaning", "rejected")} for part in data["parts"]]
    return data if outcome.formula else {**data, "rejected": None}


def claim_data(outcome: Outcome, level: Level = Level.PROVED, with_certificate: bool = False) -> dict[str, Any]:
    """One claim; measured, predicted and interval on top of `measurement` are the first reading's."""
    kept = ("id", "title", "section", "source", "statement", "expected", "notes", "corrected_by", "seconds")
    proof = asdict(outcome.proof)
    if not with_certificate:
        del proof["certificate"]
    return {
        **{name: getattr(outcome, name) for name in kept},
        "exit_code": int(standing(outcome, level)),
        "proof": proof,
        "measurement": _measurement(outcome.measurement),
        "rival": _rival(outcome.rival),
    }


def verification_data(outcomes: Sequence[Outcome], level: Level, seconds: float, seed: int) -> dict[str, Any]:
    """All claims with the exit code and the seconds that the whole took by the clock."""
    return {
        "level": level,
        "seed": seed,
        "exit_code": int(worst(standing(o, level) for o in outcomes)),
        "seconds": seconds,
        "claims": [claim_data(o, level) for o in outcomes],
    }
