"""Exact jumps: where the rule is linear and the noise Gaussian, the state at a checkpoint is drawn from its law given the
state at the checkpoint before. That law is the claim's subject only where the claim is about the recursion; the optimizer's
code runs on three probes a step and no longer on every run, so this measures nothing that the code does to many runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray


def jumps(rule: Any, runs: int, marks: Iterable[int], seed: int = 0) -> NDArray:
    """Iterates of momentum on θ²/2 with noise N(0, 1), of shape (checkpoints, runs)."""
    rng, state, before, found = Generator(SFC64(seed)), np.zeros((2, runs)), 0, []
    for mark in marks:
        matrix, covariance = law(rule, before + 1, mark)
        values, vectors = np.linalg.eigh(covariance)
        state = matrix @ state + (vectors * np.sqrt(np.maximum(values, 0))) @ rng.standard_normal((2, runs))
        found.append(state[0])
        before = mark
    return np.stack(found)


def law(rule: Any, first: int, last: int) -> tuple[NDArray, NDArray]:
    """State after step `last` = matrix times the state before step `first` + N(0, covariance). The entries are read off the
    running rule: θ = 1, v = 1 and a gradient noise of 1, each alone."""
    matrix, covariance = np.eye(2), np.zeros((2, 2))
    noise = np.array([0.0, 0.0, 1.0])
    for k in range(first, last + 1):
        theta, state = np.array([1.0, 0.0, 0.0]), {"velocity": np.array([0.0, 1.0, 0.0])}
        rule.step(theta, state, lambda at: at + noise, k)
        step = np.stack([theta, state["velocity"]])
        one, push = step[:, :2], step[:, 2:]
        matrix, covariance = one @ matrix, one @ covariance @ one.T + push @ push.T
    return matrix, covariance
