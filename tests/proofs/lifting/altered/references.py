"""Rules beside the book's that optimizers pretend to be, as their papers state them."""

import numpy as np


def momentum_with_decay(theta, g, v=0, *, lr, momentum, wd):
    v = momentum * v - lr * (g + wd * theta)
    return theta + v, v


def adamw(theta, g, s=0, r=0, *, lr, rho1, rho2, delta, wd, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    step = s / (1 - rho1**t) / (np.sqrt(r / (1 - rho2**t)) + delta)
    return theta - lr * (step + wd * theta), s, r


def amsgrad(theta, g, s=0, r=0, top=0, *, lr, rho1, rho2, delta, t):
    s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    top = np.maximum(top, r)
    return theta - lr * s / (1 - rho1**t) / (np.sqrt(top / (1 - rho2**t)) + delta), s, r, top


def rmsprop_momentum(theta, g, r=0, v=0, *, lr, rho, delta, momentum):
    r = rho * r + (1 - rho) * g**2
    v = momentum * v - lr * g / np.sqrt(r + delta)
    return theta + v, r, v
