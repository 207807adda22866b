"""Runs on a rotated quadratic with noise, beside the same runs in its eigenbasis, turned back."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.numeric import ensemble
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    Momentum,
    Nesterov,
    RMSProp,
    RMSPropNesterov,
)
from qedescent.numeric.problems.quadratic import Quadratic

SPECTRUM = (1.0, 3.0, 10.0, 30.0, 100.0)
START, CENTRE = (1.0, -2.0, 0.0, 3.0, 1.0), (0.0, 1.0, 1.0, 0.0, -1.0)
RULES = (SGD(0.01), Momentum(0.01), Nesterov(0.005), AdaGrad(0.1), RMSProp(0.1), RMSPropNesterov(0.1), Adam(0.1), AdaDelta())


def rotated(seed: int, basis: Any = "eigen", noise_variance: float = 0.25) -> Quadratic:
    """A Hessian of that spectrum, turned at random."""
    turn = np.linalg.qr(np.random.default_rng(seed).standard_normal((5, 5)))[0]
    hessian = turn * SPECTRUM @ turn.T
    return Quadratic((hessian + hessian.T) / 2, noise_variance, START, CENTRE, basis=basis)


def gap(optimizer: Any, seed: int, runs: int = 200, steps: int = 256) -> Estimate:
    """The largest difference, over runs and checkpoints, between a run in the original coordinates and the run with the same
    noise that the ensemble makes in the eigenbasis, relative to the iterate's length."""
    found = _points(rotated(seed), optimizer, seed, runs, steps)
    return exactly(_largest(found, _points(rotated(seed, "original"), optimizer, seed, runs, steps)), steps)


def gap_by_hand(optimizer: Any, seed: int, back: bool = False, runs: int = 200, steps: int = 256) -> Estimate:
    """The same for a run on the diagonal Hessian with that noise, turned afterwards by Q; `back` turns it the wrong way, by Q'.
    Nothing is refused here."""
    outer = rotated(seed, "original")
    turn = outer.eigenbasis[1]
    found = np.einsum("ij,kjr->kir", turn.T if back else turn, _points(_in_eigenbasis(outer), optimizer, seed, runs, steps))
    return exactly(_largest(found, _points(outer, optimizer, seed, runs, steps)), steps)


def refused(seed: int, in_eigenbasis: bool = True) -> Estimate:
    """How many of the chapter's eight rules the ensemble refuses to run."""
    problem, count = rotated(seed, "eigen" if in_eigenbasis else "original"), 0
    for rule in RULES:
        try:
            _points(problem, rule, seed, 2, 2)
        except ValueError:
            count += 1
    return exactly(count)


def paths_in_the_plane(optimizer: Any, steps: int = 40, seed: int = 4) -> tuple[NDArray, NDArray]:
    """Iterates of shape (steps, 2) on curvatures 1 and 10 turned by 30°: in the original coordinates, and turned afterwards."""
    cosine, sine = np.cos(np.pi / 6), np.sin(np.pi / 6)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    outer = Quadratic(turn * (1.0, 10.0) @ turn.T, 1.0, start=(4.0, 3.0), basis="original")
    plain, inner = (
        ensemble.run(problem, optimizer, runs=1, steps=steps, seed=seed, checkpoints=range(1, steps + 1)).points["last"][..., 0]
        for problem in (outer, _in_eigenbasis(outer))
    )
    return plain, inner @ outer.eigenbasis[1].T


def _in_eigenbasis(outer: Quadratic) -> Quadratic:
    """The problem with a diagonal Hessian whose runs, turned by Q, see the same noise (which must be isotropic)."""
    turn = outer.eigenbasis[1]
    start, centre = (turn.T @ np.broadcast_to(at, outer.dimension) for at in (outer.start, outer.centre))
    return Quadratic(np.diag(outer.eigenbasis[0][:, 0]), outer.covariance, start, centre, basis="original")


def _points(problem: Quadratic, optimizer: Any, seed: int, runs: int, steps: int) -> NDArray:
    return ensemble.run(problem, optimizer, runs=runs, steps=steps, seed=seed).points["last"]


def _largest(found: NDArray, wanted: NDArray) -> float:
    return float((np.linalg.norm(found - wanted, axis=1) / np.linalg.norm(wanted, axis=1)).max())
