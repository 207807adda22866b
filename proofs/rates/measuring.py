"""A rate measured: scaled constants at checkpoints, the exponent, the log detector, and each theorem held against them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, log_detector, scaled_constants, slope
from qedescent.proofs.rates.optimizers import is_sgd, refuse_unfit
from qedescent.proofs.rates.plan import Plan
from qedescent.proofs.rates.promises import Hypothesis, Setting, Theorem

FEWEST = 1000  # runs from which a theorem is judged, unless nothing is random
LOST = 1e100  # an excess error from which the squares of a variance overflow: the run counts as lost
MOMENTS = 6  # of the noise, that the interval of a mean of squares needs: three of the squares


@dataclass(frozen=True)
class Held:
    """A theorem against the measurement: what it lacks, or what it promises for K^power × excess at each checkpoint."""

    theorem: Theorem
    lacking: tuple[Hypothesis, ...]
    essential: bool  # whether it is about this problem
    promised: tuple[tuple[float, ...], ...] = ()  # by promise and checkpoint
    broken: bool = False


@dataclass(frozen=True)
class Rate:
    """What was measured; `exponent` and `logarithm` are None where runs were lost or the excess error is 0."""

    plan: Plan
    checkpoints: tuple[int, ...]
    power: float
    means: tuple[float, ...]
    constants: tuple[Estimate, ...]
    exponent: Estimate | None
    logarithm: Estimate | None  # the slope of C_k on ln k over the mean of C_k
    held: tuple[Held, ...]
    is_sgd: bool
    judged: bool
    diverged: int = 0
    diverged_step: int | None = None

    @property
    def applying(self) -> tuple[Held, ...]:
        return tuple(x for x in self.held if not x.lacking)

    @property
    def unbounded(self) -> bool:
        """Whether a run had no excess error that numbers can hold."""
        return inf in self.means

    @property
    def broken(self) -> tuple[Held, ...]:
        return tuple(x for x in self.held if x.broken)


def measured(plan: Plan, theorems: Sequence[Theorem], progress: Callable[[int, int], Any] | None = None) -> Rate:
    """Run the plan and hold every theorem against it."""
    marks = plan.checkpoints
    made = plan.optimizer.make(plan.schedule.at(plan.steps))
    refuse_unfit(plan.optimizer, made, plan.problem)
    same = is_sgd(made, plan.schedule.at(plan.steps), plan.problem.functions(marks[-1])[0], marks[-1], plan.seed)
    settings = [Setting(plan.problem, plan.schedule, plan.output, same, k) for k in marks]
    excess, lost, step = _excess(plan, marks, progress)
    power = _power(plan, theorems, settings[-1])
    judged = plan.problem.facts(marks[-1]).moments > MOMENTS and (plan.runs >= FEWEST or _sure(excess))
    means = np.where((excess < LOST).all(axis=1), np.minimum(excess, LOST).mean(axis=1), inf)
    constants = _constants(excess, means, marks, power)
    readable = bool(np.all((means > 0) & (means < LOST))) and len(marks) > 1
    return Rate(
        plan, marks, power, tuple(float(m) for m in means), constants,
        slope(excess, marks) if readable else None,
        log_detector(excess, marks, power, relative=True) if readable else None,
        tuple(_held(t, settings, constants, power, judged) for t in theorems), same, judged, lost, step,
    )  # fmt: skip


def _excess(plan: Plan, marks: tuple[int, ...], progress: Any) -> tuple[NDArray, int, int | None]:
    """Excess errors, (checkpoints, runs), how many runs were lost, and the step at which the first of them was."""
    horizons = [(k,) for k in marks] if plan.by_horizon else [marks]
    rows, lost, steps = [], 0, []
    with plan.optimizer.precision():
        for found in horizons:
            parts = [_recorded(plan, function, found, i, progress) for i, function in _shares(plan, found[-1])]
            rows.append(np.concatenate([excess for excess, _ in parts], axis=1))
            lost = max(lost, sum(recorded.diverged for _, recorded in parts))
            steps += [recorded.diverged_step for _, recorded in parts if recorded.diverged_step is not None]
    return np.concatenate(rows), lost, min(steps, default=None)


def _shares(plan: Plan, horizon: int) -> list[tuple[int, Any]]:
    return list(enumerate(plan.problem.functions(horizon)))


def _recorded(plan: Plan, function: Any, marks: tuple[int, ...], i: int, progress: Any) -> tuple[NDArray, Any]:
    shares = len(plan.problem.functions(marks[-1]))
    made = plan.optimizer.make(plan.schedule.at(marks[-1]))
    recorded = ensemble.run(
        function, made, runs=max(2, plan.runs // shares), steps=marks[-1], seed=shares * plan.seed + i,
        checkpoints=marks, outputs=(plan.output,), threads=plan.threads, progress=progress,
    )  # fmt: skip
    with np.errstate(all="ignore"):
        return recorded.excess(function, plan.output), recorded


def _power(plan: Plan, theorems: Sequence[Theorem], s: Setting) -> float:
    """Asked for, or of the first theorem that applies, or of the class that the problem belongs to."""
    if plan.power is not None:
        return plan.power
    applying = [t for t in theorems if not t.lacking(s)]
    return float(applying[0].power(s)) if applying else 1.0 if s.facts.μ > 0 else 0.5


def _sure(excess: NDArray) -> bool:
    """Whether nothing random was measured."""
    return bool(np.all(excess == excess[:, :1]))


def _constants(excess: NDArray, means: NDArray, marks: tuple[int, ...], power: float) -> tuple[Estimate, ...]:
    """C_k, infinite where a run is lost."""
    return tuple(
        scaled_constants(row[None], (k,), power)[0] if mean < LOST else Estimate(inf, inf, inf, len(row), k)
        for row, mean, k in zip(excess, means, marks, strict=True)
    )


def _held(t: Theorem, settings: Sequence[Setting], constants: Sequence[Estimate], power: float, judged: bool) -> Held:
    lacking = tuple(dict.fromkeys(h for s in settings for h in t.lacking(s)))
    essential = not any(h.essential for h in lacking)
    if lacking:
        return Held(t, lacking, essential)
    units = [s.K ** (power - t.power(s)) for s in settings]
    promised = tuple(zip(*([unit * v for v in t.promised(s)] for unit, s in zip(units, settings, strict=True)), strict=True))
    broken = judged and any(
        p.broken_by(measured, value)
        for p, values in zip(t.promises, promised, strict=True)
        for measured, value in zip(constants, values, strict=True)
    )
    return Held(t, (), essential, promised, broken)
