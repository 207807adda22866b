"""Optax: a factory of gradient transformations, made anew with each step's hyperparameters around the same state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.jax_target import JaxTarget
from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.titles import title


class OptaxTarget(JaxTarget):
    """`OptaxTarget(optax.adam, learning_rate="eps", b1="rho1", b2="rho2", eps="delta")`: strings name symbols."""

    def __init__(self, factory: Callable[..., Any], /, **arguments: Any):
        def made(numbers: Mapping[str, Any]) -> Any:
            transformation = factory(**numbers)
            if not (hasattr(transformation, "init") and hasattr(transformation, "update")):
                kind = type(transformation).__name__
                raise Unreadable(f"{self.name} returns {kind}, which is no gradient transformation with init and update")
            return transformation

        def start(theta: Any, **numbers: Any) -> Any:
            return made(numbers).init(theta)

        def update(theta: Any, g: Any, state: Any, **numbers: Any) -> Any:
            updates, state = made(numbers).update(g, state, theta)
            return library("optax", "optax").apply_updates(theta, updates), state

        super().__init__(start, update, **arguments)
        self.name = title(factory, arguments)
