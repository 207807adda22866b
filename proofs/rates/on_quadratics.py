"""What theorems promise for SGD on noisy quadratics λ(θ - c)²/2 without projection, one in each coordinate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qedescent.proofs.chapter.stochastic_gradient_descent import above_one_half as above
from qedescent.proofs.chapter.stochastic_gradient_descent import constant_step_leaves_a_noise_floor as floor
from qedescent.proofs.chapter.stochastic_gradient_descent import gaussian_prior_for_the_minimum as minimax
from qedescent.proofs.chapter.stochastic_gradient_descent import logarithm_at_one_half as corner
from qedescent.proofs.chapter.stochastic_gradient_descent import mean_of_steps_of_one_size as constant
from qedescent.proofs.chapter.stochastic_gradient_descent import means_of_steps_two_over_k as doubled
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_c_over_k as run
from qedescent.proofs.chapter.stochastic_gradient_descent import variance_of_steps_c_over_root_k as rooted
from qedescent.proofs.language.formulas import term
from qedescent.proofs.rates import hypotheses as h
from qedescent.proofs.rates.promises import (
    AT_LEAST,
    AT_MOST,
    EXACTLY,
    TENDS_TO,
    Hypothesis,
    Promise,
    Setting,
    Theorem,
)

n = run.K - 1
MEAN = doubled.plain / (n + 1) ** 2  # of the n + 1 iterates from the start on
WEIGHTED_MEAN = 4 * doubled.weighted / ((n + 1) * (n + 2)) ** 2
NEAR = tuple(run.share + gap / above.longer for gap in (-4 * (1 - run.rate) * run.share, 2 * (1 - run.rate) ** 2 * run.v(0)))


def rate(s: Setting) -> float:
    """p = cλ."""
    return s.c * s.facts.μ


def _letters(s: Setting) -> Mapping[str, Any]:
    facts, p = s.facts, rate(s)
    moments = (facts.start**2, (1 - p) ** 2 * facts.start**2 + s.c**2 * facts.σ**2)
    return {
        "λ": facts.μ, "σ": facts.σ, "c": s.c, "ε": s.c, "η": s.c, "p": p, "n": s.K - 1, "A": 1 - p,
        "v": lambda k: moments[int(k)], "θ": lambda k: facts.start, "Q": lambda k: _product(p, int(k)),
    }  # fmt: skip


def _product(p: float, count: int) -> float:
    """(1 - p/2)(1 - p/3) ... (1 - p/(count + 1)), for p < 1."""
    return math.exp(math.lgamma(count + 2 - p) - math.lgamma(2 - p) - math.lgamma(count + 2))


def _after_k_steps(s: Setting) -> Mapping[str, Any]:
    return {**_letters(s), "n": s.K}


def _half_curvature(s: Setting) -> float:
    return s.facts.μ / 2


def _half_curvature_of_the_mean(s: Setting) -> float:
    return s.facts.μ / 2 / s.K**2


def _moment(relation: str, statement: Any, letters: Any = _letters, unit: float = 0, scale: Any = _half_curvature) -> Promise:
    """A promise for the second moment around c, which λ/2 makes one for the excess error."""
    return Promise(relation, statement if isinstance(statement, list) else term(statement)[0], letters, unit, scale)


def _where(words: str, holds: Any) -> Hypothesis:
    """One of the cases that exclude each other, of which only the one at hand is worth a word."""
    return Hypothesis(words, lambda s: holds(rate(s)), essential=True)


HERE = (h.of_kind("quadratic"), h.FREE, h.SGD)
BREAK, FORMS = "sgd-c-over-k-phase-transition", "sgd-schedule-closed-forms"
BETWEEN = _where("1/2 < cλ <= 1", lambda p: 0.5 < p <= 1 and not math.isclose(p, 0.5))
ABOVE = _where("cλ > 1/2", lambda p: p > 0.5 and not math.isclose(p, 0.5))
BELOW = _where("cλ < 1/2", lambda p: p < 0.5 and not math.isclose(p, 0.5))
AT_HALF = _where("cλ = 1/2", lambda p: math.isclose(p, 0.5))
STABLE, TOO_LONG = _where("ελ < 2", lambda p: p < 2), _where("ελ >= 2", lambda p: p >= 2)

_ONE = (
    Theorem("sgd-strongly-convex-lower-exact", "the minimax rate, attained", (*HERE, h.EXACT_T, h.LAST),
            (Promise(EXACTLY, term(minimax.bound)[0], _letters),), lambda s: 1),
    Theorem(BREAK, "steps c/k, not above 1/λ", (*HERE, h.INVERSE, h.LAST, BETWEEN),
            (_moment(AT_LEAST, NEAR[0], unit=1), _moment(AT_MOST, NEAR[1], unit=1)), lambda s: 1),
    Theorem(BREAK, "steps c/k", (*HERE, h.INVERSE, h.LAST, ABOVE),
            (_moment(TENDS_TO, run.share, unit=1),), lambda s: 1),
    Theorem(BREAK, "steps c/k, the corner", (*HERE, h.INVERSE, h.LAST, AT_HALF),
            (_moment(AT_MOST, corner.stays_below.data[1], unit=1), _moment(AT_LEAST, corner.grows.data[2], unit=1)),
            lambda s: 1, lambda s: True),
    Theorem(BREAK, "steps c/k, the order 1/k is lost", (*HERE, h.INVERSE, h.LAST, BELOW),
            (_moment(AT_MOST, run.below.data[1]), _moment(AT_LEAST, run.grows.data[2])), lambda s: 2 * rate(s)),
    Theorem(FORMS, "steps 2/(λ(k + 1))", (*HERE, h.EXACT_HALF, h.LAST, h.FROM_MINIMUM),
            (_moment(EXACTLY, doubled.iterate),), lambda s: 1),
    Theorem(FORMS, "plain mean", (*HERE, h.EXACT_HALF, h.UNIFORM, h.FROM_MINIMUM), (_moment(EXACTLY, MEAN),), lambda s: 1),
    Theorem(FORMS, "mean with weights t", (*HERE, h.EXACT_HALF, h.WEIGHTED, h.FROM_MINIMUM),
            (_moment(EXACTLY, WEIGHTED_MEAN),), lambda s: 1),
    Theorem(FORMS, "steps c/√k: the noise floor follows the step size", (*HERE, h.ROOT, h.LAST),
            (_moment(TENDS_TO, rooted.share, unit=0.5),), lambda s: 0.5),
    Theorem(FORMS, "plain mean, steps of one size", (*HERE, h.CONSTANT, h.UNIFORM, STABLE, h.FROM_MINIMUM),
            (_moment(EXACTLY, constant.total, scale=_half_curvature_of_the_mean),), lambda s: 1),
    Theorem("sgd-constant-step-floor", "steps of one size", (*HERE, h.CONSTANT, h.LAST, STABLE),
            (_moment(EXACTLY, floor.square_law.data[2], _after_k_steps),), lambda s: 0),
    Theorem("sgd-constant-step-floor", "steps of one size, too long", (*HERE, h.CONSTANT, h.LAST, TOO_LONG),
            (_moment(AT_LEAST, floor.grows.data[2], _after_k_steps),), lambda s: 0),
)  # fmt: skip
THEOREMS = tuple(replace(t, by_coordinate=True) for t in _ONE)
