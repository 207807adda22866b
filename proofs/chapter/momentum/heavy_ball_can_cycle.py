"""Tuned for quadratics, heavy ball can cycle on a smooth strongly convex function"""

import numpy as np
from sympy import Rational

from qedescent.analytic.notation import k, n
from qedescent.numeric.measure.trajectory import trajectory
from qedescent.numeric.optimizers import SGD
from qedescent.numeric.problems import piecewise_quadratic
from qedescent.proofs.chapter.momentum import polyak_parameters_are_optimal as polyak
from qedescent.proofs.chapter.momentum import runs_beside_the_cycle as runs
from qedescent.proofs.chapter.momentum import three_cycle as lemmas
from qedescent.proofs.chapter.momentum.three_cycle import a, b, c, cycle, d, e, j, place, position, x, y
from qedescent.proofs.experiment import Experiment
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.limits import show_limit
from qedescent.proofs.finders.powers import slower_powers_win
from qedescent.proofs.finders.signs import signs
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, ge, implies, tends_to
from qedescent.proofs.outcome import Verdict

ID = "hb-no-global-acceleration"

steady = 1 + Rational(15, 2) / (lemmas.slower - lemmas.shrink)
START, ROUND = (Rational(33, 10), Rational(31, 10)), 10  # after that many steps the run is near the cycle

in_cycle = forall(n, both(*(eq(position(3 * n + i), point) for i, point in enumerate(cycle))))
arrives = both(*(tends_to(n, place(i), point) for i, point in enumerate(cycle)))
at_last = Formula(substitute(arrives.data, {j.name: ROUND}), {name: sort for name, sort in arrives.sorts.items() if name != j.name})
from_afar = [eq(position(i), at) for i, at in enumerate(START)]

given = (
    *lemmas.pieces,
    lemmas.has_slope,
    forall(k, eq(position(k + 2), lemmas.heavy_ball(position(k + 1), position(k)))),
)
conclusion = (
    forall((x, y), lemmas.grows(x, y), given=[x >= y]),
    forall((x, y), lemmas.parabolas),
    implies([eq(position(0), a), eq(position(1), b)], in_cycle),
    forall((j, d, e), forall(n, lemmas.around), given=lemmas.close),
    forall((j, d, e), arrives, given=lemmas.close),
    implies(from_afar, at_last),
)
claim = (
    r"Let $f$ have the derivative $h(x)=25x$ below 1, $x+24$ between 1 and 2, and $25x-24$ from 2 on: above each of its "
    r"tangents it rises like a parabola of curvature between 1 and 25, so it is 25-smooth and 1-strongly convex. With "
    r"Polyak's step size $1/9$ and momentum $4/9$ for these curvatures heavy ball has the cycle "
    r"$792/1225,\,-2208/1225,\,2592/1225$. Every run of which two successive points are within $1/20$ of the first two "
    r"converges to it, three steps having the double root $-8/27$; so does the run from 3.3 and 3.1. In general heavy ball "
    r"has no accelerated rate on this class of functions, whatever its step size and momentum (cited)."
)
source = "Lessard, Recht and Packard 2016, section 4.6; exact cycle and its attractivity by own computation"
expected = Verdict.CITED
cited = (
    "no tuning accelerates on the whole class: for every condition number, step size and momentum heavy ball is slow on some "
    "quadratic or does not converge on some smooth strongly convex function (Goujaud, Taylor and Dieuleveut 2023, Provable "
    "non-accelerations of the heavy-ball method); all the rest is proved",
)
notes = (r"Polyak's parameters accelerate on every quadratic (hb-polyak-optimum): quadratics alone would not show the cycle.",)


def proof(p):
    smooth, parabolas, cycles, stays, attracts, reached = conclusion
    growing = p.prove(smooth, by=lambda: lemmas.show_growth(p, x, y))
    p.prove(parabolas, by=lambda: lemmas.show_parabolas(p, growing))
    slower_powers_win(p, n, lemmas.shrink, lemmas.slower)
    lemmas.show_sizes(p)
    p.prove(stays, by=lambda: lemmas.show_around(p))
    p.prove(cycles, by=lambda: _from_the_cycle(p, stays))
    p.prove(attracts, by=lambda: _converges(p, stays))
    p.prove(reached, by=lambda: _reached(p, attracts))


def _from_the_cycle(p, stays):
    p.have(ge(lemmas.near, 0), signs)
    always = p.instance(stays, {j: 0, d: 0, e: 0})
    p.prove(in_cycle, by=lambda: _third_point(p, always))


def _third_point(p, always):
    p.instance(always, {n: n})
    for i, point in enumerate((a, b)):
        p.have(eq(position(3 * n + i), point), algebra)
    p.instance(lemmas.pieces[0], {x: position(3 * n + 1)}, by=signs)
    p.show(eq(position(3 * n + 2), c), by=algebra)


