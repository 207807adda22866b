"""The code of Adam computes Algorithm 8.7"""

from dataclasses import replace

from sympy import sqrt

from qedescent.analytic.notation import r, s, t, δ, ε, θ, ρ1, ρ2
from qedescent.analytic.rules import adam
from qedescent.numeric.optimizers import Adam
from qedescent.proofs.language.formulas import gt
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import STEP_SIZES, probed

ID = "adam-code"

arguments = {"step_size": ε, "first_decay": ρ1, "second_decay": ρ2, "small_constant": δ}
code = Implementation(Adam, adam, arguments, {"first_moment": s, "second_moment": r})

given = (δ > 0, ρ2 >= 0, ρ2 <= 1, r >= 0, *code.recorded)
needs = (gt(1, ρ1**t), gt(1, ρ2**t))  # so in every step t = 1, 2, 3, ... where the decays lie in [0, 1)
conclusion = code.conclusion
claim = computes("Algorithm 8.7", r", with $\delta>0$ and $t\ge1$")
source = adam.source
proof = code.prove

slip = replace(
    adam,
    assignments=(
        *adam.assignments[:2],
        (θ, θ - ε * (s / (1 - ρ1**t)) / ((sqrt(r) + δ) / sqrt(1 - ρ2**t))),
    ),
)
experiment = probed(
    code,
    slip,
    "δ added before the bias correction of the second moment, as some libraries do",
    {ε: STEP_SIZES, ρ1: 0.9, ρ2: 0.999, δ: 1e-8},
)
