"""Our runs against loops in NumPy, PyTorch, JAX and Numba that do the same work."""

import numpy as np
import pytest
from loops import jax_scan, numba_kernel, numpy_loop, torch_loop, torch_optim_sgd, torch_optim_sgd_by_autograd  # pyright: ignore[reportMissingImports]
from works import MOMENTUM, RUNS, STEP_SIZE, STEPS, ensemble  # pyright: ignore[reportMissingImports]

OTHERS = {
    "plain NumPy loop, PCG64": numpy_loop,
    "PyTorch loop": torch_loop,
    "torch.optim.SGD": torch_optim_sgd,
    "torch.optim.SGD with autograd": torch_optim_sgd_by_autograd,
    "JAX scan": jax_scan,
    "Numba kernel": numba_kernel,
}
each = pytest.mark.parametrize("other", OTHERS)


@each
def test_time(compare, other):
    compare("momentum, scalar", {"ensemble": ensemble(), other: OTHERS[other]()}, RUNS * STEPS)


@each
def test_time_with_compiled_noise(compare, other):
    ours = {"ensemble, compiled noise": ensemble(compiled=True)}
    compare("momentum, scalar", ours | {other: OTHERS[other]()}, RUNS * STEPS)


@pytest.mark.parametrize("runs", [4096, 65_536, 262_144])
def test_time_of_a_plain_loop_over_more_runs(compare, runs):
    """The larger its arrays, the farther away are they from the processor."""
    works = {"ensemble": ensemble(runs), "plain NumPy loop, PCG64": numpy_loop(runs)}
    compare(f"momentum, scalar, R = {runs}", works, runs * STEPS)


@pytest.mark.parametrize("other", ["ensemble", *OTHERS])
def test_all_do_the_same_work(other):
    """The last iterates of 16,384 runs have the variance that the recursion gives them, within 6 per cent, which is more than
    five standard errors; without the momentum it would be a tenth."""
    last = ensemble()().points["last"][-1] if other == "ensemble" else np.asarray(OTHERS[other]()())
    second, mixed, velocity = 0.0, 0.0, 0.0  # E θ², E θv, E v²
    for _ in range(STEPS):
        new_velocity = MOMENTUM**2 * velocity - 2 * MOMENTUM * STEP_SIZE * mixed + STEP_SIZE**2 * (second + 1)
        with_old = MOMENTUM * mixed - STEP_SIZE * second  # E θ v'
        second, mixed, velocity = second + 2 * with_old + new_velocity, with_old + new_velocity, new_velocity
    assert last.shape == (RUNS,) and abs(last.var() / second - 1) < 0.06
