"""Right optimizers in PyTorch's many styles. Rows as in first_order.py."""

import math

import pytest

torch = pytest.importorskip("torch")


class Momentum(torch.optim.Optimizer):
    """All parameters at once, by foreach operations."""

    def __init__(self, params, lr, momentum):
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            params = [p for p in group["params"] if p.grad is not None]
            for p in params:
                self.state[p].setdefault("velocity", torch.zeros_like(p))
            velocities = [self.state[p]["velocity"] for p in params]
            torch._foreach_mul_(velocities, group["momentum"])
            torch._foreach_sub_(velocities, [group["lr"] * p.grad for p in params])
            torch._foreach_add_(params, velocities)


class Nesterov(torch.optim.Optimizer):
    """The point ahead is the parameter; the velocity is stored without the rate."""

    def __init__(self, params, lr, momentum):
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                velocity = self.state[p].setdefault("velocity", torch.zeros_like(p))
                velocity.mul_(group["momentum"]).add_(p.grad)
                p.data.add_(p.grad + group["momentum"] * velocity, alpha=-group["lr"])


class AdaGrad(torch.optim.Optimizer):
    """Memories made before the first step."""

    def __init__(self, params, lr, eps):
        super().__init__(params, {"lr": lr, "eps": eps})
        for p in self.param_groups[0]["params"]:
            self.state[p]["sum"] = torch.full_like(p, 0.0, requires_grad=False)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                total = self.state[p]["sum"]
                total.addcmul_(p.grad, p.grad)
                p.addcdiv_(p.grad, total.sqrt().add_(group["eps"]), value=-group["lr"])


class RMSProp(torch.optim.Optimizer):
    def __init__(self, params, lr, rho, eps):
        super().__init__(params, {"lr": lr, "rho": rho, "eps": eps})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                state["square"] = torch.lerp(state.get("square", torch.zeros_like(p)), p.grad.square(), 1 - group["rho"])
                p.sub_(group["lr"] * p.grad * torch.rsqrt(state["square"] + group["eps"]))


class Adam(torch.optim.Optimizer):
    """Corrections folded into the rate and the denominator, as PyTorch does; a tensor counts the steps."""

    def __init__(self, params, lr, betas, eps):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(step=0, first=torch.zeros_like(p), second=torch.zeros_like(p))
                state["step"] += 1
                state["first"].lerp_(p.grad, 1 - beta1)
                state["second"].mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                root = math.sqrt(1 - beta2 ** state["step"])
                denominator = (state["second"].sqrt() / root).add_(group["eps"])
                p.addcdiv_(state["first"], denominator, value=-group["lr"] / (1 - beta1 ** state["step"]))


class AdamByForeach(Adam):
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            (beta1, beta2), params = group["betas"], group["params"]
            self.count = getattr(self, "count", 0) + 1
            for p in params:
                self.state[p].setdefault("first", torch.zeros_like(p))
                self.state[p].setdefault("second", torch.zeros_like(p))
            grads = [p.grad for p in params]
            first, second = ([self.state[p][x] for p in params] for x in ("first", "second"))
            torch._foreach_mul_(first, beta1)
            torch._foreach_add_(first, grads, alpha=1 - beta1)
            torch._foreach_mul_(second, beta2)
            torch._foreach_addcmul_(second, grads, grads, 1 - beta2)
            for p, s, r in zip(params, first, second, strict=True):
                p -= group["lr"] * s / (1 - beta1**self.count) / ((r / (1 - beta2**self.count)).sqrt() + group["eps"])


class AdaDelta(torch.optim.Optimizer):
    def __init__(self, params, rho, eps):
        super().__init__(params, {"rho": rho, "eps": eps})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            rho, eps = group["rho"], group["eps"]
            for p in group["params"]:
                state = self.state[p]
                average, unit = (state.setdefault(x, torch.zeros_like(p)) for x in ("average", "unit"))
                average.mul_(rho).addcmul_(p.grad, p.grad, value=1 - rho)
                step = unit.add(eps).sqrt_().div_(average.add(eps).sqrt_()).mul_(p.grad)
                p.sub_(step)
                unit.mul_(rho).addcmul_(step, step, value=1 - rho)


HEAVY = {"lr": "eps", "momentum": "alpha"}
ADAM = {"lr": "eps", "betas": ("rho1", "rho2"), "eps": "delta"}
RIGHT = [
    (Momentum, "momentum", {}, HEAVY),
    (Nesterov, "nesterov", {"held": ("α", "ε")}, HEAVY),
    (AdaGrad, "adagrad", {}, {"lr": "eps", "eps": "delta"}),
    (RMSProp, "rmsprop", {}, {"lr": "eps", "rho": "rho", "eps": "delta"}),
    (Adam, "adam", {}, ADAM),
    (AdamByForeach, "adam", {}, ADAM),
    (AdaDelta, "adadelta", {}, {"rho": "rho", "eps": "delta"}),
]
