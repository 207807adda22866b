"""As printed in the notes: AdaGrad without the root"""

from qedescent.proofs.language.formulas import eq
from qedescent.proofs.language.symbols import real
from qedescent.proofs.outcome import Verdict

ID = "adagrad-as-printed"

c, g, r = real("c g r")

given = (c > 0, r > 0)
conclusion = (eq(c * g / (c**2 * r), g / r),)
claim = (
    r"The notes print the rate $1/\sum(\text{squared gradients})$, so a step would be $g/r$. If this were AdaGrad, the step "
    r"would not change when the cost is multiplied by $c>0$, which makes the gradient $cg$ and the sum of squares $c^2r$: "
    r"$cg/(c^2r)=g/r$."
)
source = "The seed notes, line 128"
expected = Verdict.REFUTED
corrected_by = "adagrad-update"
notes = (
    "Erratum E2: the root, the step size, the small constant and the index of the parameter are missing. A step size in "
    "front of the rate would not help: both sides would be multiplied by it.",
)
