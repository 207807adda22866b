"""As printed in the notes: every step is ε‖g‖/(1 − α)"""

from sympy import Sum

from qedescent.analytic.constant_gradient import terminal_speed
from qedescent.analytic.notation import g, n, α, ε
from qedescent.proofs.language.formulas import eq, forall
from qedescent.proofs.language.symbols import natural
from qedescent.proofs.outcome import Verdict

ID = "terminal-velocity-as-printed"

j = natural("j")
step = ε * g * Sum(α**j, (j, 0, n))

given = (α >= 0, α < 1, ε > 0, g > 0)
conclusion = (forall(n, eq(step, terminal_speed())),)
expected = Verdict.REFUTED
corrected_by = "terminal-velocity"
claim = (
    r"As printed: if the gradient is always $g$, the size of each step is $\varepsilon\|g\|/(1-\alpha)$. From rest the step "
    r"number $n+1$ has the length $\varepsilon\|g\|\sum_{j\le n}\alpha^j$ (the velocity as a sum of past gradients), and the "
    r"first one already disagrees. Here $g>0$ is the gradient's length."
)
source = "The seed notes, line 84; the corrected statement is Goodfellow, Bengio and Courville 2016, equation 8.17"
notes = (
    r"Erratum: the printed value is the limit of the size of a step, under a constant gradient, from rest and for "
    r"$0\le\alpha<1$. After $n$ steps the size is $\varepsilon\|g\|(1-\alpha^n)/(1-\alpha)$; the first step is "
    r"$\varepsilon\|g\|$.",
)
