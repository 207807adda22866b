"""The code of RMSProp computes Algorithm 8.5"""

from dataclasses import replace

from sympy import sqrt

from qedescent.analytic.notation import g, r, δ, ε, θ, ρ
from qedescent.analytic.rules import rmsprop
from qedescent.numeric.optimizers import RMSProp
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import STEP_SIZES, probed

ID = "rmsprop-code"

code = Implementation(
    RMSProp, rmsprop, {"step_size": ε, "decay": ρ, "small_constant": δ}, {"squared_gradient": r}
)

given = (δ > 0, ρ >= 0, ρ <= 1, r >= 0, *code.recorded)
conclusion = code.conclusion
claim = computes("Algorithm 8.5", r", with $\delta>0$ and $0\le\rho\le1$")
source = rmsprop.source
proof = code.prove

slip = replace(rmsprop, assignments=((r, ρ * r + (1 - ρ) * g**2), (θ, θ - ε / (δ + sqrt(r)) * g)))
experiment = probed(code, slip, "δ outside the root", {ε: STEP_SIZES, ρ: 0.9, δ: 1e-6})
