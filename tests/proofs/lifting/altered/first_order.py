"""SGD and its momenta, each with a slip: functions of (θ, gradient, memories), and what the slip has made of them.

A row is (optimizer, the rule that it pretends to be, what it truly is): DIFFERENT, or equivalent: {"setting": what the rule's
hyperparameters would have to be, "held": which must be constant, "moves": which of the rule's would change from step to step}.
OR_DIFFERENT marks what is the rule with constants of its own, and another rule with the same constants: both are true answers.
"""

DIFFERENT = None
OR_DIFFERENT = {"or": ("DIFFERENT",)}


def sign_lost(theta, g, *, lr):
    return theta + lr * g


def rate_squared(theta, g, *, lr):
    return theta - lr**2 * g


def gradient_of_the_step_before(theta, g, last=0, *, lr):
    return theta - lr * last, g


def gradients_summed(theta, g, total=0, *, lr):
    total = total + g
    return theta - lr * total, total


def rate_divided_by_the_count(theta, g, *, lr, t):
    return theta - lr / t * g


def mean_of_two_gradients(theta, g, last=0, *, lr):
    return theta - lr * (g + last) / 2, g


def rate_outside(theta, g, v=0, *, lr, momentum):
    v = momentum * v + g
    return theta - lr * v, v


def rate_inside_and_outside(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + lr * v, v


def old_velocity_used(theta, g, v=0, *, lr, momentum):
    return theta + v, momentum * v - lr * g


def velocity_s_sign_lost(theta, g, v=0, *, lr, momentum):
    v = momentum * v + lr * g
    return theta + v, v


def velocity_subtracted_from_itself(theta, g, v=0, *, lr, momentum):
    v = -momentum * v - lr * g
    return theta + v, v


def momentum_applied_twice(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + momentum * v, v


def momentum_squared(theta, g, v=0, *, lr, momentum):
    v = momentum**2 * v - lr * g
    return theta + v, v


def momentum_on_the_gradient_too(theta, g, v=0, *, lr, momentum):
    v = momentum * (v - lr * g)
    return theta + v, v


def average_for_sum(theta, g, m=0, *, lr, momentum):
    m = momentum * m + (1 - momentum) * g
    return theta - lr * m, m


def average_for_sum_inside(theta, g, v=0, *, lr, momentum):
    v = momentum * v - (1 - momentum) * lr * g
    return theta + v, v


def average_with_the_weights_swapped(theta, g, m=0, *, lr, momentum):
    m = (1 - momentum) * m + momentum * g
    return theta - lr * m, m


def average_bias_corrected(theta, g, m=0, *, lr, momentum, t):
    m = momentum * m + (1 - momentum) * g
    return theta - lr * m / (1 - momentum**t), m


def velocity_not_stored(theta, g, v=0, *, lr, momentum):
    return theta + momentum * v - lr * g, v


def velocity_overwritten(theta, g, v=0, *, lr, momentum):
    v = v - lr * g
    return theta + v, momentum * lr * g


def gradient_step_on_top(theta, g, v=0, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + v - lr * g, v


def dampened(theta, g, v=0, *, lr, momentum, tau):
    v = momentum * v - (1 - tau) * lr * g
    return theta + v, v


def dampened_but_at_first(theta, g, v=0, *, lr, momentum, tau, t):
    v = -lr * g if t == 1 else momentum * v - (1 - tau) * lr * g
    return theta + v, v


def velocity_from_one(theta, g, v=1, *, lr, momentum):
    v = momentum * v - lr * g
    return theta + v, v


def momentum_to_the_power_of_the_count(theta, g, v=0, *, lr, momentum, t):
    v = momentum**t * v - lr * g
    return theta + v, v


def decay_on_the_velocity(theta, g, v=0, *, lr, momentum, wd):
    v = momentum * v - lr * (g + wd * v)
    return theta + v, v


def decay_decoupled(theta, g, v=0, *, lr, momentum, wd):
    v = momentum * v - lr * g
    return (1 - lr * wd) * theta + v, v


def decay_s_sign_lost(theta, g, v=0, *, lr, momentum, wd):
    v = momentum * v - lr * (g - wd * theta)
    return theta + v, v


ALTERED = [
    (sign_lost, "sgd", DIFFERENT),
    (rate_squared, "sgd", {"setting": {"ε": "ε²"}}),
    (gradient_of_the_step_before, "sgd", DIFFERENT),
    (gradients_summed, "sgd", DIFFERENT),
    (rate_divided_by_the_count, "sgd", {"setting": {"ε": "ε/t"}, "moves": ("ε",)}),
    (mean_of_two_gradients, "sgd", DIFFERENT),
    (rate_outside, "momentum", {"held": ("ε",)}),
    (rate_inside_and_outside, "momentum", {"setting": {"ε": "ε²"}, "held": ("ε",)}),
    (old_velocity_used, "momentum", DIFFERENT),
    (velocity_s_sign_lost, "momentum", DIFFERENT),
    (velocity_subtracted_from_itself, "momentum", DIFFERENT),
    (momentum_applied_twice, "momentum", {"setting": {"ε": "α·ε"}, "held": ("α",)}),
    (momentum_squared, "momentum", {"setting": {"α": "α²"}}),
    (momentum_on_the_gradient_too, "momentum", {"setting": {"ε": "α·ε"}}),
    (average_for_sum, "momentum", {"held": ("ε",)}),
    (average_for_sum_inside, "momentum", {"setting": {"ε": "ε·(1 - α)"}}),
    (average_with_the_weights_swapped, "momentum", {"setting": {"ε": "α·ε", "α": "1 - α"}, "held": ("ε",)}),
    (average_bias_corrected, "momentum", DIFFERENT),
    (velocity_not_stored, "momentum", DIFFERENT),
    (velocity_overwritten, "momentum", DIFFERENT),
    (gradient_step_on_top, "momentum", DIFFERENT),
    (dampened, "momentum", {"setting": {"ε": "ε·(1 - τ)"}}),
    (dampened_but_at_first, "momentum", DIFFERENT),
    (velocity_from_one, "momentum", DIFFERENT),
    (momentum_to_the_power_of_the_count, "momentum", {"moves": ("α",), **OR_DIFFERENT}),
    (decay_on_the_velocity, "momentum", {"setting": {"α": "α - wd·ε"}}),
    (decay_decoupled, "momentum_with_decay", DIFFERENT),
    (decay_s_sign_lost, "momentum_with_decay", DIFFERENT),
]
