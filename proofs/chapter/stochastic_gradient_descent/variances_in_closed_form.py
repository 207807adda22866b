"""Variances of SGD and its averages in closed form, schedule by schedule"""

from sympy import Rational

from qedescent.analytic.notation import k, n, ε, λ, σ
from qedescent.numeric.measure.variance import second_moment
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems.noisy_quadratic import NoisyQuadratic
from qedescent.numeric.schedules import inverse, strongly_convex
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, gt, independent
from qedescent.proofs.language.symbols import E, real, sequence

ID = "sgd-schedule-closed-forms"

x, y, z, S, ξ = sequence("x y z S ξ", "random")
A = real("A")


def step(sequence_, size):
    """One noisy gradient step of this size on λθ²/2."""
    return forall(k, eq(sequence_(k + 1), sequence_(k) - size * (λ * sequence_(k) + ξ(k))))


given = (
    λ > 0,
    A < 1,
    A > -1,
    eq(x(0), 0),
    eq(y(0), 0),
    eq(z(0), 0),
    eq(S(0), 0),
    step(x, 1 / (λ * (k + 1))),
    step(y, 2 / (λ * (k + 2))),
    forall(k, eq(z(k + 1), A * z(k) - ε * ξ(k))),
    forall(k, eq(S(k + 1), S(k) + z(k + 1))),
    independent(ξ, x, y, z, S),
    forall(k, eq(E(ξ(k)), 0)),
    forall(k, eq(E(ξ(k) ** 2), σ**2)),
)
unit = σ**2 / λ**2
harmonic = unit / (n + 1)
doubled = Rational(2, 3) * unit * (2 * n + 3) / ((n + 1) * (n + 2))
spread = ε**2 * σ**2 / (1 - A**2)
position = spread * (1 - A ** (2 * n))
mixed = spread * (1 - A**n) * (1 - A ** (n + 1)) / (1 - A)
total = ε**2 * σ**2 / (1 - A) ** 2 * (n - 2 * A * (1 - A**n) / (1 - A) + A**2 * (1 - A ** (2 * n)) / (1 - A**2))
conclusion = (
    forall(n, eq(E(x(n + 1) ** 2), harmonic)),
    forall(n, eq(E(y(n + 1) ** 2), doubled)),
    forall(n, eq(E(S(n) ** 2), total)),
)
claim = (
    r"On $\lambda\theta^2/2$ with independent gradient noise of variance $\sigma^2$, started at the minimum, $K=n+1$ steps "
    r"$1/(\lambda k)$ leave the variance $\sigma^2/(\lambda^2K)$, and steps $2/(\lambda(k+1))$ leave "
    r"$\frac{2\sigma^2}{3\lambda^2}\frac{2K+1}{K(K+1)}$. With a constant step, $A=1-\varepsilon\lambda$, the sum of the first "
    r"$n$ iterates has variance $\frac{\sigma^2}{\lambda^2}\bigl[n-2A\frac{1-A^n}{1-A}+A^2\frac{1-A^{2n}}{1-A^2}\bigr]$, so "
    r"their average settles at $\sigma^2/(\lambda^2n)$ although the iterate does not."
)
source = "Own derivation by induction"
notes = (
    "Of the inventory's entry these are not covered yet: the limits 4/3 and 32/27 of the averages under steps 2/(λ(k + 1)), "
    "and the asymptotic cσ²/(2λ√k) under steps c/√k.",
)


def proof(p):
    for margin in (1 - A, 1 + A, 1 - A**2, (1 - A) ** 2):
        p.have(gt(margin, 0), signs)
    new = algebra.saying("the noise is new: no mixed term")
    p.induct(n, eq(E(x(n + 1) ** 2), harmonic), base=algebra, step=new)
    p.induct(n, eq(E(y(n + 1) ** 2), doubled), base=algebra, step=new)
    p.induct(n, laws(n), base=algebra, step=lambda: _next(p, new))
    p.prove(conclusion[2], by=lambda: p.instance(forall(n, both(*laws(n))), {n: n}))


