"""The code of AdaDelta computes Zeiler's Algorithm 1"""

from dataclasses import replace

from sympy import sqrt

from qedescent.analytic.notation import d, g, r, δ, θ, ρ
from qedescent.analytic.rules import adadelta
from qedescent.numeric.optimizers import AdaDelta
from qedescent.proofs.lifting.implements import Implementation, computes
from qedescent.proofs.lifting.probe import probed

ID = "adadelta-code"

code = Implementation(
    AdaDelta, adadelta, {"decay": ρ, "small_constant": δ}, {"squared_gradient": r, "squared_step": d}
)

given = (δ > 0, ρ >= 0, ρ <= 1, r >= 0, d >= 0, *code.recorded)
conclusion = code.conclusion
claim = computes("Zeiler's Algorithm 1", r", with $\delta>0$ and $0\le\rho\le1$")
source = adadelta.source
notes = (
    "The book only names AdaDelta; its rule is Zeiler's, with no step size.",
    "The memory d is that of the squared steps; the step of time t uses it before its update.",
)
proof = code.prove

slip = replace(
    adadelta,
    assignments=(
        (r, ρ * r + (1 - ρ) * g**2),
        (θ, θ - (sqrt(d) + δ) / (sqrt(r) + δ) * g),
        (d, ρ * d + (1 - ρ) * ((sqrt(d) + δ) / (sqrt(r) + δ) * g) ** 2),
    ),
)
experiment = probed(code, slip, "δ outside both roots", {ρ: 0.95, δ: 1e-6})
