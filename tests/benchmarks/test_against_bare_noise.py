"""Our runs against nothing but the normals that they use, from the same generator: what is left to gain."""

import pytest
from works import RUNS, STEPS, bare_normals, ensemble  # pyright: ignore[reportMissingImports]

from qedescent.numeric.optimizers import SGD, Adam, Momentum, Nesterov

RULES = {"SGD": SGD(0.01), "momentum": Momentum(0.01), "Nesterov": Nesterov(0.01), "Adam": Adam(0.01)}


@pytest.mark.parametrize("name", RULES)
def test_a_scalar_run(compare, name):
    works = {"ensemble": ensemble(rule=RULES[name]), "bare normals": bare_normals()}
    compare(f"{name}, scalar", works, RUNS * STEPS)


@pytest.mark.parametrize("name", RULES)
def test_a_scalar_run_with_compiled_noise(compare, name):
    ours = ensemble(rule=RULES[name], compiled=True)
    compare(f"{name}, scalar", {"ensemble, compiled noise": ours, "bare normals": bare_normals()}, RUNS * STEPS)


@pytest.mark.parametrize(("dimension", "runs", "steps"), [(1, 16_384, 500), (10, 4096, 200), (1000, 256, 128)])
def test_a_run_in_several_dimensions(compare, dimension, runs, steps):
    samples = dimension * runs * steps
    works = {"ensemble": ensemble(runs, steps, dimension=dimension), "bare normals": bare_normals(samples)}
    compare(f"momentum, d = {dimension}, eigenbasis", works, samples)


@pytest.mark.parametrize(("dimension", "compiled"), [(1, False), (10, False), (1, True), (10, True)])
def test_two_threads(compare, dimension, compiled):
    """By the clock on the wall: on a machine with other work it says little."""
    sizes = {"runs": 65_536 // dimension, "dimension": dimension, "compiled": compiled}
    works = {f"{n} threads{', compiled noise' if compiled else ''}": ensemble(**sizes, threads=n) for n in (2, 1)}
    compare(f"momentum, d = {dimension}, 16 blocks, wall", works, 65_536 * STEPS, wall=True)
