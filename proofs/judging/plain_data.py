"""A judgment as plain data, for JSON and for another process."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from qedescent.proofs.judging.difference import Parting
from qedescent.proofs.judging.judgment import Judgment
from qedescent.proofs.judging.nearest import Nearest
from qedescent.proofs.judging.schedules import Rescheduled
from qedescent.proofs.judging.visibility import GRADIENTS, START, Visibility
from qedescent.proofs.judging.writing import formula, said_once, shown


def data(j: Judgment) -> dict[str, Any]:
    """The judgment as JSON."""
    return {
        "code": j.code,
        "rule": j.book,
        "relation": str(j.relation),
        "same": j.notion,
        "unconditional": j.unconditional,
        "constant": list(j.held),
        "setting": {p: shown(e) for p, e in j.setting.items()},
        "setting_changes": list(j.moves),
        "change": {x: formula(j.change.before(x)) for x in j.change.maps} if j.change else {},
        "needs": [formula(f) for f in j.needs],
        "conditions": [formula(f) for f in j.conditions],
        "nearest": [_nearest_data(near) for near in j.nearest],
        "visibility": _visibility_data(j.visibility),
        "rescheduled": [_rescheduled_data(other) for other in j.rescheduled],
        "partings": [_parting_data(p) for p in j.partings],
        "transfer_shift": j.transfer.shift if j.transfer else None,
        "certificate_sha256": j.sha256,
        "why": j.why,
    }


def _nearest_data(near: Nearest) -> dict[str, Any]:
    return {"hyperparameter": near.parameter, "value": near.value, "constant": list(near.held),
            "certificate_sha256": near.sha256}  # fmt: skip


def _rescheduled_data(other: Rescheduled) -> dict[str, Any]:
    return {
        "hyperparameter": other.parameter,
        "value": shown(other.value),
        "change": {x: formula(other.change.before(x)) for x in other.change.maps},
        "needs": [formula(f) for f in said_once(other.needs, other.change)],
        "certificate_sha256": other.sha256,
    }


def _parting_data(p: Parting) -> dict[str, Any]:
    case: Mapping[str, Any] = {
        "start": p.case.start,
        "gradients": list(p.case.gradients),
        "hyperparameters": [dict(h) for h in p.case.hyperparameters],
        "code": p.case.code,
        "rule": p.case.book,
        "exact": p.case.exact,
    }
    return {
        "step": p.step,
        "what": p.what,
        "residual": None if p.residual is None else shown(p.residual),
        **case,
    }


def _visibility_data(seen: Visibility | None) -> dict[str, Any]:
    if seen is None:
        return {}
    gaps = {size: gap if isfinite(gap) else "infinite" for size, gap in seen.rounded.items()}
    return {"status": "measured", "largest_relative_gap": gaps, "constants": dict(seen.constants),
            "gradients_over_size": list(GRADIENTS), "start": START}  # fmt: skip
