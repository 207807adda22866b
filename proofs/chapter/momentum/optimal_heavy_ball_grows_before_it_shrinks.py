"""At Polyak's optimum the error first grows, then shrinks like k rᵏ"""

from sympy import Integer
from sympy import exp as power_of_e

from qedescent.analytic.notation import n, v, θ, λ
from qedescent.analytic.quadratic import on_quadratic
from qedescent.analytic.rules import momentum
from qedescent.proofs.chapter.momentum import exponential_function as exponential
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.chapter.momentum import transient_growth as growth
from qedescent.proofs.chapter.momentum.runs_with_polyaks_parameters import fitted_rate, highest, run
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.distances import alternates_within
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import alternating_sign, line_below_power, slower_powers_win
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, gt, implies, tends_to
from qedescent.proofs.language.symbols import natural, real, sequence

ID = "hb-transient"

k = natural("k")
q = real("q")
x, v_x, y, v_y = sequence("x v y w")
m, s, rate = polyak.m, polyak.s, polyak.rate
slower = s / (s + m)
soft = (1 + 2 * n * m / (s + m)) * rate**n
stiff = (-1) ** n * growth.size
height = 1 + 2 * s / m
envelope = height * slower**n


def follows(position, velocity, curvature):
    """Heavy ball with Polyak's parameters along one curvature, from rest at 1."""
    push = on_quadratic(momentum)[v].xreplace(polyak.best).xreplace({λ: curvature, θ: position(k), v: velocity(k)})
    moved = dict(momentum.assignments)[θ].xreplace({θ: position(k), v: velocity(k + 1)})
    return (
        eq(position(0), 1),
        eq(velocity(0), 0),
        forall(k, eq(velocity(k + 1), push)),
        forall(k, eq(position(k + 1), moved)),
    )


in_condition = both(
    eq(rate, (q - 1) / (q + 1)), eq(soft, (1 + 2 * n / (q + 1)) * rate**n), eq(growth.size, (1 + 2 * q * n / (q + 1)) * rate**n)
)

given = (m > 0, s > m, *follows(x, v_x, m**2), *follows(y, v_y, s**2), *exponential.law)
conclusion = (
    forall(n, eq(x(n), soft)),
    forall(n, eq(y(n), stiff)),
    implies(s**2 > 2 * s * m + m**2, gt(y(1) ** 2, y(0) ** 2)),
    forall(n, both(ge(envelope, y(n)), ge(envelope, -y(n)))),
    tends_to(n, y(n), 0),
    forall((q, n), in_condition, given=[eq(s, q * m), q + 1 > 0]),
    forall(n, both(eq(y(n) ** 2, growth.size**2), ge(growth.size, 0))),
    growth.below,
    growth.above,
    implies(eq(s, 10 * m), both(*growth.highest)),
)
claim = (
    r"With Polyak's parameters, from rest at 1, and with $m=\sqrt\mu$, $s=\sqrt L$, $q=s/m=\sqrt\kappa$, $r=(s-m)/(s+m)$: along "
    r"curvature $\mu$ the iterate is $(1+2n/(q+1))\,r^n$, along curvature $L$ it is $(1+2qn/(q+1))(-r)^n$. For $q>1+\sqrt2$ the "
    r"second first grows in size. This never exceeds $q\,e^{-1+1/q}$ and reaches $\frac{q^2+1}{q+1}e^{-1-2/(q-1)}$ at every $n$ "
    r"with $q-1\le2n\le q+1$: it grows to about $q/e$. For $\kappa=100$ its largest value is $3.707\ldots$, after 4 steps. It "
    r"then decays to 0, faster than the envelope $(1+2q)(s/(s+m))^n$."
)
source = "Own derivation: both ends of the spectrum have a double root"
notes = (
    r"A rate fitted over the first steps is too large: over $n$ steps it is $r$ times $(1+2qn/(q+1))^{1/n}$ along $L$, for "
    r"$\kappa=100$ and $n=10$ above 1.",
)


def proof(p):
    along_soft, along_stiff, grows, below, limit, condition, sized, *_heights, highest = conclusion
    p.have(gt((s + m) ** 2, 0), signs)
    for law, position, velocity, form in ((along_soft, x, v_x, soft), (along_stiff, y, v_y, stiff)):
        change = form.xreplace({n: n + 1}) - form
        pair = [eq(position(n), form), eq(velocity(n + 1), change)]
        both_laws = p.induct(n, pair, base=algebra, step=algebra, say="a double root: the rule keeps both formulas")
        p.prove(law, by=lambda at=both_laws: p.instance(at, {n: n}))
    p.prove(grows, by=lambda: _grows(p))
    slower_powers_win(p, n, rate, slower)
    alternates = alternating_sign(p, n)
    p.prove(below, by=lambda: _below(p, alternates))
    show_limit(p, limit, height, slower, by=lambda: p.instance(below, {n: n}), say="it stays below the envelope")
    p.prove(condition, by=algebra)
    exponential.show_exponential(p)
    growth.show_height(p)
    p.prove(sized, by=lambda: _sized(p, along_stiff))
    p.prove(highest, by=lambda: growth.show_highest(p))


