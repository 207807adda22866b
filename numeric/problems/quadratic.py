"""Quadratics in d dimensions with any Hessian and noise of any covariance, run in the Hessian's eigenbasis.

There a gradient costs d products and not d², and a step of SGD, momentum or Nesterov momentum commutes with the change
of basis; what is reported is in the original coordinates. A rule that scales coordinates one by one, like AdaGrad, does
not commute and is refused there: for it there is `basis="original"`. Both bases see the same noise for the same seed.
Eigenvectors and matrix products are LAPACK's and BLAS's, whose last bits may differ between kinds of processor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from qedescent.numeric.noise.draw import Draw, filled
from qedescent.numeric.noise.laws import Gaussian, Law
from qedescent.numeric.problems.rotation import commutes

SLACK = 1e-10  # relative: below it an eigenvalue is 0, and a covariance commutes with the Hessian


@dataclass(frozen=True, eq=False)
class Quadratic:
    """J(θ) = (θ - centre) · hessian (θ - centre)/2, shape (d, runs); the noise has covariance `covariance`, a matrix or a
    number for that multiple of the identity, and is a root of it times independent samples of `law` of scale 1.

    For a Gaussian law every root gives the same law of the noise, and the cheapest is taken; for another law it is the
    symmetric root, so that noise with a multiple of the identity is independent in the original coordinates.
    Raises ValueError for matrices that are not symmetric, finite and positive semidefinite.
    """

    hessian: ArrayLike
    covariance: ArrayLike = 1.0
    start: ArrayLike = 0.0
    centre: ArrayLike = 0.0
    law: Law = field(default_factory=Gaussian)
    basis: Literal["eigen", "original"] = "eigen"

    def __post_init__(self) -> None:
        if self.basis not in ("eigen", "original"):
            raise ValueError(f"the basis is 'eigen' or 'original', not {self.basis!r}")
        _semidefinite("Hessian", self.matrix)
        _semidefinite("covariance", self._covariance)
        if self._covariance.shape != self.matrix.shape:
            raise ValueError(f"the covariance has the shape {self._covariance.shape}, the Hessian {self.matrix.shape}")
        for name in ("start", "centre"):
            if np.shape(getattr(self, name)) not in ((), (self.dimension,)) or not np.isfinite(getattr(self, name)).all():
                raise ValueError(f"the {name} must be a finite number or {self.dimension} of them")

    @cached_property
    def matrix(self) -> NDArray:
        return np.asarray(self.hessian, float)

    @property
    def dimension(self) -> int:
        return len(self.matrix)

    @property
    def _covariance(self) -> NDArray:
        given = np.asarray(self.covariance, float)
        return given if given.ndim else given * np.eye(self.dimension)

    @cached_property
    def eigenbasis(self) -> tuple[NDArray, NDArray]:
        """The curvatures λ as a column, and Q: hessian = Q diag(λ) Q'."""
        values, vectors = np.linalg.eigh(self.matrix)
        return np.where(values > SLACK * abs(values[-1]), values, 0.0)[:, None], vectors

    @cached_property
    def root(self) -> NDArray:
        """What independent samples are multiplied with: a matrix, or a column of factors or one alone where that is enough."""
        turn = self.eigenbasis[1]
        inside = turn.T @ self._covariance @ turn if np.ndim(self.covariance) else self._covariance
        if isinstance(self.law, Gaussian) and _is_diagonal(inside):
            factors = np.sqrt(np.maximum(np.diag(inside), 0))
            root = np.diag(factors) if self.basis == "eigen" else turn * factors
        else:
            values, vectors = np.linalg.eigh(self._covariance)
            root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
            root = turn.T @ root if self.basis == "eigen" else root
        factors = np.diag(root)[:, None].copy()
        return root if not _is_diagonal(root) else factors[:1] if np.all(factors == factors[0]) else factors

    @cached_property
    def inner_centre(self) -> NDArray | None:
        """The centre in the coordinates of the run; None at the origin, where nothing need be subtracted."""
        return self._inward(_column(self.centre, self.dimension)) if np.any(self.centre) else None

    def begin(self, runs: int) -> NDArray:
        return np.repeat(self._inward(_column(self.start, self.dimension)), runs, axis=1)

    def noise(self, rng: Generator, points: NDArray) -> Draw:
        return filled(self._fill, rng, points)

    def _fill(self, rng: Generator, rows: NDArray) -> None:
        self.law.fill(rng, rows)
        if self.root.shape[1] > 1:
            for row in rows:
                row[...] = self.root @ row
        elif self.root.size > 1 or self.root[0, 0] != 1:
            rows *= self.root

    def gradient(self, points: NDArray, noise: NDArray) -> NDArray:
        """The stochastic gradient at the points, written over the noise."""
        away = points if self.inner_centre is None else points - self.inner_centre
        noise += self.eigenbasis[0] * away if self.basis == "eigen" else self.matrix @ away
        return noise

    def project(self, points: NDArray) -> None:
        """No constraint."""

    def report(self, points: NDArray) -> NDArray:
        """The points in the original coordinates."""
        return self.eigenbasis[1] @ points if self.basis == "eigen" else points.copy()

    def admit(self, optimizer: Any) -> None:
        """Raise ValueError for a rule that does not commute with the change of basis."""
        if self.basis == "eigen" and not commutes(optimizer, self.eigenbasis[1]):
            raise ValueError(
                f"{type(optimizer).__name__} depends on the coordinates: its run in the eigenbasis is another run. "
                "Take basis='original'."
            )

    def excess(self, points: NDArray) -> NDArray:
        """J at points of shape (d, ...) in the original coordinates."""
        away = points - _column(self.centre, self.dimension).reshape(-1, *(1,) * (points.ndim - 1))
        values, vectors = self.eigenbasis
        return np.tensordot(values[:, 0] / 2, np.square(np.tensordot(vectors.T, away, 1)), 1)

    def _inward(self, column: NDArray) -> NDArray:
        return self.eigenbasis[1].T @ column if self.basis == "eigen" else column


def _is_diagonal(matrix: NDArray) -> bool:
    rest = matrix - np.diag(np.diag(matrix))
    return bool(np.abs(rest).max() <= SLACK * np.abs(matrix).max())


def _column(values: ArrayLike, dimension: int) -> NDArray:
    return np.broadcast_to(np.asarray(values, float), (dimension,))[:, None]


def _semidefinite(name: str, matrix: NDArray) -> None:
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size or not np.isfinite(matrix).all():
        raise ValueError(f"the {name} must be a square matrix of finite numbers, not of shape {matrix.shape}")
    if not np.allclose(matrix, matrix.T, rtol=SLACK, atol=SLACK * np.abs(matrix).max()):
        raise ValueError(f"the {name} must be symmetric")
    values = np.linalg.eigvalsh(matrix)
    if values[0] < -SLACK * abs(values[-1]):
        raise ValueError(f"the {name} must be positive semidefinite; its least eigenvalue is {values[0]:g}")
