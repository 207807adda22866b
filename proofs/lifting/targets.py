"""Which reader an optimizer needs: told by what it is, without importing any library that is not already there."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from qedescent.proofs.lifting.reading import Target
from qedescent.proofs.lifting.recording import Unreadable

MINE = "qedescent.proofs.lifting"
LIBRARIES = {  # the root of a class's or a factory's module: (module of the reader, its name)
    "torch": ("torch_reader", "TorchTarget"),
    "optax": ("optax_target", "OptaxTarget"),
    "keras": ("keras_target", "KerasTarget"),
    "sklearn": ("sklearn_target", "SklearnTarget"),
}
GRADIENTS = ("g", "grad", "grads", "gradient", "gradients")


def target_of(subject: Any, **arguments: Any) -> Target:
    """The target for a class, an Optax factory or a function, with its arguments: strings name symbols, all else is literal.

    Raises Unreadable for what no reader is made for.
    """
    if not callable(subject):
        raise Unreadable(f"{subject!r} is neither a class nor a function")
    return _reader(subject)(subject, **arguments)


def _reader(subject: Callable[..., Any]) -> Callable[..., Target]:
    for root in roots(subject):
        if root in LIBRARIES:
            module, name = LIBRARIES[root]
            return getattr(import_module(f"{MINE}.{module}"), name)
    if isinstance(subject, type) or takes_a_step(list(inspect.signature(subject).parameters)):
        return import_module(f"{MINE}.function_target").FunctionTarget
    return import_module(f"{MINE}.optax_target").OptaxTarget  # a function that makes a gradient transformation


def takes_a_step(names: Sequence[str]) -> bool:
    """Is a function with these parameters a step (θ, its gradient, memories), and none that makes an optimizer?"""
    return len(names) > 1 and names[1] in GRADIENTS


def roots(subject: Any) -> list[str]:
    """The libraries that a class and its bases, or a function, come from."""
    kinds = subject.__mro__ if isinstance(subject, type) else [subject]
    return [str(getattr(kind, "__module__", "")).split(".")[0] for kind in kinds]
