"""The hypotheses of the theorems on rates, each a sentence and a test."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf, isclose

from qedescent.proofs.rates.promises import Hypothesis, Setting


def of_kind(kind: str) -> Hypothesis:
    """The theorem is about this problem and no other."""
    return Hypothesis(f"the problem is {kind}", lambda s: s.problem.kind == kind, essential=True)


def output(rule: str) -> Hypothesis:
    return Hypothesis(f"the output is {WORDS[rule]}", lambda s: s.output == rule)


def steps(words: str, form: str, also: Callable[[Setting], bool] = lambda s: True) -> Hypothesis:
    return Hypothesis(f"the steps are {words}", lambda s: s.schedule.form == form and also(s))


def _is_suffix(s: Setting) -> bool:
    return s.output.startswith("suffix:") and 0 < Fraction(s.output.partition(":")[2]) < 1


WORDS = {"last": "the last iterate", "uniform": "the plain mean", "weighted": "the mean with weights t"}
SGD = Hypothesis("the rule is SGD", lambda s: s.is_sgd)
COUNTED = Hypothesis("the excess error is counted from the minimum", lambda s: s.facts.from_minimum)
BOUNDED = Hypothesis("gradients have a bounded second moment (a bounded domain, or slopes)", lambda s: s.facts.G < inf)
WITHIN = Hypothesis("iterates stay within a distance D of the minimum (projection)", lambda s: s.facts.D < inf)
CONVEX = Hypothesis("f is strongly convex", lambda s: s.facts.μ > 0)
SMOOTH = Hypothesis("f is smooth at its minimum", lambda s: s.facts.M < inf)
FREE = Hypothesis("nothing is projected", lambda s: s.facts.D == inf)
FROM_MINIMUM = Hypothesis("the start is the minimum", lambda s: s.facts.R == 0)
GAUSSIAN = Hypothesis("the noise is Gaussian", lambda s: s.facts.gaussian)
SUFFIX = Hypothesis("the output is the mean of the last part of the iterates, suffix:0.5", _is_suffix)

LAST, UNIFORM, WEIGHTED = output("last"), output("uniform"), output("weighted")
CONSTANT, ROOT = steps("of one size", "constant"), steps("c/√k", "inverse-root")
HORIZON_ROOT, INVERSE = steps("c/√K", "horizon-root"), steps("c/k", "inverse")


def modulus(s: Setting) -> float:
    """The μ for which the steps are 1/(μk) or 2/(μ(k + 1)); a function that is more convex than that is so, too."""
    return s.schedule.numbers["mu"] if s.schedule.form == "strongly-convex" else 1 / s.c


def _not_more(s: Setting) -> bool:
    return modulus(s) <= s.facts.μ or isclose(modulus(s), s.facts.μ)


BY_HALF = steps("2/(μ(k + 1)) with μ not above the strong convexity", "strongly-convex", _not_more)
BY_T = steps("1/(μk) with μ not above the strong convexity", "inverse", _not_more)
EXACT_HALF = steps("2/(λ(k + 1))", "strongly-convex", lambda s: isclose(modulus(s), s.facts.μ))
EXACT_T = steps("1/(λk)", "inverse", lambda s: isclose(modulus(s), s.facts.μ))
