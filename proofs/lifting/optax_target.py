"""Optax: a factory of gradient transformations, made anew with each step's hyperparameters around the same state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qedescent.proofs.lifting.extras import library
from qedescent.proofs.lifting.jax_target import JaxTarget
from qedescent.proofs.lifting.titles import title


class OptaxTarget(JaxTarget):
    """`OptaxTarget(optax.adam, learning_rate="eps", b1="rho1", b2="rho2", eps="delta")`: strings name symbols."""

    def __init__(self, factory: Callable[..., Any], /, **arguments: Any):
        def start(theta: Any, **numbers: Any) -> Any:
            return factory(**numbers).init(theta)

        def update(theta: Any, g: Any, state: Any, **numbers: Any) -> Any:
            updates, state = factory(**numbers).update(g, state, theta)
            return library("optax", "optax").apply_updates(theta, updates), state

        super().__init__(start, update, **arguments)
        self.name = title(factory, arguments)
