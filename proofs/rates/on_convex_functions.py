"""What theorems promise for classes of convex functions, and on the functions that are hard for them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scipy.stats import norm

from qedescent.proofs.chapter.stochastic_gradient_descent import (
    averaged_sgd_is_at_most_one_over_root_k as convex,
)
from qedescent.proofs.chapter.stochastic_gradient_descent import kink_leaves_a_floor as kink
from qedescent.proofs.chapter.stochastic_gradient_descent import means_of_steps_one_over_mu_t as means
from qedescent.proofs.chapter.stochastic_gradient_descent import no_method_beats_one_over_root_k as hard
from qedescent.proofs.chapter.stochastic_gradient_descent import plain_average_keeps_a_logarithm as boundary
from qedescent.proofs.chapter.stochastic_gradient_descent import steps_one_over_mu_t as by_t
from qedescent.proofs.chapter.stochastic_gradient_descent import weights_that_grow_like_t as by_half
from qedescent.proofs.language.formulas import term
from qedescent.proofs.rates import hypotheses as h
from qedescent.proofs.rates.promises import AT_LEAST, AT_MOST, TENDS_TO, Hypothesis, Promise, Setting, Theorem

UPPER, ANY_TIME, STRONG = convex.same.any_step.data[1], convex.at_any_time.data[1], by_half.weighted.data[1]
HARVEY = "Harvey, Liaw, Plan and Randhawa 2019"
SHAMIR = "Shamir and Zhang 2013"


def _of_class(s: Setting) -> Mapping[str, Any]:
    """The letters of the bounds; n + 1 iterates are averaged, and the iterate k of steps 1/(μt) comes after k steps."""
    facts = s.facts
    size = s.schedule.at(s.K) if s.schedule.form in ("constant", "horizon-root") else math.nan
    letters = {"G": facts.G, "R": facts.R, "D": facts.D, "M": facts.M, "a": s.c, "ε": lambda k: size, "n": s.K - 1, "k": s.K}
    return letters | ({"μ": h.modulus(s)} if s.schedule.form in ("strongly-convex", "inverse") else {})


def _of_suffix(s: Setting) -> Mapping[str, Any]:
    averaged = math.ceil(Fraction(s.output.partition(":")[2]) * s.K)
    return {**_of_class(s), "s": s.K - averaged, "n": averaged - 1}


def _of_kink(s: Setting) -> Mapping[str, Any]:
    left, right = s.facts.slopes
    return {"ε": s.c, "a": left / right, "σ": s.facts.σ, "θ": lambda k: s.facts.start, "n": s.K}


def _half(number: Any) -> Any:
    return lambda s: number(s) / 2


def _cited(formula: Any) -> Any:
    """A formula that no claim proves, as a term of one letter."""
    return lambda s: {"C": formula(s)}


LEFT_OUT = Hypothesis("some iterates are left out", lambda s: h.SUFFIX.holds(s) and _of_suffix(s)["s"] > 0)
UNIT_SLOPE = Hypothesis("the slope right of the kink is 1", lambda s: s.facts.slopes[1:] == (1,))
OFF_THE_KINK = Hypothesis("the start is not the kink, where the code takes the slope 0", lambda s: s.facts.start != 0)
WITHOUT_C = Hypothesis("the steps are 1/√k", lambda s: s.schedule.form == "inverse-root" and s.c == 1)
CLASS, STRONG_CLASS = (h.SGD, h.COUNTED, h.BOUNDED), (h.CONVEX, h.SGD, h.COUNTED, h.BOUNDED)

THEOREMS = (
    Theorem("sgd-convex-upper-sqrt", "plain mean, steps c/√K", (*CLASS, h.HORIZON_ROOT, h.UNIFORM),
            (Promise(AT_MOST, UPPER, _of_class),), lambda s: 0.5),
    Theorem("sgd-convex-upper-sqrt", "plain mean, steps of one size", (*CLASS, h.CONSTANT, h.UNIFORM),
            (Promise(AT_MOST, UPPER, _of_class),), lambda s: 0),
    Theorem("sgd-convex-upper-sqrt", "plain mean, steps c/√k", (*CLASS, h.WITHIN, h.ROOT, h.UNIFORM),
            (Promise(AT_MOST, ANY_TIME, _of_class, unit=0.5),), lambda s: 0.5),
    Theorem("sgd-convex-lower-sqrt", "any method, the worse of the pair", (h.of_kind("linear-pair"), h.GAUSSIAN),
            (Promise(AT_LEAST, term(hard.least)[0],
                     lambda s: {"R": s.facts.R, "d": s.facts.d, "σ": s.facts.σ, "r": math.sqrt(s.K), "Φ": norm.cdf}),),
            lambda s: 0.5),
    Theorem("sgd-strongly-convex-upper", "weighted mean", (*STRONG_CLASS, h.BY_HALF, h.WEIGHTED),
            (Promise(AT_MOST, STRONG, _of_class),), lambda s: 1),
    Theorem("sgd-strongly-convex-upper", "last iterate, f smooth", (*STRONG_CLASS, h.SMOOTH, h.BY_HALF, h.LAST),
            (Promise(AT_MOST, STRONG, _of_class, scale=lambda s: s.facts.M / h.modulus(s)),), lambda s: 1),
    Theorem("sgd-strongly-convex-upper", "last iterate, f smooth, steps 1/(μk)", (*STRONG_CLASS, h.SMOOTH, h.BY_T, h.LAST),
            (Promise(AT_MOST, by_t.near.data[1], _of_class, scale=_half(lambda s: s.facts.M)),), lambda s: 1),
    Theorem("sgd-strongly-convex-upper", "plain mean, f smooth", (*STRONG_CLASS, h.SMOOTH, h.BY_T, h.UNIFORM),
            (Promise(AT_MOST, means.mean_costs.data[1], _of_class),), lambda s: 1),
    Theorem("sgd-strongly-convex-upper", "mean of the last part", (*STRONG_CLASS, h.BY_T, h.SUFFIX, LEFT_OUT),
            (Promise(AT_MOST, means.suffix.data[3][1], _of_suffix),), lambda s: 1),
    Theorem("sgd-uniform-average-log", "plain mean, steps c/k", (h.of_kind("box"), h.SGD, h.INVERSE, h.UNIFORM),
            (Promise(AT_LEAST, boundary.floor(boundary.late, boundary.c / 8).data[2],
                     lambda s: {"c": s.c, "N": max(math.ceil(s.c) - 1, 0), "n": s.K - max(math.ceil(s.c), 1)}),),
            lambda s: 1, lambda s: True),
    Theorem("sgd-sharp-minimum-floor", "plain mean, steps of one size",
            (h.of_kind("sharp"), h.SGD, UNIT_SLOPE, OFF_THE_KINK, h.CONSTANT, h.UNIFORM),
            (Promise(AT_MOST, kink.conclusion[1].data[3][1], _of_kink, unit=1, scale=lambda s: 1 / (2 * s.c)),), lambda s: 0),
    Theorem("sgd-sharp-minimum-floor", "last iterate, if its law settles",
            (h.of_kind("sharp"), h.SGD, UNIT_SLOPE, OFF_THE_KINK, h.CONSTANT, h.LAST),
            (Promise(TENDS_TO, term(kink.floor)[0], _of_kink),), lambda s: 0),
    Theorem("", "last iterate, steps 1/√k", (h.of_kind("last-iterate"), h.SGD, WITHOUT_C, h.LAST),
            (Promise(AT_LEAST, "C", _cited(lambda s: math.log(s.K) / 32), unit=0.5),), lambda s: 0.5, lambda s: True, HARVEY),
    Theorem("", "last iterate, steps c/√k", (*CLASS, h.WITHIN, h.ROOT, h.LAST),
            (Promise(AT_MOST, "C", _cited(lambda s: (s.facts.D**2 / s.c + s.c * s.facts.G**2) * (2 + math.log(s.K))), unit=0.5),),
            lambda s: 0.5, lambda s: True, SHAMIR),
    Theorem("", "last iterate, steps 1/(μk)", (*STRONG_CLASS, h.BY_T, h.LAST),
            (Promise(AT_MOST, "C", _cited(lambda s: 17 * s.facts.G**2 / h.modulus(s) * (1 + math.log(s.K))), unit=1),),
            lambda s: 1, lambda s: True, SHAMIR),
)  # fmt: skip
