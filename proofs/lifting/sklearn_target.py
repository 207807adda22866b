"""scikit-learn's stochastic optimizers: their own `update_params`, run on arrays of recorded scalars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.coordinates import agreed, gathered, shared, spread
from qedescent.proofs.lifting.cross_check import START, cross_check, hyperparameters
from qedescent.proofs.lifting.holders import FIRST, attributes, holders
from qedescent.proofs.lifting.letters import filled, letters, unique_letters
from qedescent.proofs.lifting.reading import Ran, Reading
from qedescent.proofs.lifting.recording import Path, term_of
from qedescent.proofs.lifting.titles import title
from qedescent.proofs.lifting.two_steps import Formulas, Values, read_steps

FIELDS = {"velocities": "v", "ms": "s", "vs": "r"}


class SklearnTarget:
    """`SklearnTarget(AdamOptimizer, learning_rate_init="eps", beta_1="rho1", beta_2="rho2", epsilon="delta")`, of
    sklearn.neural_network._stochastic_optimizers; strings name symbols. Its schedules, which change the step size between
    epochs, are no part of a step and not read."""

    def __init__(self, cls: Callable[..., Any], /, **arguments: Any):
        self.cls, self.arguments = cls, arguments
        self.name, self.parameters = title(cls, arguments), letters(arguments)

    def read(self) -> Reading:
        start = {x: term_of(number) for x, number in self._memories(self._made(hyperparameters(self.parameters, FIRST)))}
        reading = read_steps(self.parameters, start, self._step)
        cross_check(self, reading)
        return reading

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        """The hyperparameters that the optimizer holds are set anew before each step."""
        theta = np.array(start, float)
        optimizer, points = self._made(schedule[0], theta), [theta.copy()]
        for g, numbers in zip(gradients, schedule, strict=True):
            self._set(optimizer, numbers)
            optimizer.update_params([theta], [np.array(g, float)])
            points.append(theta.copy())
        return Ran(np.array(points), np.array(points[:-1]))

    def _made(self, numbers: Mapping[str, float], theta: NDArray | None = None) -> Any:
        return self.cls([np.zeros(len(START)) if theta is None else theta], **filled(self.arguments, numbers))

    @cached_property
    def _holders(self) -> dict[str, str]:
        return holders(self._made, self.parameters, attributes)

    def _set(self, optimizer: Any, numbers: Mapping[str, Any]) -> None:
        for place, letter in self._holders.items():
            setattr(optimizer, place, numbers[letter])

    def _step(self, memories: Formulas, values: Values, path: Path) -> Formulas:
        optimizer = self._made(hyperparameters(self.parameters, FIRST))
        self._set(optimizer, {x: shared(x, values, path) for x in self.parameters})
        places = dict(zip(memories, _places(optimizer), strict=True))
        for x, place in places.items():
            many = isinstance(getattr(optimizer, place), list)
            term = memories[x]
            setattr(optimizer, place, [spread(x, term, values, path)] if many else shared(term, values, path))
        theta = spread("θ", None, values, path)
        optimizer.update_params([theta], [spread("g", None, values, path)])
        path.conditions[:] = agreed(path.conditions, {"θ", "g", *memories})
        left = {x: gathered(_content(getattr(optimizer, place)), place) for x, place in places.items()}
        return {"θ": gathered(theta, "θ"), **left}

    def _memories(self, optimizer: Any) -> Iterator[tuple[str, Any]]:
        places = list(_places(optimizer))
        for x, place in zip(unique_letters(places, FIELDS, self.parameters), places, strict=True):
            yield x, np.ravel(_content(getattr(optimizer, place)))[0]


def _places(optimizer: Any) -> Iterator[str]:
    """The attributes that hold memories: a list with one array for each of the parameters', or a whole number."""
    for name, kept in vars(optimizer).items():
        arrays = isinstance(kept, list) and len(kept) == 1 and np.shape(kept[0]) == (len(START),)
        if arrays or isinstance(kept, int) and not isinstance(kept, bool):
            yield name


def _content(kept: Any) -> Any:
    return kept[0] if isinstance(kept, list) else kept
