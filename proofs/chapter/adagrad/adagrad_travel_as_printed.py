"""As printed in the notes: the travel of AdaGrad without the root"""

from sympy import sqrt

from qedescent.analytic.notation import n
from qedescent.proofs.chapter.adagrad.harmonic_sums_are_logarithms import harmonic
from qedescent.proofs.language.formulas import ge
from qedescent.proofs.outcome import Verdict

ID = "adagrad-travel-as-printed"

conclusion = (ge(harmonic(n), 2 * (sqrt(n + 1) - 1)),)
claim = (
    r"With the printed rate $1/\sum(\text{squared gradients})$ the steps under a constant gradient of 1 are $1,\frac12,"
    r"\frac13,\dots$ If this were AdaGrad with $\varepsilon=1$, the distance travelled in $n$ steps would be at least "
    r"$2(\sqrt{n+1}-1)$, for every $n$."
)
source = "The seed notes, line 128"
expected = Verdict.REFUTED
corrected_by = "adagrad-update"
notes = (
    "Erratum E2, seen in the travel: three steps of the printed rule already go less far than AdaGrad's, and in the long run "
    "the one grows like a logarithm, the other like a root.",
)
