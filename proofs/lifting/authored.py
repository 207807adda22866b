"""An author's code in one shape, whichever it was written in: state = start(numbers, θ); θ, state = step(...)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from inspect import Parameter
from typing import Any

import numpy as np

from qedescent.proofs.lifting.letters import filled, own_letters
from qedescent.proofs.lifting.recording import Unreadable

Numbers = Mapping[str, Any]
State = dict[str, Any]
Gradient = Callable[[Any], Any]


class AuthoredFunction:
    """`def f(theta, g, memory=start, *, hyperparameter, t): return new_theta, new_memory`."""

    def __init__(self, function: Callable[..., Any], arguments: Mapping[str, Any]):
        given = list(inspect.signature(function).parameters.values())
        named = [p for p in given if p.kind == Parameter.KEYWORD_ONLY and p.name != "t"]
        strange = set(arguments) - {p.name for p in named}
        if strange:
            raise TypeError(f"{function.__name__} has no hyperparameter {', '.join(sorted(strange))}")
        free = [p.name for p in named if p.default is Parameter.empty and p.name not in arguments]
        own = own_letters(free, [p.name for p in named])
        self.function, self.arguments, self.counts = function, {**own, **arguments}, any(p.name == "t" for p in given)
        positional = [p for p in given if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
        self.memories = {p.name: p.default for p in positional[2:] if p.name != "t"}

    def start(self, numbers: Numbers, theta: Any) -> State:
        missing = [x for x, default in self.memories.items() if default is Parameter.empty]
        if missing:
            raise Unreadable(f"{', '.join(missing)} must begin as something: give it a default, or put a * before it")
        return {x: np.full(theta.shape, default, theta.dtype) for x, default in self.memories.items()}

    def step(self, numbers: Numbers, theta: Any, state: State, gradient: Gradient, t: Any) -> tuple[Any, State]:
        count = {"t": t} if self.counts else {}
        left = self.function(theta, gradient(theta), **state, **count, **filled(self.arguments, numbers))
        theta, *memories = left if isinstance(left, tuple) else (left,)
        if len(memories) != len(state):
            raise Unreadable(f"{len(state)} memories go in and {len(memories)} come out")
        return theta, dict(zip(state, memories, strict=True))


class AuthoredClass:
    """A class whose objects have `start(theta)`, which gives a dictionary, and `step(theta, state, gradient, k)` in place."""

    def __init__(self, cls: Callable[..., Any], arguments: Mapping[str, Any]):
        self.cls, self.arguments = cls, dict(arguments)
        if not all(callable(getattr(cls, name, None)) for name in ("start", "step")):
            raise Unreadable(f"{cls.__name__} has no start(theta) and step(theta, state, gradient, k)")

    def start(self, numbers: Numbers, theta: Any) -> State:
        return self.cls(**filled(self.arguments, numbers)).start(theta)

    def step(self, numbers: Numbers, theta: Any, state: State, gradient: Gradient, t: Any) -> tuple[Any, State]:
        self.cls(**filled(self.arguments, numbers)).step(theta, state, gradient, t)
        return theta, state
