"""Code and formula side by side on wide probes: what a few friendly numbers hide, gradients of 1e-8 show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Symbol

from qedescent.analytic.rule import UpdateRule
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.replay import points_and_queries
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.lifting.cross_check import follow
from qedescent.proofs.lifting.implements import Implementation

SIGNS = (3, -1, 4, 1, -5, 9, -2, 6, -5, 3, -5, 8)  # twelve gradients that change sign and size
SCALES = (1.0, 1e-2, 1e-4, 1e-6, 1e-8)
STEP_SIZES = (0.1, 0.2, 0.4, 0.3, 0.05, 0.01, 0.02, 0.2, 0.5, 0.1, 0.1, 0.3)  # up and down
MOMENTA = (0.5, 0.6, 0.9, 0.9, 0.8, 0.3, 0.0, 0.95, 0.9, 0.9, 0.7, 0.5)


def gap(code: Implementation, rule: UpdateRule, values: Mapping[Symbol, Any], idle: bool = True) -> Estimate:
    """The largest distance between the code's path and the rule's, or between the points of their gradients, relative to
    the size of the path; over coordinates whose gradients have scales from 1 to 1e-8 and, if `idle`, one whose gradients
    are all 0. Open loop, 12 steps, float64.

    `values` gives each hyperparameter by its symbol: a number, or a tuple with one number a step.
    """
    scales = (*SCALES, 0.0) if idle else SCALES
    gradients = [[s * x for s in scales] for x in SIGNS]
    optimizer = code.make(
        **{argument: _schedule(values[symbol]) for argument, symbol in code.parameters.items()}
    )
    points, queries = points_and_queries(optimizer, gradients)
    ran = np.stack([points[1:], queries])
    schedule = [{s.name: float(_at(v, k)) for s, v in values.items()} for k in range(len(SIGNS))]
    exact = (path(rule, [row[i] for row in gradients], schedule) for i in range(len(scales)))
    return exactly(max(map(_distance, np.moveaxis(ran, 2, 0), exact)), len(SIGNS))


def path(
    rule: UpdateRule, gradients: Sequence[float], schedule: Sequence[Mapping[str, float]]
) -> tuple[list[Decimal], list[Decimal]]:
    """(θ after each step, the points of the gradients) of the rule from θ = 0, for one coordinate's gradients, open loop.

    `schedule` gives the hyperparameters of each step by their letters; the floats given are taken as they are, exactly.
    """
    steps = list(follow(reading_of(rule), gradients, schedule, 0.0))
    return [place for _, place in steps], [query for query, _ in steps]


def _distance(ran: NDArray, exact: tuple[list[Decimal], list[Decimal]]) -> float:
    """The largest distance in one coordinate; `ran` holds, like `exact`, the points and then those of the gradients."""
    size = max(map(abs, exact[0])) or Decimal(1)
    return max(
        float(abs(Decimal(float(x)) - y) / size) for x, y in zip(ran.ravel(), chain(*exact), strict=True)
    )


def _at(value: Any, k: int) -> Any:
    return value[k] if isinstance(value, tuple) else value


def _schedule(value: Any) -> Any:
    return (lambda k: value[k - 1]) if isinstance(value, tuple) else value


def probed(
    code: Implementation, slip: UpdateRule, slip_means: str, values: Mapping[Symbol, Any], idle: bool = True
) -> Experiment:
    """The experiment that goes with an implementation: within rounding of its own rule, and not of the slip."""
    return Experiment(
        quantity="largest relative gap to the rule in decimal arithmetic of 50 digits",
        measure=lambda: gap(code, code.rule, values, idle),
        predicted=(0, 1e-13),
        control=lambda: gap(code, slip, values, idle),
        rival_means=slip_means,
    )
