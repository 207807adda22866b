"""Tuned for quadratics, heavy ball can cycle on a smooth strongly convex function"""

import numpy as np
from sympy import Rational

from qedescent.analytic.notation import k, n
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.trajectory import trajectory
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems import piecewise_quadratic
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.chapter.momentum import three_cycle as lemmas
from qedescent.proofs.chapter.momentum.three_cycle import a, b, c, cycle, d, e, position, x, y
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import slower_powers_win
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.language.formulas import both, eq, forall, ge, implies, tends_to

ID = "hb-no-global-acceleration"

near_cycle = [point + lemmas.deviation(i) for i, point in enumerate((a, b))]
around = both(*(eq(position(3 * n + i), value) for i, value in enumerate(near_cycle)))
arrives = tends_to(n, position(3 * n), a)
in_cycle = forall(n, both(*(eq(position(3 * n + i), point) for i, point in enumerate(cycle))))

given = (*lemmas.pieces, forall(k, eq(position(k + 2), lemmas.heavy_ball(position(k + 1), position(k)))))
conclusion = (
    forall((x, y), lemmas.grows(x, y), given=[x >= y]),
    implies([eq(position(0), a), eq(position(1), b)], in_cycle),
    forall((d, e), forall(n, around), given=lemmas.close),
    forall((d, e), arrives, given=lemmas.close),
)
claim = (
    r"Let the gradient be $25x$ below 1, $x+24$ between 1 and 2, and $25x-24$ from 2 on: it grows at least by 1 and at most "
    r"by 25 a unit, so the function is 25-smooth and 1-strongly convex. With Polyak's step size $1/9$ and momentum $4/9$ for "
    r"these curvatures heavy ball has the cycle $792/1225,\,-2208/1225,\,2592/1225$, and every start whose first two points "
    r"are within $1/20$ of the cycle converges to it, three steps shrinking the distance by about $8/27$."
)
source = "Lessard, Recht and Packard 2016, section 4.6; exact cycle and its attractivity by own computation"
notes = (
    r"That heavy ball has no accelerated rate on this class for any tuning (Goujaud, Taylor and Dieuleveut 2023) is not "
    r"part of this claim.",
)


def proof(p):
    smooth, cycles, stays, attracts = conclusion
    p.prove(smooth, by=lambda: lemmas.show_growth(p, x, y))
    slower_powers_win(p, n, lemmas.shrink, lemmas.slower)
    lemmas.show_sizes(p)
    p.prove(stays, by=lambda: p.induct(n, around, base=algebra, step=lambda: lemmas.show_three_steps(p)))
    p.prove(cycles, by=lambda: _from_the_cycle(p, stays))
    p.prove(attracts, by=lambda: _converges(p, stays))


def _from_the_cycle(p, stays):
    p.have(ge(lemmas.near, 0), signs)
    always = p.instance(stays, {d: 0, e: 0})
    p.prove(in_cycle, by=lambda: _third_point(p, always))


def _third_point(p, always):
    p.instance(always, {n: n})
    for i, point in enumerate((a, b)):
        p.have(eq(position(3 * n + i), point), algebra)
    p.instance(lemmas.pieces[0], {x: position(3 * n + 1)}, by=signs)
    p.show(eq(position(3 * n + 2), c), by=algebra)


def _converges(p, stays):
    always = p.instance(stays, {d: d, e: e})
    bound = 1 + Rational(15, 2) / (lemmas.slower - lemmas.shrink)
    words = "n (8/27)ⁿ is below a multiple of (3/5)ⁿ"
    nearer = lambda: lemmas.show_nearer(p, always, bound)  # noqa: E731
    show_limit(p, arrives, lemmas.near * bound, lemmas.slower, by=nearer, say=words)


def iterate(i, steps, d, e):
    """The iterate number 3n + i from a start beside the cycle."""
    return exactly(lemmas.iterates(a + d, b + e, 3 * steps + i)[-1], 3 * steps + i)


def highest_of_the_last_three(gradient=piecewise_quadratic.gradient):
    """After 300 steps from 3.3 and 3.1, which are not near the cycle."""
    return exactly(lemmas.iterates(3.3, 3.1, 300, gradient)[-3:].max(), 300)


def slopes(gradient=piecewise_quadratic.gradient):
    """The least and the greatest growth of the gradient a unit, between neighbours of a grid that holds the kinks."""
    found = np.diff(gradient(GRID)) / np.diff(GRID)
    return Estimate(float(found.mean()), float(found.min()), float(found.max()))


def _values(at):
    return {symbol: at[str(symbol)] for symbol in (n, d, e)}


simple_root = [a + d * (-lemmas.shrink) ** n, b + e * (-lemmas.shrink) ** n]
GRID = np.linspace(-8, 8, 65)
experiment = (
    Experiment(
        quantity="growth of the gradient a unit",
        measure=slopes,
        predicted=(lemmas.CURVATURES[polyak.m] ** 2, lemmas.CURVATURES[polyak.s] ** 2),
        control=lambda: slopes(lambda at: np.where(at < 2, piecewise_quadratic.gradient(at), 25 * at)),
        rival_means="a last piece that does not join the others",
        tolerance=1e-12,
    ),
    Experiment(
        quantity="iterate 3n + i beside the cycle",
        measure=iterate,
        predicted=lambda i, **at: near_cycle[int(i)].xreplace(_values(at)),
        rival=lambda i, **at: simple_root[int(i)].xreplace(_values(at)),
        rival_means="a distance that shrinks by exactly 8/27 in three steps",
        over={"i": (0, 1), n: (1, 3, 8), d: (-0.05, 0.03), e: (0.05,)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="highest of three iterates, 300 steps from 3.3 and 3.1",
        measure=highest_of_the_last_three,
        predicted=c,
        control=lambda: highest_of_the_last_three(lambda at: 25 * at),
        rival_means="a quadratic of the largest curvature",
        tolerance=1e-12,
    ),
)


def figure(axis):
    """Heavy ball with Polyak's tuning for curvatures from 1 to 25, from 3.3 and 3.1: on this function it ends in the cycle
    (dotted lines); on the quadratic of curvature 25 it converges, and so does gradient descent on this function."""
    from qedescent.proofs.report.figure import COLOURS

    counts = range(37)
    heavy, quadratic = lemmas.iterates(3.3, 3.1, 36), lemmas.iterates(3.3, 3.1, 36, lambda at: 25 * at)
    descent = trajectory(SGD(1 / 13), piecewise_quadratic.gradient, 3.3, 36).ravel()
    for point in cycle:
        axis.axhline(float(point), linestyle=":", color=COLOURS["faint"], linewidth=0.9)
    axis.plot(counts, heavy, "o-", color=COLOURS["measured"], markersize=4, linewidth=1, label="heavy ball")
    axis.plot(counts, quadratic, "^-", color=COLOURS["further"], markersize=4, linewidth=0.7, label="heavy ball, quadratic")
    axis.plot(counts, descent, "s-", color=COLOURS["rival"], markersize=4, linewidth=0.7, label="gradient descent")
    axis.set_ylim(-6.5, 7.5)
    axis.set_xlabel("step $k$")
    axis.set_ylabel(r"$\theta_k$")
    axis.legend(loc="upper right", ncols=3)