def laws(i):
    """The second moments of the iterate and of the sum of the iterates."""
    return tuple(
        eq(E(moment), value.xreplace({n: i}))
        for moment, value in ((z(i) ** 2, position), (z(i) * S(i), mixed), (S(i) ** 2, total))
    )


def _next(p, new):
    own = p.show(eq(E(z(n + 1) ** 2), A**2 * E(z(n) ** 2) + ε**2 * σ**2), by=new)
    cross = p.show(eq(E(z(n + 1) * S(n)), A * E(z(n) * S(n))), by=new)
    square = p.number(laws(n)[0].data), p.number(laws(n)[1].data), p.number(laws(n)[2].data)
    first, second, third = laws(n + 1)
    position_law = p.show(first, by=using(own, square[0], words="the geometric sum of the noise"))
    product = p.have(eq(E(z(n + 1) * S(n + 1)), E(z(n + 1) * S(n)) + E(z(n + 1) ** 2)), algebra)
    p.show(second, by=using(product, cross, position_law, square[1], words="old sum and new iterate"))
    whole = p.have(eq(E(S(n + 1) ** 2), E(S(n) ** 2) + 2 * E(z(n + 1) * S(n)) + E(z(n + 1) ** 2)), algebra)
    p.show(third, by=using(whole, cross, position_law, square[1], square[2], words="squaring the sum"))


SIZES = {λ: 1, σ: 1}


def harmonic_run(steps, seed):
    """E θ² after K steps 1/k on θ²/2 with unit noise, times K."""
    return second_moment(NoisyQuadratic(), SGD(inverse(1.0)), 40_000, steps, seed).scaled(steps)


def doubled_run(steps, seed):
    return second_moment(NoisyQuadratic(), SGD(strongly_convex(1.0)), 40_000, steps, seed).scaled(steps)


def constant_run(steps, seed):
    """E of the squared mean of iterates 2 ... K + 1 at step size 1/10, times K; the first is at the minimum."""
    estimate = second_moment(NoisyQuadratic(), SGD(0.1), 40_000, steps + 1, seed, output="uniform")
    return estimate.scaled((steps + 1) ** 2 / steps)


experiment = tuple(
    Experiment(
        quantity=f"K × variance, {name}",
        measure=measure,
        predicted=formula,
        rival=rival,
        rival_means=slip,
        over={n: (10, 100)},
        random=True,
    )
    for name, measure, formula, rival, slip in (
        ("steps 1/(λk)", harmonic_run, (n * harmonic.xreplace({n: n - 1})).xreplace(SIZES), Rational(4, 3),
         "the other schedule's limit"),
        ("steps 2/(λ(k + 1))", doubled_run, (n * doubled.xreplace({n: n - 1})).xreplace(SIZES), 1, "4/3 replaced by 1"),
        (
            "average at constant step 1/10",
            constant_run,
            (total / n).xreplace({ε: Rational(1, 10), A: Rational(9, 10), σ: 1}),
            1,
            "the limit σ²/λ² in place of the formula",
        ),
    )
)


def figure(axis):
    """K times the variance against K for three schedules on θ²/2 with unit noise: formulas and 20,000 measured runs."""
    from qedescent.proofs.report.figure import COLOURS

    marks = [4, 8, 16, 32, 64, 128]
    for e, colour in zip(experiment, ("measured", "further", "rival"), strict=True):
        curve = [float(e.predicted.xreplace({n: K})) if e.predicted.has(n) else 1 for K in marks]
        points = [e.measure(K, 0).value for K in marks]
        axis.semilogx(marks, curve, color=COLOURS[colour])
        axis.semilogx(marks, points, "o", color=COLOURS[colour], label=e.quantity[14:], markersize=4)
    axis.set_xlabel("steps $K$")
    axis.set_ylabel(r"$K\times$ variance")
    axis.legend()
