"""The code of momentum computes Algorithm 8.2"""

from dataclasses import replace

from qedescent.analytic.notation import g, v, α, ε, θ
from qedescent.analytic.rules import momentum
from qedescent.numeric.optimizers import Momentum
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import MOMENTA, STEP_SIZES, probed

ID = "momentum-code"

code = Implementation(Momentum, momentum, {"step_size": ε, "momentum": α}, {"velocity": v})

given = code.recorded
conclusion = code.conclusion
claim = computes("Algorithm 8.2")
source = momentum.source
proof = code.prove

slip = replace(momentum, assignments=((θ, θ + v), (v, α * v - ε * g)))
experiment = probed(
    code, slip, "the position moved by the velocity before its update", {ε: STEP_SIZES, α: MOMENTA}
)
