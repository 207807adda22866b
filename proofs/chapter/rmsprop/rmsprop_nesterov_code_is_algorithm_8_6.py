"""The code of RMSProp with Nesterov momentum computes Algorithm 8.6"""

from dataclasses import replace

from sympy import sqrt

from qedescent.analytic.notation import g, r, v, α, ε, θ, ρ
from qedescent.analytic.rules import rmsprop_nesterov
from qedescent.numeric.optimizers import RMSPropNesterov
from qedescent.proofs.language.formulas import gt
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import MOMENTA, STEP_SIZES, probed

ID = "rmsprop-nesterov-code"

code = Implementation(
    RMSPropNesterov,
    rmsprop_nesterov,
    {"step_size": ε, "decay": ρ, "momentum": α},
    {"squared_gradient": r, "velocity": v},
)

given = code.recorded
needs = (gt(ρ * r + (1 - ρ) * g**2, 0),)  # what stands under the root
conclusion = code.conclusion
claim = computes("Algorithm 8.6", ", once a gradient other than 0 has been seen")
source = rmsprop_nesterov.source
notes = (
    "As printed, Algorithm 8.6 has no small constant: in a coordinate whose gradients have all been 0 it divides 0 by 0.",
    "The coordinate that is always idle is left out of the probe for that reason.",
)
proof = code.prove

slip = replace(
    rmsprop_nesterov, assignments=((r, ρ * r + (1 - ρ) * g**2), (v, α * v - g / sqrt(r)), (θ, θ + ε * v))
)
experiment = probed(
    code, slip, "the step size applied to the whole velocity", {ε: STEP_SIZES, ρ: 0.9, α: MOMENTA}, idle=False
)
