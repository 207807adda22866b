"""Optimizers that people write themselves, in all the ways in which they do: read, or refused for a reason that is named."""

import math
from math import sqrt as bare_sqrt
from types import SimpleNamespace

import numpy as np
import pytest
from sympy import Symbol, sqrt

from qedescent.analytic.notation import g, r, s, t, v, α, δ, ε, θ, λ, ρ, ρ1, ρ2
from qedescent.proofs.language.symbols import function
from qedescent.proofs.lifting.cross_check import ReadingDisagrees
from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.torch_reader import TorchTarget

pytestmark = pytest.mark.filterwarnings("ignore:This overload", "ignore::DeprecationWarning")
torch = pytest.importorskip("torch", reason="needs qedescent[torch]")

sign, largest = function("sign"), function("max", "real", "real", "real")
z, base = Symbol("z", real=True), Symbol("base", real=True)
ADAM = {"lr": "eps", "betas": ("rho1", "rho2"), "eps": "delta"}


class Written(torch.optim.Optimizer):
    """An optimizer whose step on one parameter is a function of (parameter, gradient, state, group)."""

    def __init__(self, params, body, **defaults):
        self.body, self.best = body, float("inf")  # which no formula can contain, and none does
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                self.body(p, p.grad, self.state[p], group)


def target(body, **arguments):
    return TorchTarget(Written, body=body, **arguments)


class Lion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        if not 0.0 <= betas[0] < 1.0:
            raise ValueError("betas")
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in filter(lambda p: p.grad is not None, group["params"]):
                p.data.mul_(1 - group["lr"] * group["weight_decay"])
                state, (beta1, beta2) = self.state[p], group["betas"]
                if len(state) == 0:
                    state["exp_avg"] = torch.zeros_like(p)
                update = state["exp_avg"].clone().mul_(beta1).add(p.grad, alpha=1 - beta1).sign_()
                p.add_(update, alpha=-group["lr"])
                state["exp_avg"].mul_(beta2).add_(p.grad, alpha=1 - beta2)


