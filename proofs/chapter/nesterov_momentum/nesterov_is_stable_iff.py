"""Nesterov momentum is stable exactly for 0 < ελ < 2(1 + α)/(1 + 2α)"""

from sympy import Expr, Poly, Rational, cancel

from qedescent.analytic.notation import k, z, α, ε, λ
from qedescent.analytic.quadratic import characteristic_polynomial
from qedescent.analytic.rules import momentum, nesterov
from qedescent.numeric.measure.contraction import contraction
from qedescent.numeric.measure.stable_step import largest_stable_step
from qedescent.numeric.optimizers import Momentum, Nesterov
from qedescent.proofs.chapter.momentum.heavy_ball_is_stable_iff import bound as heavy_ball
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra, using
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.signs import sign, signs
from qedescent.proofs.finders.stability import jury_criterion, jury_margins
from qedescent.proofs.language.formulas import both, eq, gt, iff, implies, roots_within, tends_to
from qedescent.proofs.language.symbols import real

ID = "nesterov-stability"

χ = characteristic_polynomial(nesterov)
bound = 2 * (1 + α) / (λ * (1 + 2 * α))
more = real("β")


def at(momentum, value: Expr) -> Expr:
    """An expression at this momentum, over one denominator."""
    return cancel(value.xreplace({α: momentum}))


near_one = k / (k + 1)
far = (eq(α, Rational(99, 100)), eq(ε * λ, Rational(3, 2)))
between = (gt(heavy_ball, ε), gt(ε, bound))
given = (λ > 0, α >= 0, α < 1, more > α)
conclusion = (
    *iff(roots_within(χ, z), (ε > 0, ε < bound)),
    implies(eq(α, 0), both(eq(bound, 2 / λ), eq(heavy_ball, 2 / λ))),
    both(gt(bound, at(more, bound)), gt(at(more, heavy_ball), heavy_ball)),
    tends_to(k, at(near_one, bound), 4 / (3 * λ)),
    tends_to(k, at(near_one, heavy_ball), 4 / λ),
    implies(far, both(*between)),
)
claim = (
    r"On $f(\theta)=\lambda\theta^2/2$ and for $0\le\alpha<1$ Nesterov momentum converges from every start, "
    r"that is, both roots of its characteristic polynomial lie inside the unit circle, exactly when "
    r"$0<\varepsilon<2(1+\alpha)/((1+2\alpha)\lambda)$. Without momentum this bound is $2/\lambda$, as heavy "
    r"ball's. A larger momentum $\beta>\alpha$ lowers it, down to $4/(3\lambda)$ in the limit $\alpha\to1$, and "
    r"raises heavy ball's, $2(1+\alpha)/\lambda$, up to $4/\lambda$ in the limit: at $\varepsilon\lambda=1.5$ and "
    r"$\alpha=0.99$ heavy ball converges and Nesterov momentum does not."
)
source = "Own derivation by Jury's criterion; Goodfellow, Bengio and Courville 2016, Algorithm 8.3"
notes = (
    r"The limits are shown along $\alpha=k/(k+1)$; both bounds are monotone in $\alpha$, so these are the limits as "
    r"$\alpha\to1$.",
)


def proof(p):
    forward, backward, starts, order, falls, rises, apart = conclusion
    p.calc(χ).equals(z**2 - (1 + α) * (1 - ε * λ) * z + α * (1 - ε * λ), by=algebra)
    for momentum_ in (α, more):
        p.have(gt(1 + 2 * momentum_, 0), signs)
    p.prove(forward, by=jury_margins)
    p.prove(backward, by=jury_criterion)
    p.prove(starts, by=algebra.saying("without momentum"))
    p.show(order, by=signs)
    show_limit(p, falls, 2 / (3 * λ), say="the distance is 2/(3λ(3k + 1))")
    show_limit(p, rises, 2 / λ, say="the distance is 2/(λ(k + 1))")
    p.prove(apart, by=lambda: _between(p))


def _between(p):
    p.show(eq(ε, Rational(3, 2) / λ), by=using(p.number(far[1].data), words="dividing by λ"))
    p.show(between, by=sign(words="3/2 lies between 3.98/2.98 and 3.98"))


def longest(momentum, curvature):
    """The step size up to which runs stay bounded, by bisection."""
    return largest_stable_step(lambda e: Nesterov(e, momentum), curvature, steps=3000, resolution=2e-3)


def growth(rule):
    """Measures the factor by which the error shrinks or grows in a step, over many steps."""
    return lambda step_size, momentum, curvature: contraction(rule(step_size, momentum), curvature, steps=2**26)


def largest_root(polynomial):
    """The larger modulus of the two roots of a characteristic polynomial, as a function of the point."""
    return lambda **point: max(abs(x) for x in Poly(polynomial.xreplace({s: point[str(s)] for s in (ε, α, λ)}), z).nroots())


experiment = (
    Experiment(
        quantity="longest stable step size",
        measure=longest,
        predicted=bound,
        rival=heavy_ball,
        rival_means="heavy ball's bound",
        over={λ: (0.1, 10.0), α: (0.2, 0.9, 0.99)},
    ),
    Experiment(
        quantity="growth a step",
        measure=growth(Nesterov),
        predicted=largest_root(χ),
        rival=largest_root(characteristic_polynomial(momentum)),
        rival_means="heavy ball's larger root",
        over={ε: (0.05, 0.9, 1.3, 1.4), α: (0.5, 0.9, 0.99), λ: (1,)},
        tolerance=1e-6,
    ),
    Experiment(
        quantity="growth a step where heavy ball is stable",
        measure=growth(Nesterov),
        predicted=(1.01, 2),
        control=growth(Momentum),
        rival_means="heavy ball, which converges there",
        over={ε: (1.5,), α: (0.99,), λ: (1,)},
    ),
)


def figure(axis):
    """Where runs of Nesterov momentum shrink (dots) and where they grow (crosses): the border falls from 2 to 4/3. Heavy ball's
    (dashed) rises from 2 to 4; in the shaded region it converges and Nesterov momentum does not."""
    from qedescent.proofs.report.figure import COLOURS

    decays, products = [i / 20 for i in range(20)], [i / 5 + 0.1 for i in range(21)]
    tried = [(d, x, growth(Nesterov)(x, d, 1.0).value < 1) for d in decays for x in products]
    fine = [i / 100 for i in range(100)]
    low, high = ([float(border.xreplace({λ: 1, α: Rational(i, 100)})) for i in range(100)] for border in (bound, heavy_ball))
    axis.fill_between(fine, low, high, color=COLOURS["band"], alpha=0.4, linewidth=0)
    for stable, mark, shade in ((True, "o", "measured"), (False, "x", "rival")):
        points = [(d, x) for d, x, shrinks in tried if shrinks == stable]
        axis.plot(*zip(*points, strict=True), mark, color=COLOURS[shade], markersize=3)
    axis.plot(fine, low, color=COLOURS["predicted"], label="Nesterov")
    axis.plot(fine, high, "--", color=COLOURS["predicted"], label="heavy ball")
    axis.set_ylim(0, 4.4)
    axis.set_xlabel(r"momentum $\alpha$")
    axis.set_ylabel(r"$\varepsilon\lambda$")
    axis.legend(loc="upper left", frameon=True, framealpha=0.9, edgecolor="none")
