"""Optimizers in PyTorch's own style, in place and parameter by parameter, each with a slip. Rows as in first_order.py."""

import pytest

torch = pytest.importorskip("torch")

DIFFERENT = None


class Written(torch.optim.Optimizer):
    """An optimizer whose step on one parameter is `turn(parameter, gradient, state, group)`."""

    def __init__(self, params, **defaults):
        super().__init__(params, defaults)

    def turn(self, p, grad, state, group):
        raise NotImplementedError

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                self.turn(p, p.grad, self.state[p], group)


def optimizer(turn):
    """The class of optimizers with this step."""
    return type(turn.__name__, (Written,), {"turn": lambda self, *given: turn(*given), "__module__": __name__})


def memory(state, name, p):
    if name not in state:
        state[name] = torch.zeros_like(p)
    return state[name]


def moments(p, grad, state, beta1, beta2):
    """(the averages, how many steps they have seen)"""
    state["step"] = state.get("step", 0) + 1
    first, second = memory(state, "exp_avg", p), memory(state, "exp_avg_sq", p)
    return first.lerp_(grad, 1 - beta1), second.mul_(beta2).addcmul_(grad, grad, value=1 - beta2), state["step"]


@optimizer
def climbs(p, grad, state, group):
    p.add_(grad, alpha=group["lr"])


@optimizer
def velocity_never_stored(p, grad, state, group):
    velocity = memory(state, "momentum_buffer", p).mul(group["momentum"]).sub(grad, alpha=group["lr"])
    p.add_(velocity)


@optimizer
def gradient_stored_for_velocity(p, grad, state, group):
    velocity = memory(state, "momentum_buffer", p).mul(group["momentum"]).sub(grad, alpha=group["lr"])
    p.add_(velocity)
    state["momentum_buffer"] = -group["lr"] * grad.clone()


@optimizer
def point_before_is_the_point_itself(p, grad, state, group):
    last = state.get("last", p).clone()
    state["last"] = p  # no copy: it moves along
    p.add_(p - last, alpha=group["momentum"]).sub_(grad, alpha=group["lr"])


@optimizer
def velocity_dampened_by_the_momentum(p, grad, state, group):
    velocity = memory(state, "momentum_buffer", p).mul_(group["momentum"]).add_(grad, alpha=1 - group["momentum"])
    p.sub_(velocity, alpha=group["lr"])


@optimizer
def first_velocity_is_the_parameter(p, grad, state, group):
    velocity = state.setdefault("momentum_buffer", p.clone()).mul_(group["momentum"]).sub_(grad, alpha=group["lr"])
    p.add_(velocity)


@optimizer
def adds_the_whole_buffer(p, grad, state, group):
    velocity = memory(state, "momentum_buffer", p).mul_(group["momentum"]).add_(grad)
    p.sub_(grad.add(velocity), alpha=group["lr"])


@optimizer
def ahead_by_the_old_buffer(p, grad, state, group):
    velocity = memory(state, "momentum_buffer", p)
    p.sub_(grad.add(velocity, alpha=group["momentum"]), alpha=group["lr"])
    velocity.mul_(group["momentum"]).add_(grad)


@optimizer
def average_s_weights_swapped(p, grad, state, group):
    average = memory(state, "square_avg", p).lerp_(grad * grad, group["rho"])
    p.addcdiv_(grad, average.add(group["eps"]).sqrt(), value=-group["lr"])


@optimizer
def divides_by_the_square(p, grad, state, group):
    average = memory(state, "square_avg", p).mul_(group["rho"]).addcmul_(grad, grad, value=1 - group["rho"])
    p.addcdiv_(grad, average.add(group["eps"]), value=-group["lr"])


@optimizer
def small_constant_piles_up(p, grad, state, group):
    average = memory(state, "square_avg", p).mul_(group["rho"]).addcmul_(grad, grad, value=1 - group["rho"])
    p.addcdiv_(grad, average.add_(group["eps"]).sqrt(), value=-group["lr"])  # add_ where add was meant


@optimizer
def root_stays_in_the_memory(p, grad, state, group):
    average = memory(state, "square_avg", p).mul_(group["rho"]).addcmul_(grad, grad, value=1 - group["rho"])
    p.addcdiv_(grad, average.sqrt_().add(group["eps"]), value=-group["lr"])


