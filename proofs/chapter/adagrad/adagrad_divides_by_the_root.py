"""AdaGrad divides the step by the root of the accumulated squared gradient"""

from sympy import Sum, log

from qedescent.analytic.notation import k, n, δ, ε
from qedescent.numeric.measure.travel import (
    Rootless,
    constant_gradient,
    distance,
    relative_position,
    steps_to_cross,
)
from qedescent.numeric.optimizers import AdaGrad
from qedescent.proofs.chapter.adagrad.harmonic_sums_are_logarithms import harmonic, laws_of_the_logarithm
from qedescent.proofs.chapter.adagrad.run_of_adagrad import plain
from qedescent.proofs.chapter.adagrad.scaled_gradients import c, invariant, show_scales, shrunk
from qedescent.proofs.chapter.adagrad.travel_under_a_constant_gradient import (
    D,
    earliest,
    farthest,
    latest,
    shortest,
    show_travel,
    with_the_root,
    without_the_root,
)
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.divisions import dividing_by
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import eq, forall, ge, gt
from qedescent.proofs.language.prover import Reason
from qedescent.proofs.language.symbols import natural

ID = "adagrad-update"

j = natural("j")
summed = eq(plain.R(n), Sum(plain.G(j + 1) ** 2, (j, 0, n - 1)))
root, change = plain.root(n + 1), plain.x(n + 1) - plain.x(n)
bounded = ge(ε**2, change**2)
axioms = laws_of_the_logarithm
given = (ε > 0, δ >= 0, *plain.laws(δ))
conclusion = (
    forall(n, summed),
    forall(n, bounded, given=[gt(root + δ, 0)]),
    invariant,
    shrunk,
    with_the_root,
    without_the_root,
)
claim = (
    r"AdaGrad adds up squared gradients, $r_n=\sum_{j\le n}g_j^2$, and moves each parameter by $-\varepsilon "
    r"g/(\delta+\sqrt r)$: no step is longer than $\varepsilon$. With $\delta=0$ the cost $cJ$, $c>0$, leads "
    r"along the same points as $J$; without the root the steps would be $1/c$ times as long. Under a constant "
    r"gradient $u>0$ and $\delta=0$ the distance travelled in $n$ steps lies between "
    r"$2\varepsilon(\sqrt{n+1}-1)$ and $2\varepsilon\sqrt n$, so a distance $D$ takes between "
    r"$(D/2\varepsilon)^2$ and $(D/2\varepsilon+1)^2$ steps; without the root the distance would be "
    r"$(\varepsilon/u)\sum_{j\le n}1/j$, between $(\varepsilon/u)\ln(n+1)$ and $(\varepsilon/u)(1+\ln n)$, and "
    r"the number of steps grows exponentially with it."
)
source = "Duchi, Hazan and Singer 2011; Goodfellow, Bengio and Courville 2016, Algorithm 8.4; own derivation of the travel"
notes = (
    r"The runs on $J$ and $cJ$ need a first gradient that is not 0: with $\delta=0$ the rule would divide 0 by 0.",
    "The rule without the root is no nonsense: with steps of this size gradient methods on strongly convex losses have "
    "logarithmic regret. But it is not AdaGrad.",
)


def proof(p):
    p.induct(n, summed, base=algebra, step=algebra.saying("one more square"), say="by induction")
    plain.show_roots(p)
    p.prove(conclusion[1], by=lambda: _bounded(p))
    show_scales(p)
    show_travel(p)


def _bounded(p):
    """The square of δ + √r is at least r, of which g² is a part."""
    scale, up = root + δ, ε * plain.G(n + 1)
    old, _ = (p.instance(forall(n, ge(plain.R(n), 0)), {n: at}) for at in (n, n + 1))
    whole = p.step("root", of=p._term(plain.R(n + 1))) + 1
    grown = p.instance(plain.sums[1], {k: n})
    p.instance(plain.moves(δ), {k: n})
    step = p.show(eq(change * scale, -up), by=algebra.saying("the update rule"))
    square, small = ["square", "ε"], p.number(ge(δ, 0).data)
    summands = [[1, square, old], [1, square, small, small], [2, square, small, whole + 1]]
    factors = ((up - change * scale, step), (ε**2, whole), (ε**2, grown))
    scaled = [[p._term(c), f] for c, f in factors]

    def times(p, goal):
        combine(p, goal, summands, scaled)

    p.have(gt(scale**2, 0), signs)
    p.show(bounded, by=dividing_by(scale**2, by=Reason("times the square of δ + √r", times), words="g² is a part of r"))


OVER = {ε: (0.1,), n: (10, 100, 10_000)}
experiment = (
    Experiment(
        quantity="travel under a constant gradient of 3",
        measure=lambda step_size, steps: distance(AdaGrad(step_size, 0.0), 3.0, steps),
        predicted=(shortest, farthest),
        rival=ε / 3 * log(n),
        rival_means="the travel without the root",
        over=OVER,
    ),
    Experiment(
        quantity="steps to the minimum of |θ| from the distance D",
        measure=lambda step_size, D: steps_to_cross(AdaGrad(step_size, 0.0), D),
        predicted=(earliest, latest),
        control=lambda step_size, D: steps_to_cross(Rootless(step_size), D),
        rival_means="the rule without the root, whose steps grow exponentially with D",
        over={ε: (1,), D: (10, 100)},
    ),
    Experiment(
        quantity="travel under a constant gradient of 3 without the root",
        measure=lambda step_size, steps: distance(Rootless(step_size), 3.0, steps),
        predicted=lambda n, **point: point["ε"] / 3 * harmonic(n).evalf(30),
        rival=(shortest, farthest),
        rival_means="the travel with the root",
        over=OVER,
        tolerance=1e-9,
    ),
    Experiment(
        quantity="position after the gradients 3, -1, 2 times a scale, relative to that at scale 1",
        measure=lambda c: relative_position(AdaGrad(0.1, 0.0), c),
        predicted=1,
        control=lambda c: relative_position(Rootless(0.1), c),
        rival_means="the rule without the root",
        over={c: (0.01, 1000)},
        tolerance=1e-12,
    ),
)


def figure(axis):
    """How far AdaGrad travels under a constant gradient of 1, in units of ε: measured (dots), the root's bound 2√n (line), and
    the rule of the notes, which goes like a logarithm (crosses)."""
    from qedescent.proofs.report.figure import COLOURS

    marks = [2**i for i in range(13)]
    axis.loglog(marks, [2 * x**0.5 for x in marks], color=COLOURS["predicted"], label=r"$2\sqrt{n}$")
    for optimizer, mark, colour, name in (
        (AdaGrad(1.0, 0.0), "o", "measured", "AdaGrad"),
        (Rootless(1.0), "x", "rival", "without the root"),
    ):
        far = abs(constant_gradient(optimizer, 1.0, marks[-1]))
        axis.loglog(marks, [far[x] for x in marks], mark, color=COLOURS[colour], markersize=4, label=name)
    axis.set_xlabel("steps $n$")
    axis.set_ylabel(r"travel$/\varepsilon$")
    axis.legend()
