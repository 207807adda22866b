"""As printed in the notes: AdaGrad without the root"""

from qedescent.analytic.notation import ε
from qedescent.proofs.language.formulas import eq
from qedescent.proofs.language.symbols import real
from qedescent.proofs.outcome import Verdict

ID = "adagrad-as-printed"

r1, r2, root1, root2 = real("r1 r2 q1 q2")

given = (ε > 0, root1 > 0, root2 > 0, eq(r1, root1**2), eq(r2, root2**2))
conclusion = (eq(ε / root1 * r1, ε / root2 * r2),)
claim = (
    r"The notes print the rate $1/\sum(\text{squared gradients})$. If it were right, the rates $\varepsilon/\sqrt{r_1}$ and "
    r"$\varepsilon/\sqrt{r_2}$ that AdaGrad gives two parameters (with $\delta=0$) would be inversely proportional to their "
    r"accumulated squared gradients: $\varepsilon r_1/\sqrt{r_1}=\varepsilon r_2/\sqrt{r_2}$."
)
source = "The seed notes, line 128"
expected = Verdict.REFUTED
corrected_by = "adagrad-update"
notes = (
    "Erratum E2: the root, the step size and the small constant are missing. Without the root the rule is the variant for "
    "strongly convex losses, whose travel under a constant gradient grows like a logarithm; it is not AdaGrad.",
)