def _converges(p, stays):
    always = p.instance(stays, {j: j, d: d, e: e})
    words = "n (8/27)ⁿ is below a multiple of (3/5)ⁿ"
    for i, point in enumerate(cycle):
        nearer = lambda i=i: lemmas.show_nearer(p, i, always, steady)  # noqa: E731
        show_limit(p, tends_to(n, place(i), point), 3 * lemmas.near * steady, lemmas.slower, by=nearer, say=words)


def _reached(p, attracts):
    """Step by step in exact fractions."""
    points = lemmas.exact_iterates(START, ROUND + 1)
    for i in range(ROUND):
        now = points[i + 1]
        piece = lemmas.pieces[0 if now < 1 else 1 if now < 2 else 2]
        p.instance(piece, {x: position(i + 1)}, by=signs)
        p.show(eq(position(i + 2), points[i + 2]), by=algebra)
    near = {d: points[ROUND] - a, e: points[ROUND + 1] - b}
    p.instance(attracts, {j: ROUND, **near}, by=signs)


def _values(at):
    return {symbol: at[str(symbol)] for symbol in (n, d, e)}


def simple_root(i):
    """The distance if three steps did no more than shrink it."""
    return lemmas.deviation(i).xreplace({n: 0}) * (-lemmas.shrink) ** n


experiment = (
    Experiment(
        quantity="growth of the gradient a unit",
        measure=runs.slopes,
        predicted=(lemmas.CURVATURES[polyak.m] ** 2, lemmas.CURVATURES[polyak.s] ** 2),
        control=lambda: runs.slopes(lambda at: np.where(at < 2, piecewise_quadratic.gradient(at), 25 * at)),
        rival_means="a last piece that does not join the others",
        tolerance=1e-12,
    ),
    Experiment(
        quantity="iterate 3n + i beside the cycle",
        measure=runs.iterate,
        predicted=lambda i, **at: (cycle[int(i)] + lemmas.deviation(i)).xreplace(_values(at)),
        rival=lambda i, **at: (cycle[int(i)] + simple_root(i)).xreplace(_values(at)),
        rival_means="a distance that shrinks by exactly 8/27 in three steps",
        over={"i": (0, 1, 2), n: (1, 3, 8), d: (-0.05, 0.03), e: (0.05,)},
        tolerance=1e-12,
    ),
    Experiment(
        quantity="spectral radius of three steps beside the cycle",
        measure=runs.radius_of_three_steps,
        predicted=lemmas.shrink,
        rival=Rational(2, 3),
        rival_means="that of one step",
        tolerance=1e-6,
    ),
    Experiment(
        quantity="highest of three iterates, 200 steps from 3.3 and 3.1",
        measure=runs.highest_of_the_last_three,
        predicted=c,
        control=lambda: runs.highest_of_the_last_three(lambda at: 25 * at),
        rival_means="a quadratic of the largest curvature",
        tolerance=1e-12,
    ),
)


def figure(graph, run):
    """Left, the function, the cycle on it (joined in its order) and gradient descent with step size 1/13 from 3.3. Right, heavy
    ball with Polyak's tuning for curvatures from 1 to 25, from 3.3 and 3.1: on this function it ends in the cycle (dotted), on
    the quadratic of curvature 25 it converges, and so does gradient descent on this function."""
    from qedescent.proofs.report.figure import COLOURS

    line = np.linspace(-3, 4, 141)
    pieces = np.diff(line) * (piecewise_quadratic.gradient(line)[1:] + piecewise_quadratic.gradient(line)[:-1]) / 2
    heights = np.concatenate([[0.0], np.cumsum(pieces)])
    value = lambda at: np.interp(at, line, heights - heights.min())  # noqa: E731
    heavy, quadratic = runs.iterates(3.3, 3.1, 36), runs.iterates(3.3, 3.1, 36, lambda at: 25 * at)
    descent = trajectory(SGD(1 / 13), piecewise_quadratic.gradient, 3.3, 36).ravel()
    graph.plot(line, value(line), "-", color=COLOURS["predicted"], linewidth=0.8)
    graph.plot(descent, value(descent), "s", color=COLOURS["rival"], markersize=4)
    graph.plot(heavy[-4:], value(heavy[-4:]), "o-", color=COLOURS["measured"], markersize=5, linewidth=0.8)
    graph.set_xlabel(r"$\theta$")
    graph.set_ylabel(r"$f(\theta)$")
    for point in cycle:
        run.axhline(float(point), linestyle=":", color=COLOURS["faint"], linewidth=0.9)
    run.plot(heavy, "o-", color=COLOURS["measured"], markersize=3, linewidth=1, label="heavy ball")
    run.plot(quadratic, "^-", color=COLOURS["further"], markersize=3, linewidth=0.7, label="on the quadratic")
    run.plot(descent, "s-", color=COLOURS["rival"], markersize=3, linewidth=0.7, label="gradient descent")
    run.set_ylim(-4.5, 9)
    run.set_xlabel("step $k$")
    run.set_ylabel(r"$\theta_k$")
    run.legend(loc="upper right")
