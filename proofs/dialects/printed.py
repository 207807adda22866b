"""The formulas that the libraries print in their documentation, written in our letters; each with words it must contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Abs, Max, Symbol, sqrt

from qedescent.analytic.notation import d, g, r, s, t, v, α, δ, ε, θ, ρ, ρ1, ρ2
from qedescent.analytic.rule import UpdateRule
from qedescent.analytic.rules import adadelta, adagrad, adam, momentum, nadam, sgd

wd, m, u, r_max = (Symbol(name, real=True) for name in ("wd", "m", "u", "r_max"))
SQUARES, MEAN = (r, ρ * r + (1 - ρ) * g**2), (m, ρ * m + (1 - ρ) * g)
MOMENTS = ((s, ρ1 * s + (1 - ρ1) * g), (r, ρ2 * r + (1 - ρ2) * g**2))
MEAN_HAT = s / (1 - ρ1**t)
SCALED = MEAN_HAT / (sqrt(r / (1 - ρ2**t)) + δ)
HAT = (θ, θ - ε * sqrt(1 - ρ2**t) / (1 - ρ1**t) * s / (sqrt(r) + δ))


@dataclass(frozen=True)
class Printed:
    """A formula as the documentation has it, for as long as the documentation contains the quote."""

    rule: UpdateRule
    quote: str


def _rule(parameters: tuple, state: dict, *assignments: tuple) -> UpdateRule:
    return UpdateRule("formula in its documentation", "the", "the library's documentation", parameters, state, assignments)


OUTSIDE = _rule((ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * v))
OUTSIDE_AHEAD = _rule((ε, α), {v: 0}, (v, α * v + g), (θ, θ - ε * (g + α * v)))
DECAYED = (ε, ρ1, ρ2, δ, wd)
ADAMW = _rule(DECAYED, {s: 0, r: 0}, *MOMENTS, (θ, θ - ε * wd * θ - ε * SCALED))
AMSGRAD = _rule((ε, ρ1, ρ2, δ), {s: 0, r: 0, r_max: 0}, *MOMENTS, (r_max, Max(r_max, r)),
                (θ, θ - ε * MEAN_HAT / (sqrt(r_max / (1 - ρ2**t)) + δ)))  # fmt: skip
ADAMAX = _rule((ε, ρ1, ρ2, δ), {s: 0, u: 0}, MOMENTS[0], (u, Max(ρ2 * u, Abs(g) + δ)), (θ, θ - ε * MEAN_HAT / u))
ADAMAX_OUTSIDE = _rule((ε, ρ1, ρ2, δ), {s: 0, u: 0}, MOMENTS[0], (u, Max(ρ2 * u, Abs(g))), (θ, θ - ε * MEAN_HAT / (u + δ)))
BIASED_AHEAD = (ρ1 * s / (1 - ρ1 ** (t + 1)) + (1 - ρ1) * g / (1 - ρ1**t)) / (sqrt(r / (1 - ρ2**t)) + δ)
DELTA = sqrt(d + δ) / sqrt(r + δ) * g


def _rmsprop(spread: object, heavy: bool) -> UpdateRule:
    """Of torch.optim: the rate outside the velocity, the constant outside the root."""
    centred = spread != r
    step = g / (sqrt(spread) + δ)
    ball = ((v, α * v + step), (θ, θ - ε * v)) if heavy else ((θ, θ - ε * step),)
    state = {r: 0, **({m: 0} if centred else {}), **({v: 0} if heavy else {})}
    return _rule((ε, ρ, *([α] if heavy else []), δ), state, SQUARES, *([MEAN] if centred else []), *ball)


TORCH_ROOT, TORCH_ADAM = r"\big(\sqrt{\tilde{v_t}} + \epsilon \big)", r"\big(\sqrt{\widehat{v_t}} + \epsilon \big)"
OPTAX_SGD, OPTAX_ADAM = r"m_t &\leftarrow g_t + \mu m_{t-1}", r"\hat{v}_t &\leftarrow v_t / {(1-\beta_2^t)}"
ADAMS = (ε, ρ1, ρ2, δ)
PRINTED: Mapping[str, Printed] = {
    "torch.optim.SGD()": Printed(sgd, r"\theta_t \leftarrow \theta_{t-1} - \gamma g_t"),
    "torch.optim.SGD(weight_decay=wd)": Printed(
        _rule((ε, wd), {}, (θ, θ - ε * (g + wd * θ))), r"g_t \leftarrow g_t + \lambda \theta_{t-1}"
    ),
    "torch.optim.SGD(momentum=alpha)": Printed(OUTSIDE, r"\textbf{b}_t \leftarrow \mu \textbf{b}_{t-1} + (1-\tau) g_t"),
    "torch.optim.SGD(momentum=alpha, nesterov=True)": Printed(OUTSIDE_AHEAD, r"g_t \leftarrow g_{t} + \mu \textbf{b}_t"),
    "torch.optim.Adagrad()": Printed(adagrad, r"\tilde{\gamma} \frac{g_t}{\sqrt{state\_sum_t}+\epsilon}"),
    "torch.optim.RMSprop()": Printed(_rmsprop(r, False), TORCH_ROOT),
    "torch.optim.RMSprop(momentum=alpha)": Printed(_rmsprop(r, True), TORCH_ROOT),
    "torch.optim.RMSprop(centered=True)": Printed(_rmsprop(r - m**2, False), TORCH_ROOT),
    "torch.optim.RMSprop(centered=True, momentum=alpha)": Printed(_rmsprop(r - m**2, True), TORCH_ROOT),
    "torch.optim.Adadelta()": Printed(
        _rule((ε, ρ, δ), {r: 0, d: 0}, SQUARES, (θ, θ - ε * DELTA), (d, ρ * d + (1 - ρ) * DELTA**2)),
        r"\theta_t \leftarrow \theta_{t-1} - \gamma \Delta x_t",
    ),
    "torch.optim.Adam()": Printed(adam, TORCH_ADAM),
    "torch.optim.AdamW(weight_decay=wd)": Printed(ADAMW, r"\theta_{t-1} - \gamma \lambda \theta_{t-1}"),
    "torch.optim.Adam(amsgrad=True)": Printed(AMSGRAD, r"v_t^{max} \leftarrow \mathrm{max}(v_{t-1}^{max},v_t)"),
    "torch.optim.NAdam()": Printed(nadam, r"\mu_t \leftarrow \beta_1 \big(1 - \frac{1}{2} 0.96^{t \psi} \big)"),
    "torch.optim.Adamax()": Printed(ADAMAX, r"\mathrm{max}(\beta_2 u_{t-1}, |g_{t}|+\epsilon)"),
    "optax.sgd()": Printed(sgd, r"u_t \leftarrow -\alpha_t g_t"),
    "optax.sgd(momentum=alpha)": Printed(OUTSIDE, OPTAX_SGD),
    "optax.sgd(momentum=alpha, nesterov=True)": Printed(OUTSIDE_AHEAD, OPTAX_SGD),
    "optax.adagrad()": Printed(
        _rule((ε, δ), {r: 0}, (r, r + g**2), (θ, θ - ε * g / sqrt(r + δ))),
        r"{\sqrt{\sum_{\tau=1}^{t} (g_{\tau}^{(i)})^2 + \epsilon}}",
    ),
    "optax.adadelta()": Printed(adadelta, r"\Delta w_t = -\frac{\sqrt{E[\Delta w^2]_{t-1} + \epsilon}}"),
    "optax.adam()": Printed(adam, OPTAX_ADAM),
    "optax.adamw(weight_decay=wd)": Printed(ADAMW, r"+ \lambda \theta_{t} \right)"),
    "optax.nadam()": Printed(_rule(ADAMS, {s: 0, r: 0}, *MOMENTS, (θ, θ - ε * BIASED_AHEAD)), OPTAX_ADAM),
    "optax.adamax()": Printed(ADAMAX, r"\max(\left| g_t \right| + \varepsilon, \beta_2 \cdot v_{t-1})"),
    "keras.optimizers.SGD()": Printed(sgd, "w = w - learning_rate * g"),
    "keras.optimizers.SGD(momentum=alpha)": Printed(momentum, "velocity = momentum * velocity - learning_rate * g"),
    "keras.optimizers.SGD(momentum=alpha, nesterov=True)": Printed(
        _rule((ε, α), {v: 0}, (v, α * v - ε * g), (θ, θ + α * v - ε * g)), "w = w + momentum * velocity - learning_rate * g"
    ),
    "keras.optimizers.RMSprop()": Printed(_rmsprop(r, False), "epsilon hat"),
    "keras.optimizers.Adam()": Printed(_rule(ADAMS, {s: 0, r: 0}, *MOMENTS, HAT), "epsilon hat"),
    "keras.optimizers.Adamax()": Printed(ADAMAX_OUTSIDE, "w = w - current_lr * m / (u + epsilon)"),
}
