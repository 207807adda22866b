"""A measured rate as data, JSON without infinities."""

from __future__ import annotations

from math import isfinite
from typing import Any

from qedescent.numeric.evidence import LEVEL, Estimate
from qedescent.proofs.rates.measuring import Held, Rate
from qedescent.proofs.rates.reading import drift, local_exponents, notes


def data(rate: Rate) -> dict[str, Any]:
    """All that was measured, and every theorem with what it promises or lacks."""
    plan = rate.plan
    return {
        "optimizer": plan.optimizer.name, "problem": plan.problem.kind, "function": plan.problem.words,
        "schedule": str(plan.schedule), "output": plan.output, "runs": plan.runs, "steps": plan.steps, "seed": plan.seed,
        "by_horizon": plan.by_horizon, "moves_as_sgd": rate.is_sgd, "power": rate.power, "level": LEVEL,
        "checkpoints": list(rate.checkpoints), "mean_excess": [_finite(m) for m in rate.means],
        "constants": [_estimate(c) for c in rate.constants], "exponent": _estimate(rate.exponent),
        "local_exponents": list(local_exponents(rate)) if rate.exponent else [], "log_detector": _estimate(rate.logarithm),
        "drift": drift(rate), "diverged": rate.diverged, "diverged_step": rate.diverged_step, "judged": rate.judged,
        "theorems": [_theorem(x) for x in rate.held], "notes": notes(rate),
    }  # fmt: skip


def _theorem(x: Held) -> dict[str, Any]:
    promises = zip(x.theorem.promises, x.promised, strict=False)
    return {
        "claim": x.theorem.claim or None, "cited": x.theorem.source or None, "about": x.theorem.about, "holds": not x.lacking,
        "lacking": [h.words for h in x.lacking], "broken": x.broken,
        "promises": [{"relation": p.relation, "constants": [float(v) for v in values]} for p, values in promises],
    }  # fmt: skip


def _estimate(x: Estimate | None) -> dict[str, float | None] | None:
    return None if x is None else {"value": _finite(x.value), "low": _finite(x.low), "high": _finite(x.high)}


def _finite(x: float) -> float | None:
    return float(x) if isfinite(x) else None
