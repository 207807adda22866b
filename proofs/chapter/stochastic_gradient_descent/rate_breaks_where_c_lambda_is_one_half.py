"""With steps c/k the rate breaks at cλ = 1/2"""

from sympy import Min, Rational, S, harmonic

from qedescent.analytic.notation import n, λ, σ
from qedescent.numeric.evidence import Estimate
from qedescent.numeric.measure.excess_error import excess_errors
from qedescent.numeric.measure.rates import exponent, logarithm, scaled_constant
from qedescent.numeric.measure.variance import second_moment
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse
from qedescent.proofs.chapter.stochastic_gradient_descent import (
    limit_of_steps_c_over_k as beyond,
)
from qedescent.proofs.chapter.stochastic_gradient_descent import (
    logarithm_at_one_half as corner,
)
from qedescent.proofs.chapter.stochastic_gradient_descent import (
    products_of_one_minus_p_over_k as products,
)
from qedescent.proofs.chapter.stochastic_gradient_descent import (
    steps_c_over_k as steps_,
)
