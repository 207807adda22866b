"""Any optimizer written in JAX: a function that makes its state, and one that takes a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.cross_check import cross_check
from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.jax_reader import double_precision, read_jax
from qedescent.proofs.lifting.letters import filled, letters
from qedescent.proofs.lifting.reading import Ran, Reading
from qedescent.proofs.lifting.titles import title


class JaxTarget:
    """`start(theta, **hyperparameters)` makes the state and `update(theta, g, state, **hyperparameters)` returns the next
    parameters and state; both are given the same arguments, in which strings name symbols."""

    def __init__(self, start: Callable[..., Any], update: Callable[..., Any], /, **arguments: Any):
        self.start, self.update, self.arguments = start, update, arguments
        self.name, self.parameters = title(update, arguments), letters(arguments)

    def read(self) -> Reading:
        def start(numbers: Mapping[str, Any], theta: Any) -> Any:
            return self.start(theta, **filled(self.arguments, numbers))

        def update(numbers: Mapping[str, Any], theta: Any, g: Any, state: Any) -> Any:
            return self.update(theta, g, state, **filled(self.arguments, numbers))

        reading = read_jax(self.parameters, start, update)
        cross_check(self, reading)
        return reading

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        """Compiled as JAX's users do; operation by operation where Python goes by a hyperparameter's number."""
        jax = library("jax", "jax")
        with double_precision():
            try:
                points = self._points(jax.jit, gradients, schedule, start)
            except jax.errors.ConcretizationTypeError:
                points = self._points(lambda f: f, gradients, schedule, start)
        return Ran(points, points[:-1])

    def _points(self, compiled: Callable[[Any], Any], gradients: NDArray, schedule: Any, start: NDArray) -> NDArray:
        begin = compiled(lambda theta, numbers: self.start(theta, **filled(self.arguments, numbers)))
        step = compiled(lambda theta, g, state, numbers: self.update(theta, g, state, **filled(self.arguments, numbers)))
        points = [np.array(start, float)]
        theta = library("jax", "jax").numpy.array(points[0])
        state = begin(theta, dict(schedule[0]))
        for g, numbers in zip(gradients, schedule, strict=True):
            theta, state = step(theta, np.asarray(g, float), state, dict(numbers))
            points.append(np.array(theta))
        return np.array(points)
