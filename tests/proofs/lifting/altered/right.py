"""Right optimizers, written in all the ways in which people write them: NumPy. Rows as in first_order.py."""

import numpy as np


def sgd_with_a_minus_in_front(theta, g, *, lr):
    return -(lr * g - theta)


def sgd_in_place(theta, g, *, lr):
    theta -= np.multiply(lr, g)
    return theta


class HeavyBallOfTwoPoints:
    """The point before is a copy made at the start."""

    def __init__(self, lr, momentum):
        self.lr, self.momentum = lr, momentum

    def start(self, theta):
        return {"last": theta.copy()}

    def step(self, theta, state, gradient, k):
        last = state["last"].copy()
        state["last"][...] = theta
        theta += self.momentum * (theta - last) - self.lr * gradient(theta)


def velocity_with_the_other_sign(theta, g, v=0, *, lr, momentum):
    v = momentum * v + lr * g
    return theta - v, v


def rescaled_average(theta, g, m=0, *, lr, momentum):
    m = momentum * m + (1 - momentum) * g
    return theta - lr / (1 - momentum) * m, m


def average_as_a_correction(theta, g, m=0, *, lr, momentum):
    m = m + (1 - momentum) * (g - m)
    return theta - lr / (1 - momentum) * m, m


def nesterov_with_the_point_ahead_stored(theta, g, v=0, *, lr, momentum):
    new = momentum * v - lr * g
    return theta - momentum * v + (1 + momentum) * new, new


class NesterovByTwoSequences:
    """Both begin where the parameters do."""

    def __init__(self, lr, momentum):
        self.lr, self.momentum = lr, momentum

    def start(self, theta):
        return {"y": theta.copy()}

    def step(self, theta, state, gradient, k):
        y = theta - self.lr * gradient(theta)
        theta[...] = y + self.momentum * (y - state["y"])
        state["y"] = y


def adagrad_in_place(theta, g, r=0, *, lr, delta):
    r += np.square(g)
    scaled = np.sqrt(r)
    scaled += delta
    theta -= lr * np.divide(g, scaled)
    return theta, r


def adagrad_of_a_mean(theta, g, mean=0, *, lr, delta, t):
    mean = mean + (g * g - mean) / t
    return theta - lr * g / (np.sqrt(t * mean) + delta), mean


def rmsprop_as_a_correction(theta, g, r=0, *, lr, rho, delta):
    r = r + (1 - rho) * (g * g - r)
    return theta - lr * g * (r + delta) ** -0.5, r


def rmsprop_of_twice_the_average(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + 2 * (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r / 2 + delta), r


def adadelta_with_one_root(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = g * np.sqrt((d + delta) / (r + delta))
    return theta - step, r, d + (1 - rho) * (step**2 - d)


def adam_in_fewer_operations(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = s + (1 - rho1) * (g - s), r + (1 - rho2) * (g**2 - r)
    denominator = np.sqrt(r) / np.sqrt(1 - rho2**t) + delta
    return theta - lr / (1 - rho1**t) * (s / denominator), s, r


def adam_with_a_moving_constant(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    root = np.sqrt(1 - rho2**t)
    return theta - lr * root / (1 - rho1**t) * s / (np.sqrt(r) + delta * root), s, r


def adam_counting_from_zero(theta, g, s=0, r=0, n=0, *, lr, rho1, rho2, delta):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    first, second = s / (1 - rho1 ** (n + 1)), r / (1 - rho2 ** (n + 1))
    return theta - lr * first / (np.sqrt(second) + delta), s, r, n + 1


def adam_with_running_products(theta, g, s=0, r=0, p=1, q=1, *, lr, rho1, rho2, delta):
    s, r, p, q = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2, rho1 * p, rho2 * q
    return theta - lr * (s / (1 - p)) / (np.sqrt(r / (1 - q)) + delta), s, r, p, q


def adam_with_everything_negative(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s - (1 - rho1) * g, rho2 * r - (1 - rho2) * g**2
    return theta + lr * s / (1 - rho1**t) / (np.sqrt(-r / (1 - rho2**t)) + delta), s, r


def amsgrad_by_hand(theta, g, s=0, r=0, top=0, *, lr, rho1, rho2, delta, t):
    s, r = s + (1 - rho1) * (g - s), r + (1 - rho2) * (g * g - r)
    top = np.maximum(r, top)
    return theta - lr / (1 - rho1**t) * s / (np.sqrt(top) / np.sqrt(1 - rho2**t) + delta), s, r, top


def adamw_decaying_first(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    theta = theta * (1 - lr * wd)
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    return theta - lr * (s / (1 - rho1**t)) / (np.sqrt(r / (1 - rho2**t)) + delta), s, r


def decay_in_the_velocity(theta, g, v=0, *, lr, momentum, wd):
    g = g + wd * theta
    v = momentum * v - lr * g
    return theta + v, v


RIGHT = [
    (sgd_with_a_minus_in_front, "sgd", {}),
    (sgd_in_place, "sgd", {}),
    (HeavyBallOfTwoPoints, "momentum", {}),
    (velocity_with_the_other_sign, "momentum", {}),
    (rescaled_average, "momentum", {"held": ("α", "ε")}),
    (average_as_a_correction, "momentum", {"held": ("α", "ε")}),
    (nesterov_with_the_point_ahead_stored, "nesterov", {"held": ("α",)}),
    (NesterovByTwoSequences, "nesterov", {"held": ("α",)}),
    (adagrad_in_place, "adagrad", {}),
    (adagrad_of_a_mean, "adagrad", {"or": ("UNDECIDED",)}),
    (rmsprop_as_a_correction, "rmsprop", {}),
    (rmsprop_of_twice_the_average, "rmsprop", {}),
    (adadelta_with_one_root, "adadelta", {}),
    (adam_in_fewer_operations, "adam", {}),
    (adam_with_a_moving_constant, "adam", {}),
    (adam_counting_from_zero, "adam", {}),
    (adam_with_running_products, "adam", {"held": ("ρ1", "ρ2")}),
    (adam_with_everything_negative, "adam", {}),
    (amsgrad_by_hand, "amsgrad", {}),
    (adamw_decaying_first, "adamw", {}),
    (decay_in_the_velocity, "momentum_with_decay", {}),
]
