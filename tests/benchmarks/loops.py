"""The same work as one would write it elsewhere: one loop over the steps, all runs in one array, float64, one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import PCG64, SFC64, Generator
from works import MOMENTUM, RUNS, STEP_SIZE, STEPS  # pyright: ignore[reportMissingImports]

Work = Callable[[], Any]


def numpy_loop(runs: int = RUNS) -> Work:
    """NumPy as its manual shows it: `default_rng` is PCG64."""

    def loop() -> Any:
        rng, theta, velocity = Generator(PCG64(0)), np.zeros(runs), np.zeros(runs)
        for _ in range(STEPS):
            gradient = theta + rng.standard_normal(runs)
            velocity = MOMENTUM * velocity - STEP_SIZE * gradient
            theta = theta + velocity
        return theta

    return loop


def torch_loop() -> Work:
    torch = _torch()

    def loop() -> Any:
        rng = torch.Generator().manual_seed(0)
        theta, velocity = torch.zeros(RUNS, dtype=torch.float64), torch.zeros(RUNS, dtype=torch.float64)
        for _ in range(STEPS):
            gradient = theta + torch.randn(RUNS, generator=rng, dtype=torch.float64)
            velocity = MOMENTUM * velocity - STEP_SIZE * gradient
            theta = theta + velocity
        return theta

    return loop


def torch_optim_sgd() -> Work:
    """torch.optim.SGD itself; its velocity is ours without the step size."""
    torch = _torch()

    def loop() -> Any:
        rng = torch.Generator().manual_seed(0)
        theta = torch.nn.Parameter(torch.zeros(RUNS, dtype=torch.float64))
        optimizer = torch.optim.SGD([theta], lr=STEP_SIZE, momentum=MOMENTUM)
        for _ in range(STEPS):
            theta.grad = theta.detach() + torch.randn(RUNS, generator=rng, dtype=torch.float64)
            optimizer.step()
        return theta.detach()

    return loop


def torch_optim_sgd_by_autograd() -> Work:
    """The same, the gradient taken as one does in training: zero_grad, a loss, backward, step."""
    torch = _torch()

    def loop() -> Any:
        rng = torch.Generator().manual_seed(0)
        theta = torch.nn.Parameter(torch.zeros(RUNS, dtype=torch.float64))
        optimizer = torch.optim.SGD([theta], lr=STEP_SIZE, momentum=MOMENTUM)
        for _ in range(STEPS):
            optimizer.zero_grad()
            noise = torch.randn(RUNS, generator=rng, dtype=torch.float64)
            (theta * theta / 2 + noise * theta).sum().backward()
            optimizer.step()
        return theta.detach()

    return loop


def jax_scan() -> Work:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)

    def step(state: Any, key: Any) -> Any:
        theta, velocity = state
        gradient = theta + jax.random.normal(key, (RUNS,), dtype="float64")
        velocity = MOMENTUM * velocity - STEP_SIZE * gradient
        return (theta + velocity, velocity), None

    @jax.jit
    def loop(key: Any) -> Any:
        start = (jax.numpy.zeros(RUNS), jax.numpy.zeros(RUNS))
        return jax.lax.scan(step, start, jax.random.split(key, STEPS))[0][0]

    return lambda: loop(jax.random.PRNGKey(0)).block_until_ready()


def numba_kernel() -> Work:
    """The whole loop compiled, the NumPy Generator inside."""
    numba = pytest.importorskip("numba")

    @numba.njit(nogil=True)
    def steps(rng: Any, theta: Any, velocity: Any) -> None:
        for _ in range(STEPS):
            for i in range(theta.size):
                gradient = theta[i] + rng.standard_normal()
                velocity[i] = MOMENTUM * velocity[i] - STEP_SIZE * gradient
                theta[i] += velocity[i]

    def loop() -> Any:
        theta = np.zeros(RUNS)
        for block in np.split(theta, RUNS // 4096):
            steps(Generator(SFC64(0)), block, np.zeros(4096))
        return theta

    return loop


def _torch() -> Any:
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    return torch
