"""The formula that a torch.optim.Optimizer computes, read from its real `step`, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.letters import filled, letters
from qedescent.proofs.lifting.reading import Ran, Reading
from qedescent.proofs.lifting.recording import Data, Path, Unreadable
from qedescent.proofs.lifting.recurrence import Steps, recurrence
from qedescent.proofs.lifting.titles import title
from qedescent.proofs.lifting.torch_numbers import attempts
from qedescent.proofs.lifting.torch_recording import record
from qedescent.proofs.lifting.torch_run import GRADIENTS, POINT, Run, in_double_precision
from qedescent.proofs.lifting.witnessing import MOVES, borne_out, moves_alike

WARM_UP = 9  # steps after which bias corrections and buffers are no longer those of a start
ASIDE = 0.999  # of the numbers at which everything is read once more


class TorchTarget:
    """A class of optimizers with the arguments it is made with, those that are strings being names of hyperparameters."""

    def __init__(self, cls: type, /, **arguments: Any):
        self.cls, self.arguments = cls, arguments
        self.name, self.parameters = title(cls, arguments), letters(arguments)

    def read(self) -> Reading:
        """Raises Unreadable where no formula can say what the step does, ReadingDisagrees where the one read is wrong."""
        with in_double_precision() as torch:
            try:
                values, steps, constructed = self._recorded(torch)
                reading = recurrence(steps, constructed, self.parameters)
                borne_out(self.name, reading, steps.witnesses)
            except Unreadable as why:
                raise Unreadable(f"{self.name}: {why}") from why
        moves_alike(self, reading, values, np.array(GRADIENTS[: len(MOVES)]), POINT)
        return reading

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        """Open loop: each step is handed its gradient, whatever the parameters are."""
        with in_double_precision() as torch:
            parameter = torch.nn.Parameter(torch.tensor(np.array(start, dtype=float), device="cpu"))
            optimizer = self.cls([parameter], **filled(self.arguments, schedule[0]))
            points = [parameter.detach().numpy().copy()]
            kept = self._kept(optimizer, schedule[0])
            for gradient, values in zip(gradients, schedule, strict=True):
                for name, x in filled(self.arguments, values).items():
                    for container in kept.get(name, ()):
                        container[name] = x
                parameter.grad = torch.tensor(np.array(gradient, dtype=float), device="cpu")
                optimizer.step()
                points.append(parameter.detach().numpy().copy())
        if any(values != schedule[0] for values in schedule) and not all(kept.values()):
            lost = ", ".join(name for name, places in kept.items() if not places)
            raise ValueError(f"{self.name} keeps {lost} where it cannot be changed during a run")
        return Ran(np.array(points), np.array(points[:-1]))

    def _kept(self, optimizer: Any, values: Mapping[str, float]) -> dict[str, list[dict[str, Any]]]:
        """Where the optimizer has each argument that names hyperparameters, just as it was given."""
        named = {name: x for name, x in self.arguments.items() if letters({name: x})}
        everywhere = (*optimizer.param_groups, vars(optimizer))
        return {name: [c for c in everywhere if c.get(name) == x] for name, x in filled(named, values).items()}

    def _recorded(self, torch: Any) -> tuple[dict[str, float], Steps, list[Data]]:
        """The steps as recorded at numbers that the class accepts, which must not depend on what numbers they are."""
        values, run = self._accepted(torch)
        constructed = [c for c in run.conditions if self._stands_against(torch, values, c)]
        steps = record(run, WARM_UP)
        aside = Run(torch, self.cls, self.arguments, {x: ASIDE * v for x, v in values.items()}, Path())
        again = record(aside, WARM_UP + 1)
        for x, t in steps.after.items():
            if t != again.after.get(x) or steps.first[x] != again.first.get(x):
                raise Unreadable(
                    f"the formula of {x} is another one at other numbers or steps: somewhere a count or a table decides, or "
                    "a C function takes a value to where its symbol cannot follow"
                )
        return values, steps, constructed

    def _accepted(self, torch: Any) -> tuple[dict[str, float], Run]:
        why = Unreadable("there is nothing to make it with")
        for values in attempts(self.cls, self.arguments):
            try:
                return values, Run(torch, self.cls, self.arguments, values, Path())
            except Unreadable as refused:
                why = refused
        raise why

    def _stands_against(self, torch: Any, values: Mapping[str, float], condition: Data) -> bool:
        """Whether the constructor also accepts the opposite, so that the condition is more than what it demands."""
        try:
            Run(torch, self.cls, self.arguments, values, Contrary(against=condition))
        except Unreadable:
            return False
        return True


@dataclass
class Contrary(Path):
    """A path that goes the other way at one comparison."""

    against: Data = None

    def decide(self, op: str, left: Data, right: Data, holds: bool) -> bool:
        alone = Path()
        alone.decide(op, left, right, holds)
        return super().decide(op, left, right, holds) != (alone.conditions == [self.against])
