"""An experiment measures running code and compares: with the prediction, and with the rival that it must reject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from scipy import stats
from sympy import Expr, Integer, Rational, Symbol, sympify

from qedescent.numeric.evidence import LEVEL, Band, Estimate, inside, outside
from qedescent.proofs.outcome import Agreement, MeasurementOutcome, Reading, RivalOutcome

Prediction = Any  # an expression, or (lower, upper): the band between a theorem's two constants
WORDS = {
    "ε": "step_size", "α": "momentum", "λ": "curvature", "σ": "noise_scale", "ρ": "decay", "ρ1": "first_decay",
    "ρ2": "second_decay", "δ": "small_constant", "μ": "smallest_curvature", "L": "largest_curvature",
    "κ": "condition_number", "k": "steps", "t": "steps", "K": "steps", "g": "gradient", "n": "steps",
}  # fmt: skip


@dataclass(frozen=True)
class Experiment:
    """One measurement over a grid of points.

    `measure(**point_in_words)` (with `seed=` if `random`) returns an Estimate. `predicted` and `rival` are SymPy
    expressions of the symbols in `over`, numbers, or functions of the point; a pair is a band that the whole interval
    must lie in. `rival` must be rejected by the same estimates and tolerance at one point at least; where the rival is
    a wrong situation rather than a wrong formula, `control` measures it and `predicted` must be rejected there. Where
    chance is at work an interval rejects only what it lies wholly off, so that too few runs reject nothing.
    """

    quantity: str
    measure: Callable[..., Estimate]
    predicted: Prediction
    over: Mapping[Symbol | str, Sequence[Any]] = field(default_factory=dict)
    rival: Prediction | None = None
    rival_means: str = ""
    control: Callable[..., Estimate] | None = None
    tolerance: float = 0.0  # relative, on top of the estimate's own interval
    random: bool = False

    def points(self) -> list[dict[Any, Any]]:
        """The grid, exact: decimals are the rationals they print."""
        names = list(self.over)
        return [dict(zip(names, map(_exact, values), strict=True)) for values in product(*self.over.values())]


def random_checks(experiments: Sequence[Experiment]) -> int:
    """How many checks chance can turn red: a prediction at every point, and every rival. See numeric/evidence/budget.py."""
    return sum(len(e.points()) + (e.rival is not None) + (e.control is not None) for e in experiments if e.random)


def run(experiments: Sequence[Experiment], seed: int) -> tuple[MeasurementOutcome, tuple[RivalOutcome, ...]]:
    """Measure at every point and judge both the prediction and the rivals."""
    readings: list[Reading] = []
    rivals: list[RivalOutcome] = []
    runs = steps = 0
    for e in experiments:
        estimates = [(p, _estimate(e.measure, e, p, seed)) for p in e.points()]
        readings += [_reading(e, e.predicted, p, x) for p, x in estimates]
        runs, steps = max(runs, *(x.runs for _, x in estimates)), max(steps, *(x.steps for _, x in estimates))
        rivals += _rivals(e, estimates, seed)
    agree = all(r.agrees for r in readings)
    verdict = Agreement.AGREES if agree else Agreement.DISAGREES
    why = "" if agree else "; ".join(f"{r.quantity}: {r.measured:.6g}, not {r.predicted}" for r in readings if not r.agrees)
    return MeasurementOutcome(verdict, why, tuple(readings), runs, steps, seed), tuple(rivals)


def _rivals(e: Experiment, estimates: list[Any], seed: int) -> list[RivalOutcome]:
    out: list[RivalOutcome] = []
    if e.rival is not None:
        judged = tuple(_reading(e, e.rival, p, x, as_rival=True) for p, x in estimates)
        out.append(_rival(e, e.rival, judged))
    if e.control is not None:
        judged = tuple(_reading(e, e.predicted, p, _estimate(e.control, e, p, seed), as_rival=True) for p in e.points())
        out.append(_rival(e, None, judged))
    if not out:
        raise ValueError(f"the measurement of {e.quantity} has no rival: what would it reject?")
    return out


def _rival(e: Experiment, formula: Any, judged: tuple[Reading, ...]) -> RivalOutcome:
    """A rival without a formula of its own, a function of the point or a band that has one, is named by its words."""
    from sympy import latex

    rejected = any(not r.agrees for r in judged)
    parts = formula if isinstance(formula, tuple) else (formula,)
    if any(x is None or (callable(x) and not isinstance(x, Expr)) for x in parts):
        return RivalOutcome(rf"\text{{{e.rival_means}}}", "", rejected, judged)
    return RivalOutcome(", ".join(latex(x) for x in parts), e.rival_means, rejected, judged)


def _estimate(measure: Callable[..., Estimate], e: Experiment, point: Mapping[Any, Any], seed: int) -> Estimate:
    words = {WORDS.get(str(s), str(s)): _number(v) for s, v in point.items()}
    return measure(**words, **({"seed": seed} if e.random else {}))


def _reading(e: Experiment, prediction: Prediction, point: Mapping[Any, Any], x: Estimate, as_rival: bool = False) -> Reading:
    value = _value(prediction, point)
    at = ", ".join(f"{s} = {float(v):g}" for s, v in point.items())
    band = _band(value, e.tolerance)
    reached = inside(x, band) if isinstance(value, tuple) else x.low <= band[1] and band[0] <= x.high
    agrees = bool(not outside(x, band) if as_rival and e.random else reached)
    quantity, interval = f"{e.quantity}{' at ' + at if at else ''}", (float(x.low), float(x.high))
    return Reading(quantity, float(x.value), interval, value, agrees, e.tolerance, _room(x, band) if e.random else None)


def _band(value: Any, tolerance: float) -> Band:
    """What may be measured where that is predicted; a number is a band without width but for the tolerance."""
    lower, upper = value if isinstance(value, tuple) else (value, value)
    return lower - tolerance * abs(lower), upper + tolerance * abs(upper)


def _room(x: Estimate, band: Band) -> float | None:
    """How many standard errors lie between the interval and the nearest end of the band, on whichever side of it: what chance
    would have to bridge to turn the verdict. None where nothing was random or the interval holds an end."""
    clear = max(min(x.low - band[0], band[1] - x.high), x.low - band[1], band[0] - x.high)
    error = (x.high - x.low) / (2 * stats.norm.isf((1 - LEVEL) / 2))
    return float(clear / error) if error > 0 and clear > 0 else None


def _value(prediction: Prediction, point: Mapping[Any, Any]) -> Any:
    if isinstance(prediction, tuple):
        return tuple(_value(p, point) for p in prediction)
    if callable(prediction) and not isinstance(prediction, Expr):
        return _value(prediction(**{str(s): v for s, v in point.items()}), point)
    replaced = sympify(prediction).xreplace({s: v for s, v in point.items() if isinstance(s, Symbol)})
    return float(replaced.evalf(30))


def _exact(x: Any) -> Any:
    if isinstance(x, bool | Expr | str) or not isinstance(x, int | float):
        return x
    return Integer(x) if isinstance(x, int) else Rational(str(x))


def _number(v: Any) -> Any:
    return v if not isinstance(v, Expr) else int(v) if v.is_Integer else float(v)
