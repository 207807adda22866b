"""AdaGrad, RMSProp and AdaDelta, each with a slip. Rows as in first_order.py."""

import numpy as np

DIFFERENT = None
OR_DIFFERENT = {"or": ("DIFFERENT",)}


def summed_small_constant_inside(theta, g, r=0, *, lr, delta):
    r = r + g**2
    return theta - lr * g / np.sqrt(r + delta), r


def summed_small_constant_dropped(theta, g, r=0, *, lr):
    r = r + g**2
    return theta - lr * g / np.sqrt(r), r


def summed_small_constant_under_a_root_of_its_own(theta, g, r=0, *, lr, delta):
    r = r + g**2
    return theta - lr * g / (np.sqrt(r) + np.sqrt(delta)), r


def summed_square_lost(theta, g, r=0, *, lr, delta):
    r = r + abs(g)
    return theta - lr * g / (np.sqrt(r) + delta), r


def summed_root_lost(theta, g, r=0, *, lr, delta):
    r = r + g**2
    return theta - lr * g / (r + delta), r


def average_for_the_sum(theta, g, r=0, *, lr, delta):
    r = 9 / 10 * r + 1 / 10 * g**2
    return theta - lr * g / (np.sqrt(r) + delta), r


def mean_for_the_sum(theta, g, r=0, *, lr, delta, t):
    r = r + g**2
    return theta - lr * g / (np.sqrt(r / t) + delta), r


def summed_from_a_tenth(theta, g, r=0.1, *, lr, delta):
    r = r + g**2
    return theta - lr * g / (np.sqrt(r) + delta), r


def summed_one_step_late(theta, g, r=0, *, lr, delta):
    return theta - lr * g / (np.sqrt(r) + delta), r + g**2


def summed_with_the_rate(theta, g, r=0, *, lr, delta):
    r = r + (lr * g) ** 2
    return theta - lr * g / (np.sqrt(r) + delta), r


def summed_roots(theta, g, r=0, *, lr, delta):
    r = np.sqrt(r) + g**2
    return theta - lr * g / (np.sqrt(r) + delta), r


def small_constant_outside(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / (np.sqrt(r) + delta), r


def small_constant_dropped(theta, g, r=0, *, lr, rho):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r), r


def small_constant_squared(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r + delta**2), r


def small_constant_in_the_memory(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * (g**2 + delta)
    return theta - lr * g / np.sqrt(r), r


def sum_for_the_average(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + g**2
    return theta - lr * g / np.sqrt(r + delta), r


def weights_swapped(theta, g, r=0, *, lr, rho, delta):
    r = (1 - rho) * r + rho * g**2
    return theta - lr * g / np.sqrt(r + delta), r


def square_lost(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * abs(g)
    return theta - lr * g / np.sqrt(r + delta), r


def weight_squared_with_the_gradient(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + ((1 - rho) * g) ** 2
    return theta - lr * g / np.sqrt(r + delta), r


def root_lost(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / (r + delta), r


def old_average_used(theta, g, r=0, *, lr, rho, delta):
    return theta - lr * g / np.sqrt(r + delta), rho * r + (1 - rho) * g**2


def bias_corrected(theta, g, r=0, *, lr, rho, delta, t):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r / (1 - rho**t) + delta), r


def average_from_one(theta, g, r=1, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r + delta), r


def centred(theta, g, m=0, r=0, *, lr, rho, delta):
    m, r = rho * m + (1 - rho) * g, rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r - m**2 + delta), m, r


def centred_one_step_late(theta, g, m=0, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * (g - m) ** 2
    return theta - lr * g / np.sqrt(r + delta), rho * m + (1 - rho) * g, r


def scaled_twice(theta, g, r=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    return theta - lr * g / np.sqrt(r + delta) / np.sqrt(r + delta), r


def rate_on_the_units(theta, g, r=0, d=0, *, lr, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = np.sqrt(d + delta) / np.sqrt(r + delta) * g
    return theta - lr * step, r, rho * d + (1 - rho) * step**2


def units_small_constants_outside(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = (np.sqrt(d) + delta) / (np.sqrt(r) + delta) * g
    return theta - step, r, rho * d + (1 - rho) * step**2


def units_of_this_step(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = np.sqrt(d + delta) / np.sqrt(r + delta) * g
    d = rho * d + (1 - rho) * step**2
    return theta - np.sqrt(d + delta) / np.sqrt(r + delta) * g, r, d


def units_square_lost(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = np.sqrt(d + delta) / np.sqrt(r + delta) * g
    return theta - step, r, rho * d + (1 - rho) * abs(step)


def units_upside_down(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = np.sqrt(r + delta) / np.sqrt(d + delta) * g
    return theta - step, r, rho * d + (1 - rho) * step**2


def units_of_the_gradient(theta, g, r=0, d=0, *, rho, delta):
    r = rho * r + (1 - rho) * g**2
    step = np.sqrt(d + delta) / np.sqrt(r + delta) * g
    return theta - step, r, rho * d + (1 - rho) * g**2


ALTERED = [
    (summed_small_constant_inside, "adagrad", DIFFERENT),
    (summed_small_constant_dropped, "adagrad", {"setting": {"δ": "0"}}),
    (summed_small_constant_under_a_root_of_its_own, "adagrad", {"setting": {"δ": "√(δ)"}}),
    (summed_square_lost, "adagrad", DIFFERENT),
    (summed_root_lost, "adagrad", DIFFERENT),
    (average_for_the_sum, "adagrad", DIFFERENT),
    (mean_for_the_sum, "adagrad", {"moves": ("ε", "δ")}),
    (summed_from_a_tenth, "adagrad", DIFFERENT),
    (summed_one_step_late, "adagrad", DIFFERENT),
    (summed_with_the_rate, "adagrad", DIFFERENT),
    (summed_roots, "adagrad", DIFFERENT),
    (small_constant_outside, "rmsprop", DIFFERENT),
    (small_constant_dropped, "rmsprop", {"setting": {"δ": "0"}}),
    (small_constant_squared, "rmsprop", {"setting": {"δ": "δ²"}}),
    (small_constant_in_the_memory, "rmsprop", {"moves": ("δ",), "held": ("δ", "ρ"), **OR_DIFFERENT}),
    (sum_for_the_average, "rmsprop", {"held": ("ρ",)}),
    (weights_swapped, "rmsprop", {"setting": {"ρ": "1 - ρ"}}),
    (square_lost, "rmsprop", DIFFERENT),
    (weight_squared_with_the_gradient, "rmsprop", {"held": ("ρ",)}),
    (root_lost, "rmsprop", DIFFERENT),
    (old_average_used, "rmsprop", DIFFERENT),
    (bias_corrected, "rmsprop", {"setting": {"ε": "ε·√(1 - ρ^t)", "δ": "δ·(1 - ρ^t)"}, "moves": ("ε", "δ")}),
    (average_from_one, "rmsprop", {"setting": {"δ": "δ + ρ^t"}, "held": ("ρ",), "moves": ("δ",)}),
    (centred, "rmsprop", DIFFERENT),
    (centred_one_step_late, "rmsprop", DIFFERENT),
    (scaled_twice, "rmsprop", DIFFERENT),
    (rate_on_the_units, "adadelta", DIFFERENT),
    (units_small_constants_outside, "adadelta", DIFFERENT),
    (units_of_this_step, "adadelta", DIFFERENT),
    (units_square_lost, "adadelta", DIFFERENT),
    (units_upside_down, "adadelta", DIFFERENT),
    (units_of_the_gradient, "adadelta", DIFFERENT),
]
