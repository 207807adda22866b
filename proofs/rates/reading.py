"""What may be concluded from a measured rate, and what may not: a fitted exponent alone says little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log

from qedescent.numeric.evidence import inside
from qedescent.proofs.rates.measuring import Rate
from qedescent.proofs.rates.on_quadratics import rate as c_lambda
from qedescent.proofs.rates.promises import AT_LEAST, Setting

MARGIN = 0.02  # of C_k, per unit of ln k
MEANS = ("uniform", "weighted", "half", "suffix", "exponential")


class Drift(StrEnum):
    """How C_k behaves against ln k."""

    FLAT = "flat"
    RISES = "rises"
    FALLS = "falls"
    OPEN = "open"


def drift(rate: Rate) -> Drift | None:
    """Flat if the whole interval lies within the margin, else its sign; None where it was not measured."""
    found = rate.logarithm
    if found is None:
        return None
    if inside(found, (-MARGIN, MARGIN)):
        return Drift.FLAT
    return Drift.RISES if found.low > 0 else Drift.FALLS if found.high < 0 else Drift.OPEN


@dataclass(frozen=True)
class Note:
    """A sentence, and where it is in place."""

    holds: Callable[[Rate, Setting], bool]
    words: Callable[[Rate, Setting], str]


def notes(rate: Rate) -> list[str]:
    """What a reader of the exponent must know."""
    plan = rate.plan
    s = Setting(plan.problem, plan.schedule, plan.output, rate.is_sgd, rate.checkpoints[-1])
    return [note.words(rate, s) for note in NOTES if note.holds(rate, s)]


def _averaged(s: Setting) -> bool:
    return s.output.partition(":")[0] in MEANS


def _kink(s: Setting, symmetric: bool) -> bool:
    slopes = s.facts.slopes
    return bool(slopes) and _averaged(s) and (slopes[0] == slopes[1]) == symmetric


def _logarithm(rate: Rate, s: Setting) -> bool:
    """Whether a theorem promises one; a bound from above only allows for it."""
    least = [x for x in rate.applying if any(p.relation == AT_LEAST for p in x.theorem.promises)]
    return any(x.theorem.logarithm(s) for x in least)


def _below_half(rate: Rate, s: Setting) -> bool:
    return s.is_sgd and s.problem.kind == "quadratic" and s.schedule.form == "inverse" and c_lambda(s) < 0.5 - 1e-9


def local_exponents(rate: Rate) -> tuple[float, ...]:
    """Between neighbouring checkpoints."""
    pairs = list(zip(rate.checkpoints, rate.means, strict=True))
    return tuple(log(e2 / e1) / log(k2 / k1) for (k1, e1), (k2, e2) in pairwise(pairs))


def _order(power: float) -> str:
    return {1.0: "k", 0.5: "√k"}.get(power, f"k^{power:g}")


def _no_power(rate: Rate, s: Setting) -> str:
    first, *_, last = local_exponents(rate)
    return (
        f"A logarithm is promised: the excess error is of order ln k/{_order(rate.power)}, and the fitted exponent is none. "
        f"Between neighbouring k it moves from {first:.3f} to {last:.3f}; C_k against ln k is what tells."
    )


def _too_short(rate: Rate, s: Setting) -> str:
    p = c_lambda(s)
    return (
        f"cλ = {p:g} is below 1/2: steps c/k are too short for the order 1/k, and the excess error falls like "
        f"k^(-2cλ) = k^-{2 * p:g} only (sgd-c-over-k-phase-transition)."
    )


def _shows_its_floor(rate: Rate, s: Setting) -> bool:
    shrinking = s.schedule.form in ("inverse-root", "horizon-root")
    return shrinking and s.output == "last" and s.problem.kind in ("quadratic", "sharp")


NOTES = (
    Note(
        lambda r, s: _kink(s, symmetric=True),
        lambda r, s: "Errors on the two sides of a symmetric kink cancel in a mean: the exponent belongs to this function, and is "
        "no rate of convex functions, whose worst case is 1/√k (sgd-fixed-function-exponents; measure linear-pair).",
    ),
    Note(
        lambda r, s: _kink(s, symmetric=False),
        lambda r, s: "The mean of the iterates is shifted by a multiple of the step size, and no averaging removes that: the "
        "exponent is the schedule's (sgd-fixed-function-exponents).",
    ),
    Note(
        _shows_its_floor,
        lambda r, s: "The last iterate shows its noise floor, which is proportional to the step size: -1/2 is the exponent of the "
        "schedule, whatever the class of the function (sgd-fixed-function-exponents).",
    ),
    Note(
        lambda r, s: s.schedule.form == "constant" and s.output == "last" and s.facts.σ > 0 and not r.unbounded,
        lambda r, s: "With steps of one size the noise leaves a floor: the excess error does not go to 0.",
    ),
    Note(_below_half, _too_short),
    Note(lambda r, s: _logarithm(r, s) and r.exponent is not None and len(r.means) > 2, _no_power),
    Note(
        lambda r, s: drift(r) == Drift.RISES and not _logarithm(r, s) and not _below_half(r, s),
        lambda r, s: f"C_k rises with ln k: a logarithm, an exponent above -{r.power:g}, or too few steps; a fitted exponent "
        "cannot tell them apart.",
    ),
    Note(
        lambda r, s: not r.applying,
        lambda r, s: "No theorem known here promises a rate for this. The power of k is that of the class's worst case.",
    ),
    Note(
        lambda r, s: not r.plan.by_horizon and s.facts.μ == 0 and not _kink(s, True) and not _kink(s, False),
        lambda r, s: "One function says nothing of the worst case of its class, which is measured on another function for each "
        "horizon (linear-pair).",
    ),
)
