"""Right optimizers as chains of Optax's transformations, or written by hand in JAX. Rows as in first_order.py."""

import pytest

jnp = pytest.importorskip("jax.numpy")
optax = pytest.importorskip("optax")


def momentum_by_a_trace(lr, momentum):
    return optax.chain(optax.scale(-lr), optax.trace(momentum))


def adam_by_parts(lr, b1, b2, eps):
    return optax.chain(optax.scale_by_adam(b1, b2, eps), optax.scale_by_learning_rate(lr))


def adamw_by_parts(lr, b1, b2, eps, wd):
    return optax.chain(optax.scale_by_adam(b1, b2, eps), optax.add_decayed_weights(wd), optax.scale(-lr))


def rmsprop_by_hand(lr, rho, eps):
    def init(params):
        return {"square": jnp.zeros_like(params)}

    def update(grads, state, params=None):
        square = state["square"] + (1 - rho) * (jnp.square(grads) - state["square"])
        return -lr * grads / jnp.sqrt(square + eps), {"square": square}

    return optax.GradientTransformation(init, update)


def adam_by_hand(lr, b1, b2, eps):
    """Counts from 0, and keeps the moments in a tuple."""

    def init(params):
        return jnp.zeros([], jnp.int32), (jnp.zeros_like(params), jnp.zeros_like(params))

    def update(grads, state, params=None):
        count, (s, r) = state
        s, r = b1 * s + (1 - b1) * grads, b2 * r + (1 - b2) * grads**2
        first, second = s / (1 - b1 ** (count + 1)), r / (1 - b2 ** (count + 1))
        return -lr * first / (jnp.sqrt(second) + eps), (count + 1, (s, r))

    return optax.GradientTransformation(init, update)


ADAM = {"lr": "eps", "b1": "rho1", "b2": "rho2", "eps": "delta"}
RIGHT = [
    (momentum_by_a_trace, "momentum", {}, {"lr": "eps", "momentum": "alpha"}),
    (adam_by_parts, "adam", {}, ADAM),
    (adamw_by_parts, "adamw", {}, {**ADAM, "wd": "wd"}),
    (rmsprop_by_hand, "rmsprop", {}, {"lr": "eps", "rho": "rho", "eps": "delta"}),
    (adam_by_hand, "adam", {}, ADAM),
]
