"""Keras 3 on JAX: the optimizer's stateless step, traced with its hyperparameters put in the places that hold them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.cross_check import START, cross_check, hyperparameters
from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.holders import FIRST, attributes, holders
from qedescent.proofs.lifting.jax_reader import Numbers, double_precision, read_jax
from qedescent.proofs.lifting.letters import filled, letters
from qedescent.proofs.lifting.reading import Ran, Reading
from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.titles import title

FIELDS = {
    "momentum": "v", "velocity": "r", "accumulator": "r", "accumulated_grad": "r", "accumulated_delta_var": "d",
    "average_gradient": "s", "norm": "r", "velocity_hat": "r_max",
}  # fmt: skip
VARIABLE = "theta"


def keras() -> Any:
    """Keras on the JAX backend, which is chosen here if Keras has not been imported yet; Unreadable on another."""
    if "keras" not in sys.modules:
        chosen = os.environ.get("KERAS_BACKEND")
        os.environ["KERAS_BACKEND"] = "jax"
        try:
            library("keras", "keras")
        finally:
            os.environ.pop("KERAS_BACKEND") if chosen is None else os.environ.update(KERAS_BACKEND=chosen)
    module = library("keras", "keras")
    if module.backend.backend() != "jax":
        raise Unreadable(
            f"Keras was imported on {module.backend.backend()}, and is read on JAX only: set KERAS_BACKEND=jax before"
        )
    return module


class KerasTarget:
    """`KerasTarget(keras.optimizers.Adam, learning_rate="eps", beta_1="rho1", beta_2="rho2", epsilon="delta")`: strings
    name symbols. Hyperparameters must be kept by the optimizer as they are given."""

    def __init__(self, cls: Callable[..., Any], /, **arguments: Any):
        self.cls, self.arguments = cls, arguments
        self.name, self.parameters = title(cls, arguments), letters(arguments)

    def read(self) -> Reading:
        with _float64():
            first = {"momentum": "s"} if hasattr(self._made(hyperparameters(self.parameters, FIRST)), "beta_1") else {}
            reading = read_jax(self.parameters, self._start, self._update, FIELDS | first)
        cross_check(self, reading)
        return reading

    def run(self, gradients: NDArray, schedule: Sequence[Mapping[str, float]], start: NDArray) -> Ran:
        """Compiled as Keras does on JAX, or operation by operation where Python goes by a hyperparameter's number. What holds
        a hyperparameter is set anew before each step."""
        jax = library("jax", "keras")
        with _float64():
            try:
                points = self._compiled(jax.jit, gradients, schedule, start)
            except jax.errors.ConcretizationTypeError:
                points = self._uncompiled(gradients, schedule, start)
        return Ran(points, points[:-1])

    def _compiled(self, jit: Callable[[Any], Any], gradients: NDArray, schedule: Any, start: NDArray) -> NDArray:
        optimizer, variable = self._built(schedule[0], np.asarray(start, float))
        state, theta = {name: v.value for name, v in self._memories(optimizer)}, variable.value
        step, points = jit(partial(self._applied, optimizer)), [np.array(theta)]
        for g, numbers in zip(gradients, schedule, strict=True):
            theta, state = step(dict(numbers), theta, np.asarray(g, float), state)
            points.append(np.array(theta))
        return np.array(points)

    def _uncompiled(self, gradients: NDArray, schedule: Any, start: NDArray) -> NDArray:
        optimizer, theta = self._built(schedule[0], np.asarray(start, float))
        points = [np.array(theta.value)]
        for g, numbers in zip(gradients, schedule, strict=True):
            self._set(optimizer, numbers)
            optimizer.apply([keras().ops.convert_to_tensor(g)], [theta])
            points.append(np.array(theta.value))
        return np.array(points)

    def _made(self, numbers: Mapping[str, float]) -> Any:
        return self.cls(**filled(self.arguments, numbers))

    @cached_property
    def _holders(self) -> dict[str, str]:
        with library("jax", "keras").ensure_compile_time_eval():  # while JAX traces, variables have no values
            return holders(self._made, self.parameters, _kept)

    def _set(self, optimizer: Any, numbers: Numbers) -> None:
        """Put the hyperparameters into the attributes and variables that hold them."""
        for place, letter in self._holders.items():
            variable: Any = getattr(optimizer, place, None)
            if isinstance(variable, keras().Variable):
                variable.assign(numbers[letter])
            else:
                setattr(optimizer, place, numbers[letter])

    def _built(self, numbers: Mapping[str, float], start: Any, put: Numbers | None = None) -> tuple[Any, Any]:
        """The optimizer and the variable that it moves; hyperparameters are `put` in before it makes its memories."""
        optimizer = self._made(numbers)
        theta = keras().Variable(np.zeros(len(start)), dtype="float64", name=VARIABLE)
        theta.assign(start)
        self._set(optimizer, put or numbers)
        optimizer.build([theta])
        return optimizer, theta

    def _start(self, numbers: Numbers, theta: Any) -> Any:
        optimizer, _ = self._built(hyperparameters(self.parameters, FIRST), theta, numbers)
        return {name: variable.value for name, variable in self._memories(optimizer)}

    def _update(self, numbers: Numbers, theta: Any, g: Any, state: Any) -> Any:
        optimizer, _ = self._built(hyperparameters(self.parameters, FIRST), np.zeros(len(START)), numbers)
        return self._applied(optimizer, numbers, theta, g, state)

    def _applied(self, optimizer: Any, numbers: Numbers, theta: Any, g: Any, state: Any) -> Any:
        """θ and the state after Keras's stateless step."""
        self._set(optimizer, numbers)
        names = {id(variable): name for name, variable in self._memories(optimizer)}
        given = [state[names[id(v)]] if id(v) in names else v.value for v in optimizer.variables]
        (moved,), left = optimizer.stateless_apply(given, [g], [theta])
        after = zip(optimizer.variables, left, strict=True)
        return moved, {names[id(v)]: value for v, value in after if id(v) in names}

    def _memories(self, optimizer: Any) -> Iterator[tuple[str, Any]]:
        """(name, variable) of each variable that holds no hyperparameter."""
        for name, variable in _variables(optimizer):
            if name not in self._holders:
                yield name.removeprefix(f"{VARIABLE}_").strip("_"), variable


def _variables(optimizer: Any) -> Iterator[tuple[str, Any]]:
    """The optimizer's variables by the attribute that holds each, otherwise by their own names."""
    held = {id(value): name for name, value in vars(optimizer).items() if isinstance(value, keras().Variable)}
    yield from ((held.get(id(v), v.name), v) for v in optimizer.variables)


def _kept(optimizer: Any) -> Iterator[tuple[str, Any]]:
    yield from attributes(optimizer)
    yield from ((name, float(v.value)) for name, v in _variables(optimizer) if v.ndim == 0)


@contextmanager
def _float64() -> Iterator[None]:
    """64-bit numbers in Keras and JAX, and afterwards what was set before."""
    config = keras().config
    before = config.floatx()
    config.set_floatx("float64")
    try:
        with double_precision():
            yield
    finally:
        config.set_floatx(before)
