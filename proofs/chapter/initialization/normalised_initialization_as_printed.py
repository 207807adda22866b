"""As printed in the notes: U(−6/√(m+n), 6/√(m+n))"""

from qedescent.analytic.notation import n
from qedescent.proofs.language.formulas import eq
from qedescent.proofs.language.symbols import natural, real
from qedescent.proofs.outcome import Verdict

ID = "glorot-as-printed"

m = natural("m")
a, root = real("a root")

given = (m > 0, eq(n, m), eq(root**2, m + n), root > 0, eq(a, 6 / root))
conclusion = (eq(m * a**2 / 3, 1),)
claim = (
    r"The notes print the half-width $a=6/\sqrt{m+n}$. If it were right, a square layer ($m=n$) would keep the variance: "
    r"$m\,a^2/3=1$. It multiplies it by 6."
)
source = "The seed notes, line 108"
expected = Verdict.REFUTED
corrected_by = "glorot-normalised"
notes = ("Erratum E1: the root covers the whole fraction, a = √(6/(m+n)). As printed the variance is six times too large.",)
