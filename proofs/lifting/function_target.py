"""An author's own code in NumPy: a function that returns the next parameters and memories, or a class with start and step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.authored import AuthoredClass, AuthoredFunction
from qedescent.proofs.lifting.coordinates import agreed, gathered, shared, spread
from qedescent.proofs.lifting.cross_check import cross_check
from qedescent.proofs.lifting.letters import letters, unique_letters
from qedescent.proofs.lifting.reading import Ran, Reading
from qedescent.proofs.lifting.recording import Data, Path, Unreadable
from qedescent.proofs.lifting.titles import title
from qedescent.proofs.lifting.two_steps import Formulas, Values, read_steps, values_before

FIELDS = {
    "velocity": "v", "first_moment": "s", "second_moment": "r", "squared_gradient": "r", "squared_step": "d",
}  # fmt: skip


class FunctionTarget:
    """`FunctionTarget(f, lr="eps")` of `def f(theta, g, memory=0, *, lr, t): return new_theta, new_memory`, or of a class
    whose objects have `start(theta)` and `step(theta, state, gradient, k)` like those of `qedescent.numeric.optimizers`.

    Strings name symbols; a hyperparameter of a function that is not mentioned and has no default names itself. A memory's
    default is what it begins as. A parameter `t` of the function is the step count, from 1.
    """

    def __init__(self, subject: Callable[..., Any], /, **arguments: Any):
        self.code = (AuthoredClass if isinstance(subject, type) else AuthoredFunction)(subject, arguments)
        self.name, self.parameters = title(subject, arguments), letters(self.code.arguments)

    def read(self) -> Reading:
        values, path = values_before({}, self.parameters), Path()
        state = self.code.start(self._numbers(values, path), spread("θ", None, values, path))
        names = dict(zip(unique_letters(list(state), FIELDS, self.parameters), state, strict=True))
        start = {x: gathered(state[key], f"start of {key}") for x, key in names.items()}

        def step(memories: Formulas, values: Values, path: Path) -> Formulas:
            return self._step(names, memories, values, path)

        reading = read_steps(self.parameters, start, step, agreed(path.conditions, {"θ"}))
        cross_check(self, reading)
        return reading

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        theta = np.array(start, float)
        state = self.code.start(schedule[0], theta)
        points, queries = [theta.copy()], []
        for t, (g, numbers) in enumerate(zip(gradients, schedule, strict=True), 1):

            def gradient(point: Any, g: Any = g) -> NDArray:
                queries.append(np.array(point, float))
                return np.array(g, float)

            theta, state = self.code.step(numbers, theta, state, gradient, t)
            points.append(np.array(theta, float))
        return Ran(np.array(points), np.array(queries))

    def _numbers(self, values: Values, path: Path) -> dict[str, Any]:
        return {x: shared(x, values, path) for x in self.parameters}

    def _step(self, names: Mapping[str, str], memories: Formulas, values: Values, path: Path) -> Formulas:
        queries: list[Data] = []

        def gradient(point: Any) -> Any:
            queries.append(gathered(point, "point of the gradient"))
            return spread("g", None, values, path)

        state = {key: spread(x, memories[x], values, path) for x, key in names.items()}
        theta, t = spread("θ", None, values, path), shared("t", values, path)
        theta, state = self.code.step(self._numbers(values, path), theta, state, gradient, t)
        if len(queries) != 1:
            raise Unreadable(f"the step asks for {len(queries)} gradients, not for one")
        path.conditions[:] = agreed(path.conditions, {"θ", "g", *memories})
        left = {x: gathered(state[key], key) for x, key in names.items()}
        return {"query": queries[0], "θ": gathered(theta, "θ"), **left}