def _grows(p):
    gain = 8 * s**2 * (s**2 - 2 * s * m - m**2) / (s + m) ** 4
    p.show(eq(y(1), stiff.xreplace({n: 1})), by=algebra)
    p.calc(y(1) ** 2 - y(0) ** 2).equals(gain, by=algebra).more_than(0, by=signs).done()


def _below(p, alternates):
    """The sign alternates; the size is a line times a power of the rate."""
    p.instance(alternates, {n: n})
    line_below_power(p, n, 2 * s / (s + m), rate, slower, bound=height)
    p.have(ge(growth.size, 0), signs)
    law = p.show(eq(y(n), stiff), by=algebra)
    alternates_within(p, y(n), (-1) ** n, growth.size, envelope, law)


def _sized(p, along_stiff):
    p.instance(along_stiff, {n: n})
    p.instance(forall(n, ge(rate**n, 0)), {n: n})
    p.show(eq(y(n) ** 2, growth.size**2), by=algebra.saying("the square of a sign is 1"))
    p.show(ge(growth.size, 0), by=signs)


def highest_of_the_formula(m, s):
    return max(abs(stiff.xreplace({n: Integer(i), polyak.m: m, polyak.s: s})) for i in range(100))


def with_numbers(expression):
    """The expression with the exponential function that has values."""
    return expression.replace(exponential.exp, power_of_e)


OVER = {s: (10,), m: (1,), n: (1, 5, 30, 100)}
experiment = (
    Experiment(
        quantity="iterate along μ",
        measure=lambda m, s, steps: run(m, s, steps, m**2).position(),
        predicted=soft,
        rival=rate**n,
        rival_means="the rate alone, without the growing factor of the double root",
        over=OVER,
        tolerance=1e-12,
    ),
    Experiment(
        quantity="iterate along L",
        measure=lambda m, s, steps: run(m, s, steps, s**2).position(),
        predicted=stiff,
        rival=(-rate) ** n,
        rival_means="the rate alone, which never grows",
        over=OVER,
        tolerance=1e-12,
    ),
    Experiment(
        quantity="largest distance along L",
        measure=highest,
        predicted=highest_of_the_formula,
        rival=1,
        rival_means="a decrease from the first step on",
        over={s: (3, 10, 30), m: (1,)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="largest distance along L",
        measure=highest,
        predicted=(with_numbers(growth.floor), with_numbers(growth.ceiling)),
        rival=s / m / 2,
        rival_means="half of √κ",
        over={s: (10, 30, 100), m: (1,)},
    ),
    Experiment(
        quantity="rate fitted over the first n steps along L",
        measure=fitted_rate,
        predicted=rate * growth.lead ** (1 / n),
        rival=rate,
        rival_means="the rate itself",
        over={s: (10,), m: (1,), n: (3, 10, 30)},
        tolerance=1e-12,
    ),
)


def figure(axis):
    """Distance from the minimum for κ = 100 with Polyak's parameters: along the stiff direction the running heavy ball first
    grows to 3.7 times the start; both directions then fall like n rⁿ, above the line of rⁿ (dash-dotted)."""
    from qedescent.proofs.report.figure import COLOURS

    counts, fine = range(0, 91, 2), range(91)
    for form, curvature, shade, mark, name in ((stiff, 100, "measured", "o", "L"), (soft, 1, "further", "s", r"\mu")):
        path = abs(run(1, 10, 90, curvature).positions.ravel())
        values = [abs(float(form.subs({n: i, m: 1, s: 10}))) for i in fine]
        axis.plot(fine, values, "-", color=COLOURS["predicted"], linewidth=0.8)
        axis.plot(counts, path[counts], mark, color=COLOURS[shade], markersize=4, label=rf"along $\lambda={name}$")
    axis.plot(fine, [(9 / 11) ** i for i in fine], "-.", color=COLOURS["rival"], label="$r^n$")
    axis.set_yscale("log")
    axis.set_xlabel("step $n$")
    axis.set_ylabel("distance from the minimum")
    axis.legend()
