"""Attempts at less than the price of NumPy's normals: cheaper samples, cheaper laws, a compiled loop, jumps."""

import numpy as np
import pytest
from jumps import jumps  # pyright: ignore[reportMissingImports]
from noise_elsewhere import FILLS  # pyright: ignore[reportMissingImports]
from works import RUNS, STEPS, bare_normals, ensemble  # pyright: ignore[reportMissingImports]

from qedescent.numeric.ensemble import powers_of_two, run
from qedescent.numeric.noise.laws import Rademacher
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.numeric.problems.linear_pair import LinearPair
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse_root

SAMPLES = 128 << 16


@pytest.mark.parametrize("name", FILLS)
def test_samples(compare, name):
    compare("samples alone", {name: FILLS[name](SAMPLES), "bare normals": bare_normals(SAMPLES)}, SAMPLES)


def test_a_bit_a_sample(compare):
    ours = ensemble(problem=NoisyQuadratic(law=Rademacher))
    compare("momentum, scalar", {"ensemble, Rademacher": ours, "bare normals": bare_normals()}, RUNS * STEPS)


@pytest.mark.parametrize("steps", [1024, 16_384])
def test_jumps(compare, steps):
    """From checkpoint to checkpoint, against every step of every run."""
    rule, marks = Momentum(inverse_root(0.1)), powers_of_two(steps)
    works = {
        "jumps": lambda: jumps(rule, 4096, marks),
        "ensemble": ensemble(4096, steps, rule=rule, checkpoints=marks),
    }
    compare(f"momentum, steps 0.1/√k, K = {steps}", works, 4096 * steps)


def test_jumps_have_the_law_of_the_runs():
    """Variances at each checkpoint within six standard errors, and covariances of neighbouring checkpoints too."""
    rule, runs, marks = Momentum(inverse_root(0.1)), 60_000, (4, 16, 64, 256)
    found = [np.cov(jumps(rule, runs, marks))]
    found += [np.cov(run(NoisyQuadratic(), rule, runs=runs, steps=256, checkpoints=marks).points["last"])]
    spread = 6 * np.sqrt(4 / runs) * np.sqrt(np.outer(np.diag(found[1]), np.diag(found[1])))
    assert np.all(np.abs(found[0] - found[1]) < spread)
    assert np.any(np.abs(np.diag(np.diag(found[0])) - found[1]) > spread)


@pytest.mark.parametrize("compiled", [False, True])
def test_the_hard_pair_by_the_clock(compare, compiled):
    """SGD with averaging on the lower bound's pair, both threads: what settles an exponent is made of this."""
    work = {"problem": LinearPair(0.01), "rule": SGD(inverse_root(1.0)), "outputs": ("uniform",), "compiled": compiled}
    works = {f"{n} threads{', compiled noise' if compiled else ''}": ensemble(20_000, 1024, threads=n, **work) for n in (2, 1)}
    compare("SGD with the mean, hard pair, wall", works, 20_000 * 1024, wall=True)
