"""An author's own function or class as an optimizer of the ensemble, its hyperparameters numbers or schedules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric.schedules import at

Gradient = Callable[[NDArray], NDArray]
NAMED = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


@dataclass(frozen=True)
class FromFunction:
    """`def f(theta, g, memory=start, *, hyperparameter, t): return new_theta, new_memory`, on arrays of all runs.

    A memory begins as its default in every entry; t is the step count, from 1. Raises TypeError for hyperparameters that
    the function lacks or misses; a step raises ValueError where the function returns something of another shape.
    """

    function: Callable[..., Any]
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_strange(self.function, self.hyperparameters, _hyperparameters(self.function))
        beginnings = {p.name: p.default for p in _memories(self.function)}
        missing = [x for x, default in beginnings.items() if default is Parameter.empty]
        if missing:
            raise TypeError(f"{', '.join(missing)} must begin as something: give it a default, or put a * before it")

    @cached_property
    def _counts(self) -> bool:
        return "t" in inspect.signature(self.function).parameters

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return {p.name: np.full(theta.shape, p.default, theta.dtype) for p in _memories(self.function)}

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Gradient, k: Any) -> None:
        """One step in place; what the function returns is copied, for the gradient's buffer is used again."""
        numbers = {x: at(value, k) for x, value in self.hyperparameters.items()}
        if self._counts:
            numbers["t"] = k
        returned = self.function(theta, gradient(theta), **state, **numbers)
        after = returned if isinstance(returned, tuple) else (returned,)
        if len(after) != 1 + len(state):
            raise ValueError(f"{len(state)} memories go in and {len(after) - 1} come out")
        for name, old, new in zip(("theta", *state), (theta, *state.values()), after, strict=True):
            old[...] = _of_shape(name, new, old.shape)


@dataclass(frozen=True)
class FromClass:
    """A class whose objects have `start(theta)` and `step(theta, state, gradient, k)` in place, made anew for each step
    with the numbers that the schedules have there."""

    cls: Callable[..., Any]
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(callable(getattr(self.cls, name, None)) for name in ("start", "step")):
            raise TypeError(f"{self.cls.__name__} has no start(theta) and step(theta, state, gradient, k)")
        _refuse_strange(self.cls, self.hyperparameters, _named(self.cls))
        self._at(1)

    def start(self, theta: NDArray) -> dict[str, NDArray]:
        return self._at(1).start(theta)

    def step(self, theta: NDArray, state: dict[str, NDArray], gradient: Gradient, k: Any) -> None:
        """One step in place."""
        returned = self._at(k).step(theta, state, gradient, k)
        if returned is not None:
            raise ValueError("a step changes the points in place and returns nothing")

    def _at(self, k: int) -> Any:
        return self.cls(**{x: at(value, k) for x, value in self.hyperparameters.items()})


def takes(subject: Callable[..., Any], name: str) -> bool:
    """Whether the function or class has a hyperparameter of that name."""
    return name in {p.name for p in (_named(subject) if isinstance(subject, type) else _hyperparameters(subject))}


def _hyperparameters(function: Callable[..., Any]) -> list[Parameter]:
    return [p for p in inspect.signature(function).parameters.values() if p.kind == Parameter.KEYWORD_ONLY and p.name != "t"]


def _memories(function: Callable[..., Any]) -> list[Parameter]:
    given = inspect.signature(function).parameters.values()
    return [p for p in [q for q in given if q.kind == Parameter.POSITIONAL_OR_KEYWORD][2:] if p.name != "t"]


def _named(cls: Callable[..., Any]) -> list[Parameter]:
    return [p for p in inspect.signature(cls).parameters.values() if p.kind in NAMED]


def _refuse_strange(subject: Any, given: Mapping[str, Any], known: list[Parameter]) -> None:
    strange = sorted(set(given) - {p.name for p in known})
    missing = [p.name for p in known if p.default is Parameter.empty and p.name not in given]
    if strange:
        raise TypeError(f"{subject.__name__} has no hyperparameter {', '.join(strange)}")
    if missing:
        raise TypeError(f"{subject.__name__} needs a value for {', '.join(missing)}")


def _of_shape(name: str, new: Any, shape: tuple[int, ...]) -> NDArray:
    if np.shape(new) != shape:
        raise ValueError(f"{name} came back with the shape {np.shape(new)}, not {shape}: one number for every run is needed")
    if np.asarray(new).dtype.kind not in "fiu":
        raise ValueError(f"{name} came back with the dtype {np.asarray(new).dtype}, not as real numbers")
    return np.asarray(new)
