"""Adam, AdamW and AMSGrad, each with a slip: functions of (θ, gradient, two moments). Rows as in first_order.py."""

import numpy as np

DIFFERENT = None
OR_DIFFERENT = {"or": ("DIFFERENT",)}


def moments(g, s, r, rho1, rho2):
    return rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2


def corrected(s, r, rho1, rho2, t):
    return s / (1 - rho1**t), r / (1 - rho2**t)


def constant_inside(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / np.sqrt(second + delta), s, r


def constant_before_the_correction(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * np.sqrt(1 - rho2**t) / (1 - rho1**t) * s / (np.sqrt(r) + delta), s, r


def constant_dropped(theta, g, s=0, r=0, *, lr, rho1, rho2, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / np.sqrt(second), s, r


def one_step_ahead(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t + 1)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def one_step_behind(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t - 1) if t > 1 else (s, r)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def first_correction_dropped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * s / (np.sqrt(r / (1 - rho2**t)) + delta), s, r


def second_correction_dropped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * s / (1 - rho1**t) / (np.sqrt(r) + delta), s, r


def corrections_dropped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * s / (np.sqrt(r) + delta), s, r


def correction_s_root_lost(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * (1 - rho2**t) / (1 - rho1**t) * s / (np.sqrt(r) + delta), s, r


def corrections_swapped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho2, rho1, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def corrected_in_the_memory(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = corrected(*moments(g, s, r, rho1, rho2), rho1, rho2, t)
    return theta - lr * s / (np.sqrt(r) + delta), s, r


def decays_swapped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho2, rho1)
    first, second = corrected(s, r, rho2, rho1, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def sum_for_the_first(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s + g, moments(g, s, r, rho1, rho2)[1]
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def sum_for_the_second(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)[0], rho2 * r + g**2
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def sign_of_the_first_lost(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s - (1 - rho1) * g, moments(g, s, r, rho1, rho2)[1]
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def square_of_the_second_lost(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)[0], rho2 * r + (1 - rho2) * abs(g)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def root_of_the_second_lost(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (second + delta), s, r


def gradient_for_the_first(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    return theta - lr * g / (np.sqrt(r / (1 - rho2**t)) + delta), s, r


def second_of_the_first(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * s**2
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def second_about_the_first(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * (g - s) ** 2
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def old_first_used(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    new, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), new, r


def old_second_used(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, new = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, new


def first_looks_ahead(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(rho1 * s + (1 - rho1) * g, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def second_from_one(theta, g, s=0, r=1, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def largest_second(theta, g, s=0, r=0, top=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    top = np.maximum(top, r)
    first, second = corrected(s, top, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r, top


def largest_dropped(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def largest_of_the_corrected(theta, g, s=0, r=0, top=0, *, lr, rho1, rho2, delta, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    top = np.maximum(top, second)
    return theta - lr * first / (np.sqrt(top) + delta), s, r, top


def largest_kept_as_the_memory(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, t):
    s, new = moments(g, s, r, rho1, rho2)
    r = np.maximum(r, new)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def decay_in_the_gradient(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    s, r = moments(g + wd * theta, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta), s, r


def decay_without_the_rate(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * first / (np.sqrt(second) + delta) - wd * theta, s, r


def decay_after_the_step(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return (1 - lr * wd) * (theta - lr * first / (np.sqrt(second) + delta)), s, r


def decay_scaled_as_the_gradient(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    s, r = moments(g, s, r, rho1, rho2)
    first, second = corrected(s, r, rho1, rho2, t)
    return theta - lr * (first + wd * theta) / (np.sqrt(second) + delta), s, r


ALTERED = [
    (constant_inside, "adam", DIFFERENT),
    (constant_before_the_correction, "adam", {"setting": {"δ": "δ/√(1 - ρ₂^t)"}, "moves": ("δ",)}),
    (constant_dropped, "adam", {"setting": {"δ": "0"}}),
    (one_step_ahead, "adam", {"moves": ("ε", "δ"), **OR_DIFFERENT}),
    (one_step_behind, "adam", DIFFERENT),
    (first_correction_dropped, "adam", {"setting": {"ε": "ε·(1 - ρ₁^t)"}, "moves": ("ε",)}),
    (second_correction_dropped, "adam", {"moves": ("ε", "δ")}),
    (corrections_dropped, "adam", {"moves": ("ε", "δ")}),
    (correction_s_root_lost, "adam", {"moves": ("ε", "δ")}),
    (corrections_swapped, "adam", {"moves": ("ε", "δ"), **OR_DIFFERENT}),
    (corrected_in_the_memory, "adam", DIFFERENT),
    (decays_swapped, "adam", {"setting": {"ρ1": "ρ₂", "ρ2": "ρ₁"}, **OR_DIFFERENT}),
    (sum_for_the_first, "adam", {"setting": {"ε": "ε/(1 - ρ₁)"}, "held": ("ρ1",)}),
    (sum_for_the_second, "adam", {"held": ("ρ2",)}),
    (sign_of_the_first_lost, "adam", DIFFERENT),
    (square_of_the_second_lost, "adam", DIFFERENT),
    (root_of_the_second_lost, "adam", DIFFERENT),
    (gradient_for_the_first, "adam", DIFFERENT),
    (second_of_the_first, "adam", DIFFERENT),
    (second_about_the_first, "adam", DIFFERENT),
    (old_first_used, "adam", DIFFERENT),
    (old_second_used, "adam", DIFFERENT),
    (first_looks_ahead, "adam", DIFFERENT),
    (second_from_one, "adam", DIFFERENT),
    (largest_second, "adam", DIFFERENT),
    (largest_dropped, "amsgrad", DIFFERENT),
    (largest_of_the_corrected, "amsgrad", DIFFERENT),
    (largest_kept_as_the_memory, "amsgrad", DIFFERENT),
    (decay_in_the_gradient, "adamw", DIFFERENT),
    (decay_without_the_rate, "adamw", {"setting": {"wd": "wd/ε"}}),
    (decay_after_the_step, "adamw", DIFFERENT),
    (decay_scaled_as_the_gradient, "adamw", DIFFERENT),
]
