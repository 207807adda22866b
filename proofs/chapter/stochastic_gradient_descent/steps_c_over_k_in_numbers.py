"""What the theorem on steps c/k says for λ = σ = 1 and c = p, in numbers."""

from typing import Any

from sympy import Integer, Rational, gamma, harmonic, hyper, log

from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import c, rate, σ
from qedescent.proofs.chapter.stochastic_gradient_descent.steps_c_over_k import share as general_share


def left(p: Any, steps: Any) -> Any:
    """M after K steps: Γ(K + 1 - p)/(Γ(1 - p)Γ(K + 1)), and 0 from K = p on."""
    return gamma(steps + 1 - p) / (gamma(1 - p) * gamma(steps + 1)) if p % 1 else 0 if steps >= p else 1


def largest(p: Any) -> Any:
    """C for c = p, λ = σ = 1 and the start at the minimum: c² times the sum of 1/(jQ_j)²."""
    return p**2 * hyper([1, 1, 1], [2 - p, 2 - p], 1)


def share(p: Any, steps: Any) -> Any:
    """What K times the second moment tends to for p > 1/2."""
    return general_share.xreplace({rate: p, c: p, σ: Integer(1)})


def bounds(p: Any, steps: Any) -> Any:
    """What the theorem says of K times the second moment, for λ = σ = 1 and the start at the minimum."""
    if 2 * p > 1:
        return share(p, steps) * (1 - 4 * (1 - p) / (1 + (2 * p - 1) * (harmonic(steps) - 1))), share(p, steps)
    if 2 * p == 1:
        return p**2 * log(steps + 1), p**2 * (1 + log(steps) + Rational(2, 3))
    whole = steps * largest(p) * (left(p, steps) / (1 - p)) ** 2
    return whole + share(p, steps), whole
