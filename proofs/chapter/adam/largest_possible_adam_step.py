"""Adam's largest possible step exceeds the paper's bound"""

from sympy import Rational, Sum, sqrt

from qedescent.analytic.bias import fading_memory, weight
from qedescent.analytic.notation import g, n, r, s, ρ, ρ1, ρ2
from qedescent.analytic.rules import adam
from qedescent.numeric.measure.adam_step import extremal_step, random_step, spike_step
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.symbols import natural, real, sequence

ID = "adam-step-bound"

h = sequence("h")  # h(j) is the gradient j steps ago
j = natural("j")
p, x, root = real("p x q")
decays = {ρ1: p * ρ, ρ2: ρ}
first, second = fading_memory(adam, s, g), fading_memory(adam, r, g**2)


def moment(memory, power, steps, gradient=h):
    """A moment after so many steps: the weighted sum of the past gradients or their squares."""
    return Sum((weight(memory, j) * gradient(j) ** power).xreplace(decays), (j, 0, steps - 1))


S, R = moment(first, 1, n), moment(second, 2, n)
ratio = p**2 * ρ  # ρ1²/ρ2
overlap = (1 - ratio**n) / (1 - ratio)
bound = (1 - ρ1) ** 2 / (1 - ρ2) * (1 - ρ2**n) / (1 - ρ1**n) ** 2 * overlap
squared_bound = bound.xreplace(decays)
worst = Sum((weight(first, j) * p**j).xreplace(decays), (j, 0, n - 1))
gain = ((1 - p * ρ) ** 2 / (1 - ρ)).xreplace(decays)
schwarz = ge(R * gain * overlap, S**2)
positive_family = ge(R * gain - 2 * x * S + x**2 * overlap, 0)
