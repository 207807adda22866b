"""The code of SGD computes Algorithm 8.1"""

from dataclasses import replace

from qedescent.analytic.notation import g, ε, θ
from qedescent.analytic.rules import sgd
from qedescent.numeric.optimizers import SGD
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import STEP_SIZES, probed

ID = "sgd-code"

code = Implementation(SGD, sgd, {"step_size": ε}, {})

given = code.recorded
conclusion = code.conclusion
claim = computes("Algorithm 8.1")
source = sgd.source
proof = code.prove

slip = replace(sgd, assignments=((θ, θ + ε * g),))
experiment = probed(code, slip, "a step along the gradient, not against it", {ε: STEP_SIZES})
