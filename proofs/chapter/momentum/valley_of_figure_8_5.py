"""The valley of figure 8.5, with curvature 5 along (1, 1) and 1 along (1, -1), and two exact paths through it from (-20, 25)."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Integer, Rational

from qedescent.analytic.notation import g, k, n, v, α, ε, θ
from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.analytic.rules import momentum, sgd
from qedescent.numeric.evidence import Estimate, exactly
from qedescent.numeric.measure.motion import motion
from qedescent.numeric.measure.trajectory import trajectory
from qedescent.numeric.optimizers import SGD, Momentum
from qedescent.proofs.finders.linear_equations import adding
from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.language.formulas import Formula, both, eq, forall, term
from qedescent.proofs.language.prover import Prover
from qedescent.proofs.language.symbols import sequence

START = Integer(-20), Integer(25)
BEST, QUARTER = Rational(1, 3), Rational(1, 4)  # gradient descent's best step size; heavy ball's step size and momentum
X, Y, V, W, P, Q = sequence("X Y V W P Q")  # heavy ball's position and velocity, gradient descent's position


def gradient(x: Any, y: Any) -> tuple[Any, Any]:
    """The gradient of (5 (x + y)² + (x - y)²)/4."""
    return 3 * x + 2 * y, 2 * x + 3 * y


def _laws(rule: UpdateRule, places: Any, speeds: Any, values: dict[Any, Any]) -> list[Formula]:
    """The rule in both coordinates, from the start at rest."""
    laws = [eq(f(0), at) for f, at in zip(places, START, strict=True)] + [eq(f(0), 0) for f in speeds]
    for i, push in enumerate(gradient(*(f(k) for f in places))):
        here = {θ: places[i](k), g: push, **values, **({v: speeds[i](k)} if speeds else {})}
        targets = {θ: places[i], **({v: speeds[i]} if speeds else {})}
        laws += [forall(k, eq(f(k + 1), next_values(rule)[x].xreplace(here))) for x, f in targets.items()]
    return laws


paths = (*_laws(momentum, (X, Y), (V, W), {ε: QUARTER, α: QUARTER}), *_laws(sgd, (P, Q), (), {ε: BEST}))
across, along = sum(START), START[0] - START[1]
late = along * (1 + n / 2) * Rational(1, 2) ** n
zigzag = both(eq(P(n) + Q(n), across * Rational(-2, 3) ** n), eq(P(n) - Q(n), along * Rational(2, 3) ** n))
lengthwise = eq(X(n) - Y(n), late)
turns = tuple(eq(X(i) + Y(i), across * (-QUARTER) ** j) for i, j in ((2 * n, n), (2 * n + 1, n + 1)))
barely = both(*turns)


def show_paths(p: Prover) -> None:
    """Show `zigzag`, `lengthwise` and `barely` for every n: x + y and x - y go their own ways."""
    _induced(p, zigzag, [n], "the factors -2/3 and 2/3")
    speed = eq(V(n + 1) - W(n + 1), late.xreplace({n: n + 1}) - late)
    known = _induced(p, both(lengthwise, speed), [n, n + 1], "a double root 1/2")
    p.prove(forall(n, lengthwise), by=lambda: p.instance(known, {n: n}))
    turning = eq(V(2 * n + 1) + W(2 * n + 1), across * ((-QUARTER) ** (n + 1) - (-QUARTER) ** n))
    also = _induced(p, both(*turns, turning), [2 * n + 1, 2 * n + 2], "the roots i/2 and -i/2")
    p.prove(forall(n, barely), by=lambda: p.instance(also, {n: n}))


def _induced(p: Prover, goal: Formula, steps: list[Expr], say: str) -> int:
    """By induction: sums of multiples of the laws at these steps and of what is known."""
    first = [Integer(i) for i in range(len(steps))]
    base, step = (lambda: _added(p, goal, first, 0)), (lambda: _added(p, goal, steps, n + 1))
    return p.induct(n, goal, base=base, step=step, say=say)


def _added(p: Prover, goal: Formula, steps: list[Expr], at: Any) -> None:
    known = [i for i, f in enumerate(p.facts) if f[0] == "="]
    for law in paths:
        if law.data[0] == "forall":
            known += [p.instance(law, {k: i}) for i in steps]
    for part in goal.data[1:] if goal.data[0] == "and" else [goal.data]:
        p.have_data(substitute(part, {"n": term(at)[0]}), adding(*known))


def heavy_ball_path(steps: int) -> NDArray:
    """The points of the running heavy ball, (steps + 1, 2)."""
    start = [float(x) for x in START]
    return motion(Momentum(float(QUARTER), float(QUARTER)), lambda point, _: np.array(gradient(*point)), steps, start).positions


def descent_path(steps: int) -> NDArray:
    """Those of running gradient descent."""
    return trajectory(SGD(float(BEST)), lambda point: np.array(gradient(*point)), [float(x) for x in START], steps)


def coordinate(path: Callable[[int], NDArray], direction: tuple[int, int]) -> Callable[..., Estimate]:
    """Where a path is after so many steps: x + y or x - y."""
    return lambda steps: exactly(float(path(steps)[-1] @ direction), steps)
