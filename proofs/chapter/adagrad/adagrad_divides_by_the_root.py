"""AdaGrad divides the step by the root of the accumulated squared gradient"""

from sympy import Rational, Sum, log, sqrt

from qedescent.analytic.notation import g, k, n, r, δ, ε, θ
from qedescent.analytic.rule import next_values
from qedescent.analytic.rules import adagrad
from qedescent.numeric.evidence import exactly
from qedescent.numeric.measure.replay import positions
from qedescent.numeric.optimizers import AdaGrad
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies
from qedescent.proofs.language.symbols import natural, real, sequence

ID = "adagrad-update"

x, G, R, q, i = sequence("θ g r q i")  # q(k) is the root of r(k), and i(k) its inverse
j, c, h, w, u, root = natural("j"), *real("c h w u q_")
rate = ε / (δ + q(k + 1))


def after(symbol):
    return next_values(adagrad)[symbol].xreplace({θ: x(k), r: R(k), g: G(k + 1)})


def with_root(expression):
    """The rule's own root of the new sum is called q(k + 1)."""
    return expression.xreplace({sqrt(after(r)): q(k + 1)})


total = Sum(G(j + 1) ** 2, (j, 0, n - 1))
travel = Sum(ε * i(j + 1), (j, 0, n - 1))
given = (
    ε > 0,
    δ >= 0,
    eq(R(0), 0),
    forall(k, eq(R(k + 1), after(r))),
    forall(k, ge(q(k), 0)),
    forall(k, eq(q(k) ** 2, R(k))),
    forall(k, eq(x(k + 1), with_root(after(θ))), given=[gt(δ + q(k + 1), 0)]),
)
ones = (forall(k, eq(G(k + 1) ** 2, 1)), forall(k, gt(i(k + 1), 0)), forall(k, eq(i(k + 1) * q(k + 1), 1)))
below_two_roots = ge(2 * ε * q(n), travel)
above_two_roots = ge(travel, 2 * ε * (q(n + 1) - 1))
bounded_step = ge(ε**2 * q(n + 1) ** 2, (x(n + 1) - x(n)) ** 2 * (δ + q(n + 1)) ** 2)
bounded_step_unless_zero = forall(n, bounded_step, given=[gt(δ + q(n + 1), 0)])
conclusion = (
    forall(n, eq(R(n), total)),
    bounded_step_unless_zero,
    forall((c, w, u, h), eq(ε / h * (c * u), ε / w * u), given=[c > 0, w > 0, h > 0, eq(h**2, c**2 * w**2)]),
    implies(both(*ones), both(forall(n, below_two_roots), forall(n, above_two_roots))),
)
claim = (
    r"AdaGrad adds up squared gradients, $r_n=\sum_{j\le n}g_j^2$, and moves each parameter by "
    r"$\varepsilon g/(\delta+\sqrt r)$: no step is longer than $\varepsilon$, and with $\delta=0$ gradients scaled by "
    r"$c>0$ give the same step. Under a constant gradient of size 1 and $\delta=0$ the distance travelled in $n$ steps lies "
    r"between $2\varepsilon(\sqrt{n+1}-1)$ and $2\varepsilon\sqrt n$; without the root it would be about $\varepsilon\ln n$."
)
source = "Duchi, Hazan and Singer 2011; Goodfellow, Bengio and Courville 2016, Algorithm 8.4; own derivation of the travel"


def proof(p):
    _sums, bounded, invariant, travelled = conclusion
    p.induct(n, eq(R(n), total), base=algebra, step=algebra.saying("one more square"))
    p.prove(bounded, by=lambda: _bounded(p))
    p.prove(invariant, by=lambda: _invariant(p))
    p.prove(travelled, by=lambda: _travelled(p))


def _bounded(p):
    for law in given[3:]:
        p.instance(law, {k: n})
    p.instance(given[5], {k: n + 1})
    moved = p.show(eq((x(n + 1) - x(n)) * (δ + q(n + 1)), -ε * G(n + 1)), by=algebra.saying("the update rule"))
    grown = p.show(eq(q(n + 1) ** 2, q(n) ** 2 + G(n + 1) ** 2), by=algebra.saying("one more square"))
    step = p._term((x(n + 1) - x(n)) * (δ + q(n + 1)) - ε * G(n + 1))
    combine(p, bounded_step, [[1, ["square", p._term(ε * q(n))]]], [[p._term(ε**2), grown], [["-", step], moved]], say="ε² q² >= 0")


def _invariant(p):
    p.have(gt(h + c * w, 0), signs)
    square = p.number(eq(h**2, c**2 * w**2).data)
    combine(p, eq(h, c * w), [], [[p._term(1 / (h + c * w)), square]], say="both are positive")
    p.show(eq(ε / h * (c * u), ε / w * u), by=algebra)