class AdamOfOldDays(torch.optim.Optimizer):
    """As Adam was written in 2017: .data, a Python count, math.sqrt, factors before tensors, correction in the rate."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                grad = p.grad.data
                state = self.state[p]
                if not state:
                    state["step"] = 0
                    state["exp_avg"] = grad.new_zeros(grad.size())
                    state["exp_avg_sq"] = torch.zeros_like(p.data)
                state["step"] += 1
                beta1, beta2 = group["betas"]
                state["exp_avg"].mul_(beta1).add_(1 - beta1, grad)
                state["exp_avg_sq"].mul_(beta2).addcmul_(1 - beta2, grad, grad)
                denom = state["exp_avg_sq"].sqrt().add_(group["eps"])
                corrected = math.sqrt(1 - beta2 ** state["step"]) / (1 - beta1 ** state["step"])
                p.data.addcdiv_(-group["lr"] * corrected, state["exp_avg"], denom)


class FromScratch(torch.optim.Optimizer):
    """Lists and counts of its own, nothing in `state`, tensors replaced and not changed."""

    def __init__(self, params, lr, momentum):
        super().__init__(params, {})
        self.lr, self.momentum, self.t = lr, momentum, 1
        self.velocity = [torch.zeros_like(p) for group in self.param_groups for p in group["params"]]

    @torch.no_grad()
    def step(self, closure=None):
        for i, p in enumerate(self.param_groups[0]["params"]):
            self.velocity[i] = self.momentum * self.velocity[i] - self.lr / self.t**0.5 * p.grad
            p += self.velocity[i]
        self.t += 1


def averaging(p, grad, state, group):
    """A second sequence that begins where the parameter does, and a floor under the denominator."""
    state.setdefault("z", p.detach().clone())
    state["z"] -= group["lr"] * grad / torch.clamp(grad.abs(), min=group["eps"])
    p.lerp_(state["z"], 1 - group["rho"])


def functional(p, grad, state, group):
    state["square_avg"] = group["rho"] * state.get("square_avg", torch.ones_like(p)) + (1 - group["rho"]) * grad**2
    p.copy_(p - group["lr"] * grad * torch.rsqrt(state["square_avg"] + group["eps"]))


first, second = (s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2)
folded = ε * (sqrt(1 - ρ2**t) / (1 - ρ1**t))
READ = {
    "lion": (
        TorchTarget(Lion, lr="eps", betas=("rho1", "rho2"), weight_decay="lambda"), {s: 0},
        [(θ, (1 - ε * λ) * θ - ε * sign(ρ1 * s + (1 - ρ1) * g)), (s, ρ2 * s + (1 - ρ2) * g)],
    ),
    "adam of old days": (
        TorchTarget(AdamOfOldDays, **ADAM), {s: 0, r: 0}, [first, second, (θ, θ - folded * s / (sqrt(r) + δ))],
    ),
    "from scratch": (
        TorchTarget(FromScratch, lr="eps", momentum="alpha"), {v: 0}, [(v, α * v - ε / sqrt(t) * g), (θ, θ + v)],
    ),
    "a second sequence": (
        target(averaging, lr="eps", eps="delta", rho="rho"), {z: θ},
        [(z, z - ε * g / largest(function("abs")(g), δ)), (θ, ρ * θ + (1 - ρ) * z)],
    ),
    "memories replaced": (
        target(functional, lr="eps", eps="delta", rho="rho"), {r: 1},
        [(r, ρ * r + (1 - ρ) * g**2), (θ, θ - ε * g / sqrt(r + δ))],
    ),
}  # fmt: skip
each = pytest.mark.parametrize("name", READ)


@each
def test_one_s_own_optimizer_is_read(name, beside):
    code, state, assignments = READ[name]
    reading = code.read()
    rule = beside.written(tuple(Symbol(x, real=True) for x in code.parameters), state, *assignments)
    assert beside.differences(reading, rule) == [] and not reading.first and not reading.conditions


@each
def test_the_formulas_lead_where_one_s_own_code_goes(name, beside):
    assert beside.gap(READ[name][0], READ[name][0].read()) < 1e-12


def test_a_number_set_aside_when_it_was_made_is_a_memory():
    class Remembering(torch.optim.SGD):
        def __init__(self, params, lr):
            super().__init__(params, lr=lr)
            self.param_groups[0]["base"] = lr / 2

        def step(self, closure=None):
            self.param_groups[0]["params"][0].data -= self.param_groups[0]["base"]

    reading = TorchTarget(Remembering, lr="eps").read()
    assert reading.start == {"base": ["/", "ε", 2]} and reading.after == {"θ": ["-", "θ", "base"], "base": "base"}


def test_a_choice_between_values_is_a_condition_where_all_coordinates_agree():
    def guarded(p, grad, state, group):
        norm = state.setdefault("sum", torch.zeros_like(p)).addcmul_(grad, grad)
        p -= group["lr"] * torch.where(norm > 0, grad / norm.sqrt(), 0.0)

    reading = target(guarded, lr="eps").read()
    assert reading.conditions == ([">", ["+", "r", ["*", "g", "g"]], 0],)
    with pytest.raises(Unreadable, match="the coordinates go different ways"):
        target(lambda p, grad, state, group: p.sub_(torch.where(grad > 0, grad, 0.0)), lr="eps").read()


WEIGHTS = torch.tensor([1.0, 2.0])  # made before anyone watches


def counted(state):
    return state.setdefault("n", torch.zeros(())).add_(1)


def whole(p, grad, state, group):
    """A step that is read; each of the bodies below does something else."""
    p.add_(grad, alpha=-group["lr"])


def bodies():
    """(what is named, body)"""
    lr = "lr"
    yield "torch.norm", lambda p, grad, state, group: p.sub_(grad / grad.norm())
    yield "torch.mean", lambda p, grad, state, group: p.sub_(grad - grad.mean())
    yield "torch.matmul|torch.dot", lambda p, grad, state, group: p.sub_(grad * grad.dot(p))
    yield "torch.__getitem__", lambda p, grad, state, group: p.sub_(grad[0])
    yield "torch.__setitem__", lambda p, grad, state, group: grad.__setitem__(0, 0.0)
    yield "torch.max", lambda p, grad, state, group: p.sub_(grad / grad.abs().max())
    yield "torch.flip", lambda p, grad, state, group: p.sub_(grad.flip(0))
    yield "torch.mul does not keep", lambda p, grad, state, group: p.sub_(grad.unsqueeze(1) * grad)
    yield "torch.cumsum", lambda p, grad, state, group: p.sub_(grad.cumsum(0))
    yield "numpy", lambda p, grad, state, group: p.sub_(torch.from_numpy(grad.numpy() * 2))
    yield "random", lambda p, grad, state, group: p.sub_(grad * torch.rand(()))
    yield "before it holds anything", lambda p, grad, state, group: p.sub_(torch.empty_like(p))
    yield "takes a part", lambda p, grad, state, group: p.sub_(torch.ones_like(p)[0].mul_(group[lr]))
    yield "could not be followed", lambda p, grad, state, group: p.sub_(grad * WEIGHTS)
    yield "rounds to torch.float32", lambda p, grad, state, group: p.sub_(grad.float() * group[lr])
    yield r"float\(\) of a tensor", lambda p, grad, state, group: p.sub_(grad / float(counted(state)))
    yield r"float\(\) of ε", lambda p, grad, state, group: p.sub_(grad * float(group[lr]))
    yield "remainder", lambda p, grad, state, group: p.sub_(grad * (group[lr] % 1))
    yield "at other numbers or steps", lambda p, grad, state, group: p.sub_(grad * bare_sqrt(group[lr]))
    yield "numpy.sin", lambda p, grad, state, group: p.sub_(grad * np.sin(group[lr]))
    yield "runs where Python does not see it", _scripted()


def _scripted():
    hidden = torch.jit.script(_hidden)
    return lambda p, grad, state, group: hidden(p, grad)


def _hidden(p, grad):  # what has no type is a tensor to TorchScript
    p.sub_(grad)


@pytest.mark.parametrize("case", range(21))
def test_what_no_formula_can_say_is_named(case):
    named, body = list(bodies())[case]
    with pytest.raises(Unreadable, match=named):
        target(body, lr="eps").read()


def test_what_a_formula_can_say_is_not_refused():
    assert target(whole, lr="eps").read().after == {"θ": ["-", "θ", ["*", "ε", "g"]]}


def test_a_buffer_that_is_filled_before_it_is_read_is_no_memory():
    def buffered(p, grad, state, group):
        p.sub_(torch.empty_like(p).copy_(grad).mul_(group["lr"]))

    assert target(buffered, lr="eps").read().after == {"θ": ["-", "θ", ["*", "g", "ε"]]}


def test_numbers_that_change_without_letters_are_looked_up_again():
    def floored(p, grad, state, group):
        factor = torch.full((), 2.5)
        torch._foreach_floor_([factor])
        p.sub_(group["lr"] * grad * factor)

    assert target(floored, lr="eps").read().after == {"θ": ["-", "θ", ["*", ["*", "g", "ε"], 2]]}


def test_what_only_lies_about_is_no_memory():
    def lying_about(p, grad, state, group):
        state["itself"], state["last"] = p.data, grad
        p.sub_(group["lr"] * grad)

    reading = target(lying_about, lr="eps", limit=float("inf")).read()
    assert reading.after == {"θ": ["-", "θ", ["*", "g", "ε"]]}


def test_memories_must_keep_their_places():
    def growing(p, grad, state, group):
        state[f"gradient{len(state)}"] = grad
        p.sub_(group["lr"] * grad)

    with pytest.raises(Unreadable, match="in the same places"):
        target(growing, lr="eps").read()


@pytest.mark.parametrize(("default", "low", "high"), [(0.01, 0.05, 0.3), (0.01, 0.4, 1.0), (300.0, 299.0, 301.0), (1.2, 1.0, 2.0)])
def test_numbers_are_found_that_the_class_accepts(default, low, high):
    class Picky(torch.optim.SGD):
        def __init__(self, params, lr=default):
            if not low < lr < high:
                raise ValueError(f"{lr} is out of range")
            super().__init__(params, lr=lr)

    assert TorchTarget(Picky, lr="eps").read().conditions == ()
    with pytest.raises(Unreadable, match="out of range"):
        TorchTarget(Picky, lr=-1.0).read()


def test_a_refusal_stands_though_the_code_goes_on():
    def persistent(p, grad, state, group):
        try:
            scale = grad.norm()
        except TypeError:
            scale = 1.0
        p.sub_(grad / scale)

    with pytest.raises(Unreadable, match=r"torch\.norm"):
        target(persistent, lr="eps").read()


def test_what_the_code_does_behind_the_reader_s_back_is_found_out():
    class Hiding(torch.optim.SGD):
        def __init__(self, params, lr):
            super().__init__(params, lr=lr)
            self.aside = SimpleNamespace(lr=lr, count=0)

        @torch.no_grad()
        def step(self, closure=None):
            self.aside.count += 1
            self.param_groups[0]["params"][0].sub_(self.aside.lr * self.param_groups[0]["params"][0].grad)

    class Alternating(Hiding):
        def step(self, closure=None):
            super().step()
            if self.aside.count % 3 == 0:
                super().step()

    with pytest.raises(ReadingDisagrees, match="moving hyperparameters"):
        TorchTarget(Hiding, lr="eps").read()
    with pytest.raises(Unreadable, match="at other numbers or steps"):
        TorchTarget(Alternating, lr="eps").read()


def test_a_count_kept_in_a_tensor_and_every_other_step_are_told_apart():
    def alternating(p, grad, state, group):
        step = state.setdefault("step", torch.zeros(()))
        step += 1
        if step > 3:
            p.sub_(group["lr"] * grad)

    reading = target(alternating, lr="eps").read()
    assert reading.conditions == ([">", "t", 3],) and reading.first == {"θ": "θ"}


def test_numpy_s_roots_of_hyperparameters_are_read():
    reading = target(lambda p, grad, state, group: p.sub_(grad * np.sqrt(group["lr"])), lr="eps").read()
    assert reading.after == {"θ": ["-", "θ", ["*", "g", ["sqrt", "ε"]]]}
