"""The code of Nesterov momentum computes Algorithm 8.3"""

from dataclasses import replace

from qedescent.analytic.notation import v, α, ε, θ
from qedescent.analytic.rules import nesterov
from qedescent.numeric.optimizers import Nesterov
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import MOMENTA, STEP_SIZES, probed

ID = "nesterov-code"

code = Implementation(Nesterov, nesterov, {"step_size": ε, "momentum": α}, {"velocity": v})

given = code.recorded
conclusion = code.conclusion
claim = computes("Algorithm 8.3", ", and asks for the gradient at its point")
source = nesterov.source
proof = code.prove

slip = replace(nesterov, query=θ + v)
experiment = probed(code, slip, "the gradient taken at θ + v", {ε: STEP_SIZES, α: MOMENTA})
