"""What is to be measured, and whether it can be."""

from __future__ import annotations

from dataclasses import dataclass

from qedescent.numeric import ensemble
from qedescent.proofs.rates.facts import Problem
from qedescent.proofs.rates.optimizers import Optimizer
from qedescent.proofs.rates.schedules import Schedule

SPAN = 64  # the last checkpoint over the first, unless told
MOST_POWER = 10
MOST_NUMBERS = 2 * 10**8  # kept: a gigabyte and a half


@dataclass(frozen=True)
class Plan:
    """What is to be measured. `first` 0 and `power` None leave the choice of checkpoints and of k^power to the measurement."""

    optimizer: Optimizer
    problem: Problem
    schedule: Schedule
    output: str
    runs: int
    steps: int
    seed: int
    threads: int = 2
    first: int = 0
    power: float | None = None

    @property
    def by_horizon(self) -> bool:
        """Whether every checkpoint is the end of runs of its own."""
        return self.problem.by_horizon or self.schedule.by_horizon

    @property
    def checkpoints(self) -> tuple[int, ...]:
        return ensemble.powers_of_two(self.steps, self.first or max(1, self.steps // SPAN))


def refuse_impossible(plan: Plan) -> None:
    """Raise ValueError for a plan that cannot be carried out."""
    if plan.runs < 2:
        raise ValueError(f"an interval needs two runs or more, not {plan.runs}")
    if plan.steps > plan.problem.most_steps:
        raise ValueError(f"{plan.problem.kind} takes {plan.problem.most_steps} steps at most, not {plan.steps}")
    if plan.steps < 1 or plan.steps > ensemble.MOST_STEPS:
        raise ValueError(f"steps must be a whole number between 1 and {ensemble.MOST_STEPS}, not {plan.steps}")
    if plan.power is not None and not abs(plan.power) <= MOST_POWER:  # refuses NaN as well
        raise ValueError(f"the power of k must lie between -{MOST_POWER} and {MOST_POWER}, not {plan.power}")
    if plan.first > plan.steps:
        raise ValueError(f"the first checkpoint, {plan.first}, lies after the last step, {plan.steps}")
    count, size = len(plan.checkpoints), plan.problem.functions(plan.steps)[0].begin(1).size
    if plan.runs * count * size > MOST_NUMBERS:
        raise ValueError(f"{plan.runs} runs at {count} checkpoints do not fit into memory: at most {MOST_NUMBERS} numbers do")
    plan.optimizer.make(plan.schedule.at(plan.steps))
