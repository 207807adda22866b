"""As printed in the notes: linear decay without its tail"""

from qedescent.analytic.schedules import linear_part
from qedescent.proofs.language.formulas import ge
from qedescent.proofs.language.symbols import natural, real
from qedescent.proofs.outcome import Verdict

ID = "linear-decay-as-printed"

first, last, τ = real("ε0 ετ τ")
k = natural("k")

given = (first > last, last > 0, τ > 0)
conclusion = (ge(linear_part(first, last, τ, k), 0),)
claim = (
    r"The notes print $\varepsilon_k=(1-\alpha)\varepsilon_0+\alpha\varepsilon_\tau$ and nothing more. Even with the lost "
    r"$\alpha=k/\tau$ put back, this is no step size for every $k$: without `constant after $\tau$' it is claimed here to be "
    r"at least 0, and it is not."
)
source = "The seed notes, line 65"
expected = Verdict.REFUTED
corrected_by = "linear-decay-schedule"
notes = ("Erratum E4: with α = k/τ missing the schedule is constant in k; with its tail missing it turns negative.",)
