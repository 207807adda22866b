"""The code of AdaGrad computes Algorithm 8.4"""

from dataclasses import replace

from sympy import sqrt

from qedescent.analytic.notation import g, r, δ, ε, θ
from qedescent.analytic.rules import adagrad
from qedescent.numeric.optimizers import AdaGrad
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import STEP_SIZES, probed

ID = "adagrad-code"

code = Implementation(AdaGrad, adagrad, {"step_size": ε, "small_constant": δ}, {"squared_gradient": r})

given = (δ > 0, r >= 0, *code.recorded)
conclusion = code.conclusion
claim = computes("Algorithm 8.4", r", with $\delta>0$")
source = adagrad.source
proof = code.prove

slip = replace(adagrad, assignments=((r, r + g**2), (θ, θ - ε / sqrt(δ + r) * g)))
experiment = probed(code, slip, "δ inside the root", {ε: STEP_SIZES, δ: 1e-7})
