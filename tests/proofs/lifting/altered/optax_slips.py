"""Chains of Optax's own transformations with a slip in the chain. Rows as in first_order.py."""

import pytest

optax = pytest.importorskip("optax")

DIFFERENT = None
OR_DIFFERENT = {"or": ("DIFFERENT",)}


def minus_forgotten(lr, b1, b2, eps):
    return optax.chain(optax.scale_by_adam(b1, b2, eps), optax.scale(lr))


def decays_exchanged(lr, b1, b2, eps):
    return optax.chain(optax.scale_by_adam(b2, b1, eps), optax.scale(-lr))


def constant_under_the_root(lr, b1, b2, eps):
    return optax.chain(optax.scale_by_adam(b1, b2, 0.0, eps), optax.scale(-lr))


def largest_moment(lr, b1, b2, eps):
    return optax.chain(optax.scale_by_amsgrad(b1, b2, eps), optax.scale(-lr))


def decay_before_the_moments(lr, b1, b2, eps, wd):
    return optax.chain(optax.add_decayed_weights(wd), optax.scale_by_adam(b1, b2, eps), optax.scale(-lr))


def decay_after_the_rate(lr, b1, b2, eps, wd):
    return optax.chain(optax.scale_by_adam(b1, b2, eps), optax.scale(-lr), optax.add_decayed_weights(-wd))


def rate_after_the_trace(lr, momentum):
    return optax.chain(optax.trace(momentum), optax.scale(-lr))


def looking_ahead_switched_on(lr, momentum):
    return optax.chain(optax.scale(-lr), optax.trace(momentum, nesterov=True))


def looking_ahead_switched_off(lr, momentum):
    return optax.chain(optax.scale(-lr), optax.trace(momentum))


def average_for_the_trace(lr, momentum):
    return optax.chain(optax.ema(momentum, debias=False), optax.scale(-lr))


def average_corrected(lr, momentum):
    return optax.chain(optax.ema(momentum, debias=True), optax.scale(-lr))


def constant_outside(lr, rho, eps):
    return optax.chain(optax.scale_by_rms(rho, eps, eps_in_sqrt=False), optax.scale(-lr))


def scaled_by_the_deviation(lr, rho, eps):
    return optax.chain(optax.scale_by_stddev(rho, eps), optax.scale(-lr))


def scaled_twice(lr, rho, eps):
    return optax.chain(optax.scale_by_rms(rho, eps), optax.scale_by_rms(rho, eps), optax.scale(-lr))


def scaled_after_the_trace(lr, rho, eps, momentum):
    return optax.chain(optax.trace(momentum), optax.scale_by_rms(rho, eps), optax.scale(-lr))


HEAVY = {"lr": "eps", "momentum": "alpha"}
SCALED = {"lr": "eps", "rho": "rho", "eps": "delta"}
ADAM = {"lr": "eps", "b1": "rho1", "b2": "rho2", "eps": "delta"}
ALTERED = [
    (minus_forgotten, "adam", DIFFERENT, ADAM),
    (decays_exchanged, "adam", {"setting": {"ρ1": "ρ₂", "ρ2": "ρ₁"}, **OR_DIFFERENT}, ADAM),
    (constant_under_the_root, "adam", DIFFERENT, ADAM),
    (largest_moment, "adam", DIFFERENT, ADAM),
    (decay_before_the_moments, "adamw", DIFFERENT, {**ADAM, "wd": "wd"}),
    (decay_after_the_rate, "adamw", {"setting": {"wd": "wd/ε"}}, {**ADAM, "wd": "wd"}),
    (rate_after_the_trace, "momentum", {"held": ("ε",)}, HEAVY),
    (looking_ahead_switched_on, "momentum", DIFFERENT, HEAVY),
    (looking_ahead_switched_off, "nesterov", DIFFERENT, HEAVY),
    (average_for_the_trace, "momentum", {"held": ("ε",)}, HEAVY),
    (average_corrected, "momentum", DIFFERENT, HEAVY),
    (constant_outside, "rmsprop", DIFFERENT, SCALED),
    (scaled_by_the_deviation, "rmsprop", DIFFERENT, SCALED),
    (scaled_twice, "rmsprop", DIFFERENT, SCALED),
    (scaled_after_the_trace, "rmsprop_momentum", DIFFERENT, {**SCALED, "momentum": "alpha"}),
]