def _travelled(p):
    p.induct(n, eq(R(n), n), base=algebra, step=algebra, say="all squares are 1")
    p.prove(forall(n, ge(2 * q(n + 1) - 2 * q(n), i(n + 1))), by=lambda: _between_roots(p, n, newer=True))
    p.prove(forall(n, ge(i(n + 1), 2 * q(n + 2) - 2 * q(n + 1))), by=lambda: _between_roots(p, n + 1, newer=False))
    p.instance(given[4], {k: 0})
    p.induct(n, below_two_roots, base=signs, step=lambda: _add(p, below_two_roots, 2 * q(n + 1) - 2 * q(n), i(n + 1)))
    _first_root(p)
    p.induct(n, above_two_roots, base=signs, step=lambda: _add(p, above_two_roots, i(n + 1), 2 * q(n + 2) - 2 * q(n + 1)))


def _first_root(p):
    p.instance(given[4], {k: 1})
    p.instance(given[5], {k: 1})
    p.instance(forall(n, eq(R(n), n)), {n: 1})
    square = p.show(eq(q(1) ** 2, 1), by=algebra.saying("r counts the steps"))
    p.have(gt(q(1) + 1, 0), signs)
    combine(p, eq(q(1), 1), [], [[p._term(1 / (q(1) + 1)), square]], say="and it is not negative")


def _between_roots(p, at, newer):
    """Two roots with q'² = q² + 1: both bounds say that (q' - q)² >= 0, divided by one of them."""
    positive, unit = (p.instance(law, {k: n}) for law in ones[1:])
    for a in (at, at + 1):
        p.instance(given[5], {k: a})
        p.instance(forall(n, eq(R(n), n)), {n: a})
    square = p.show(eq(q(at + 1) ** 2, q(at) ** 2 + 1), by=algebra.saying("r counts the steps"))
    rise, fall = 2 * q(at + 1) - 2 * q(at), i(n + 1)
    summands = [[1, positive, ["square", p._term(q(at + 1) - q(at))]]]
    goal, side = (ge(rise, fall), 1) if newer else (ge(fall, rise), -1)
    combine(p, goal, summands, [[p._term(side * fall), square], [p._term(-side * rise), unit]], say="(q' - q)² >= 0")


def _add(p, goal, more, less):
    """The next summand is ε i(n + 1)."""
    step = p.instance(forall(n, ge(more, less)), {n: n})
    p.instance(ones[1], {k: n})
    summands = [[1, p.number(goal.data)], [1, p.number(gt(ε, 0).data), step]]
    combine(p, substitute(goal.data, {"n": ["+", "n", 1]}), summands)


def path(gradient, steps, step_size, small_constant=0.0):
    """The positions under a constant gradient."""
    return positions(AdaGrad(step_size, small_constant), [float(gradient)] * steps)


def distance(n, step_size):
    """How far it travels under a constant gradient of 1."""
    return exactly(abs(float(path(1, n, step_size)[-1])), n)


def first_steps(scale):
    """Where three steps lead under the gradients 3, -1, 2, all multiplied by the scale."""
    return exactly(float(positions(AdaGrad(0.1, 0.0), [scale * g for g in (3.0, -1.0, 2.0)])[-1]), 3)


HALF = Rational(1, 2)


def after_three(scale, power=HALF):
    """The claim's sum of steps for these gradients."""
    gradients = [3, -1, 2]
    squares = [sum(x**2 for x in gradients[: i + 1]) for i in range(3)]
    return float(-sum(Rational(1, 10) * scale * x / (scale**2 * y) ** power for x, y in zip(gradients, squares, strict=True)))


def between(n, **point):
    """The claim's two bounds on the travel."""
    at = {ε: point["ε"], q(n): sqrt(n), q(n + 1): sqrt(n + 1)}
    low, high = 2 * ε * (q(n + 1) - 1), 2 * ε * q(n)
    return tuple(float(b.xreplace(at)) for b in (low, high))


experiment = (
    Experiment(
        quantity="travel under a constant gradient of 1",
        measure=lambda steps, step_size: distance(steps, step_size),
        predicted=between,
        rival=lambda n, **point: float(point["ε"] * log(n)),
        rival_means="ε ln n, the travel without the root",
        over={n: (10, 100, 10_000), ε: (0.1,)},
    ),
    Experiment(
        quantity="position after the gradients 3, -1, 2 times a scale",
        measure=first_steps,
        predicted=after_three,
        rival=lambda scale: after_three(scale, 1),
        rival_means="the notes' formula without the root, which is not invariant under the scale",
        over={"scale": (1, 1000)},
        tolerance=1e-12,
    ),
)


def figure(axis):
    """How far AdaGrad travels under a constant gradient of 1, in units of ε: measured (dots), the root's bound 2√n (line), and
    the logarithm that the formula of the notes would give (dotted)."""
    from qedescent.proofs.report.figure import COLOURS

    marks = [2**i for i in range(13)]
    far = abs(path(1, marks[-1], 1.0))
    axis.loglog(marks, [2 * x**0.5 for x in marks], color=COLOURS["predicted"], label=r"$2\sqrt{n}$")
    axis.loglog(marks, [far[x] for x in marks], "o", color=COLOURS["measured"], markersize=4, label="measured")
    rootless = [sum(1 / j for j in range(1, x + 1)) for x in marks]
    axis.loglog(marks, rootless, ":", color=COLOURS["rival"], label="without the root")
    axis.set_xlabel("steps $n$")
    axis.set_ylabel(r"travel$/\varepsilon$")
    axis.legend()
