"""Nesterov momentum, and RMSProp with it, each with a slip: classes of NumPy code that ask for their own gradient, and
functions that store the look-ahead point. Rows as in first_order.py."""

import numpy as np

DIFFERENT = None


class Moving:
    """`turn(θ, v, gradient, lr, momentum)` gives the next θ and v."""

    def __init__(self, lr, momentum):
        self.numbers = lr, momentum

    def turn(self, theta, v, gradient, lr, momentum):
        raise NotImplementedError

    def start(self, theta):
        return {"velocity": np.zeros_like(theta)}

    def step(self, theta, state, gradient, k):
        new, state["velocity"] = self.turn(theta, state["velocity"], gradient, *self.numbers)
        theta[...] = new


class looks_behind(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        v = momentum * v - lr * gradient(theta - momentum * v)
        return theta + v, v


class looks_ahead_by_the_whole_velocity(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        v = momentum * v - lr * gradient(theta + v)
        return theta + v, v


class looks_ahead_with_momentum_twice(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        v = momentum * v
        v = v - lr * gradient(theta + momentum * v)
        return theta + v, v


class stays_ahead(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        theta = theta + momentum * v
        v = momentum * v - lr * gradient(theta)
        return theta + v, v


class does_not_look_ahead(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        v = momentum * v - lr * gradient(theta)
        return theta + v, v


class looks_ahead_and_forgets_the_velocity(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        new = -lr * gradient(theta + momentum * v)
        return theta + new, new


class rate_outside_looking_ahead(Moving):
    def turn(self, theta, v, gradient, lr, momentum):
        v = momentum * v - gradient(theta + lr * momentum * v)
        return theta + lr * v, v


def ahead_stored(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + momentum * v - lr * g, v


def ahead_stored_rate_outside(theta, g, v=0, *, lr, momentum):
    v = momentum * v + g
    return theta - lr * (g + momentum * v), v


def ahead_stored_with_the_wrong_sign(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta - momentum * v - lr * g, v


def ahead_stored_with_the_old_velocity(theta, g, v=0, *, lr, momentum):
    return theta + momentum * v - lr * g, momentum * v - lr * g


def ahead_stored_without_the_gradient(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + momentum * v, v


def ahead_stored_with_an_average(theta, g, m=0, *, lr, momentum):
    m = momentum * m + (1 - momentum) * g
    return theta - lr * (g + momentum * m), m


class Scaling:
    """`turn(θ, r, v, gradient, lr, rho, momentum)` gives the next θ, r and v."""

    def __init__(self, lr, rho, momentum):
        self.numbers = lr, rho, momentum

    def turn(self, theta, r, v, gradient, lr, rho, momentum):
        raise NotImplementedError

    def start(self, theta):
        return {"squared_gradient": np.zeros_like(theta), "velocity": np.zeros_like(theta)}

    def step(self, theta, state, gradient, k):
        new, *memories = self.turn(theta, state["squared_gradient"], state["velocity"], gradient, *self.numbers)
        theta[...], state["squared_gradient"], state["velocity"] = new, *memories


class scaled_without_looking_ahead(Scaling):
    def turn(self, theta, r, v, gradient, lr, rho, momentum):
        g = gradient(theta)
        r = rho * r + (1 - rho) * g**2
        v = momentum * v - lr * g / np.sqrt(r)
        return theta + v, r, v


class scales_the_whole_velocity(Scaling):
    def turn(self, theta, r, v, gradient, lr, rho, momentum):
        g = gradient(theta + momentum * v)
        r = rho * r + (1 - rho) * g**2
        v = momentum * v - lr * g
        return theta + v / np.sqrt(r), r, v


class scaled_by_a_sum(Scaling):
    def turn(self, theta, r, v, gradient, lr, rho, momentum):
        g = gradient(theta + momentum * v)
        r = rho * r + g**2
        v = momentum * v - lr * g / np.sqrt(r)
        return theta + v, r, v


class scaled_without_the_root(Scaling):
    def turn(self, theta, r, v, gradient, lr, rho, momentum):
        g = gradient(theta + momentum * v)
        r = rho * r + (1 - rho) * g**2
        v = momentum * v - lr * g / r
        return theta + v, r, v


ALTERED = [
    (looks_behind, "nesterov", DIFFERENT),
    (looks_ahead_by_the_whole_velocity, "nesterov", DIFFERENT),
    (looks_ahead_with_momentum_twice, "nesterov", DIFFERENT),
    (stays_ahead, "nesterov", DIFFERENT),
    (does_not_look_ahead, "nesterov", DIFFERENT),
    (looks_ahead_and_forgets_the_velocity, "nesterov", DIFFERENT),
    (rate_outside_looking_ahead, "nesterov", {"held": ("ε",)}),
    (ahead_stored, "nesterov", {"held": ("α",)}),
    (ahead_stored_rate_outside, "nesterov", {"held": ("α", "ε")}),
    (ahead_stored_with_the_wrong_sign, "nesterov", DIFFERENT),
    (ahead_stored_with_the_old_velocity, "nesterov", DIFFERENT),
    (ahead_stored_without_the_gradient, "nesterov", DIFFERENT),
    (ahead_stored_with_an_average, "nesterov", DIFFERENT),
    (scaled_without_looking_ahead, "rmsprop_nesterov", DIFFERENT),
    (scales_the_whole_velocity, "rmsprop_nesterov", DIFFERENT),
    (scaled_by_a_sum, "rmsprop_nesterov", {"setting": {"ε": "ε·√(1 - ρ)"}, "held": ("ρ",)}),
    (scaled_without_the_root, "rmsprop_nesterov", DIFFERENT),
]