@optimizer
def counts_by_two(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    state["step"] = step + 1
    beta1, beta2 = group["betas"]
    denom = (second / (1 - beta2**step)).sqrt_().add_(group["eps"])
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"])


@optimizer
def constant_under_the_root(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    beta1, beta2 = group["betas"]
    denom = (second / (1 - beta2**step)).add_(group["eps"]).sqrt_()
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"])


@optimizer
def correction_outside_the_root(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    beta1, beta2 = group["betas"]
    denom = second.sqrt().div_(1 - beta2**step).add_(group["eps"])
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"])


@optimizer
def first_average_s_weights_swapped(p, grad, state, group):
    beta1, beta2 = group["betas"]
    first, second, step = moments(p, grad, state, 1 - beta1, beta2)
    denom = (second / (1 - beta2**step)).sqrt_().add_(group["eps"])
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"])


@optimizer
def rate_before_the_root(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    beta1, beta2 = group["betas"]
    p.addcdiv_(first, second.sqrt().add_(group["eps"]), value=-group["lr"] * (1 - beta2**step) ** 0.5 / (1 - beta1**step))


@optimizer
def largest_never_stored(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    beta1, beta2 = group["betas"]
    largest = torch.maximum(memory(state, "max_exp_avg_sq", p), second)
    denom = (largest / (1 - beta2**step)).sqrt_().add_(group["eps"])
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"])


@optimizer
def decays_last(p, grad, state, group):
    first, second, step = moments(p, grad, state, *group["betas"])
    beta1, beta2 = group["betas"]
    denom = (second / (1 - beta2**step)).sqrt_().add_(group["eps"])
    p.addcdiv_(first / (1 - beta1**step), denom, value=-group["lr"]).mul_(1 - group["lr"] * group["wd"])


@optimizer
def unit_updated_first(p, grad, state, group):
    rho, eps = group["rho"], group["eps"]
    average, unit = memory(state, "square_avg", p), memory(state, "acc_delta", p)
    average.mul_(rho).addcmul_(grad, grad, value=1 - rho)
    step = unit.add(eps).sqrt_().div_(average.add(eps).sqrt_()).mul_(grad)
    unit.mul_(rho).addcmul_(step, step, value=1 - rho)
    p.sub_(unit.add(eps).sqrt_().div_(average.add(eps).sqrt_()).mul_(grad))


RATE, HEAVY = {"lr": "eps"}, {"lr": "eps", "momentum": "alpha"}
SCALED = {"lr": "eps", "rho": "rho", "eps": "delta"}
ADAM = {"lr": "eps", "betas": ("rho1", "rho2"), "eps": "delta"}
ALTERED = [
    (climbs, "sgd", DIFFERENT, RATE),
    (velocity_never_stored, "momentum", DIFFERENT, HEAVY),
    (gradient_stored_for_velocity, "momentum", DIFFERENT, HEAVY),
    (point_before_is_the_point_itself, "momentum", DIFFERENT, HEAVY),
    (velocity_dampened_by_the_momentum, "momentum", {"held": ("ε",)}, HEAVY),
    (first_velocity_is_the_parameter, "momentum", DIFFERENT, HEAVY),
    (adds_the_whole_buffer, "nesterov", DIFFERENT, HEAVY),
    (ahead_by_the_old_buffer, "nesterov", DIFFERENT, HEAVY),
    (average_s_weights_swapped, "rmsprop", {"setting": {"ρ": "1 - ρ"}}, SCALED),
    (divides_by_the_square, "rmsprop", DIFFERENT, SCALED),
    (small_constant_piles_up, "rmsprop", DIFFERENT, SCALED),
    (root_stays_in_the_memory, "rmsprop", DIFFERENT, SCALED),
    (counts_by_two, "adam", DIFFERENT, ADAM),
    (constant_under_the_root, "adam", DIFFERENT, ADAM),
    (correction_outside_the_root, "adam", DIFFERENT, ADAM),
    (first_average_s_weights_swapped, "adam", DIFFERENT, ADAM),
    (rate_before_the_root, "adam", {"setting": {"δ": "δ/√(1 - ρ₂^t)"}, "moves": ("δ",)}, ADAM),
    (largest_never_stored, "amsgrad", DIFFERENT, ADAM),
    (decays_last, "adamw", DIFFERENT, {**ADAM, "wd": "wd"}),
    (unit_updated_first, "adadelta", DIFFERENT, {"rho": "rho", "eps": "delta"}),
]
