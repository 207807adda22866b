"""The schedules that a rate can be asked for, each with the formula that users see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from qedescent.numeric import schedules
from qedescent.numeric.hyperparameters import positive
from qedescent.proofs.rates.specification import specification, unknown


@dataclass(frozen=True)
class Form:
    """`make(horizon, **numbers)` is a number or a function of k = 1, 2, ...; it looks at the horizon if `by_horizon`."""

    formula: str
    defaults: Mapping[str, float]
    make: Callable[..., Any]
    by_horizon: bool = False


def _constant(horizon: int, c: float) -> float:
    positive("c", c)
    return c


FORMS = {
    "constant": Form("c", {"c": 0.1}, _constant),
    "inverse": Form("c/k", {"c": 1}, lambda horizon, c: schedules.inverse(c)),
    "inverse-root": Form("c/√k", {"c": 1}, lambda horizon, c: schedules.inverse_root(c)),
    "horizon-root": Form("c/√K", {"c": 1}, lambda horizon, c: _constant(horizon, c) / sqrt(horizon), by_horizon=True),
    "strongly-convex": Form("2/(mu (k + 1))", {"mu": 1}, lambda horizon, mu: schedules.strongly_convex(mu)),
    "step-decay": Form(
        "c factor^((k-1)//every)",
        {"c": 0.1, "factor": 0.5, "every": 1000},
        lambda horizon, c, factor, every: schedules.step_decay(c, factor, every),
    ),
    "linear-decay": Form(
        "c, in a line to last at K",
        {"c": 0.1, "last": 0},
        lambda horizon, c, last: schedules.linear_decay(c, last, horizon),
        by_horizon=True,
    ),
}
SHORT = (
    (re.compile(r"([^/]+)"), "constant", "0.1"),
    (re.compile(r"([^/]+)/k"), "inverse", "1/k"),
    (re.compile(r"([^/]+)/(?:sqrt-?k|sqrt\(k\)|√k)"), "inverse-root", "1/sqrt-k"),
    (re.compile(r"([^/]+)/(?:sqrt-?K|sqrt\(K\)|√K)"), "horizon-root", "1/sqrt-K"),
)


@dataclass(frozen=True)
class Schedule:
    """A form with its numbers; K is the horizon."""

    form: str
    numbers: Mapping[str, float]

    @property
    def by_horizon(self) -> bool:
        return self.form != "none" and FORMS[self.form].by_horizon

    def at(self, horizon: int) -> Any:
        """The step size as optimizers take it, None where they have none; ValueError for numbers that make none."""
        return None if self.form == "none" else FORMS[self.form].make(horizon, **self.numbers)

    def __str__(self) -> str:
        c = f"{self.numbers.get('c', 0):g}"
        match self.form:
            case "none":
                return "of its own"
            case "strongly-convex":
                return "2/(k + 1)" if self.numbers["mu"] == 1 else f"2/({self.numbers['mu']:g} (k + 1))"
            case "step-decay":
                return f"{c} · {self.numbers['factor']:g}^⌊(k − 1)/{self.numbers['every']:g}⌋"
            case "linear-decay":
                return f"{c} falling in a line to {self.numbers['last']:g} at K"
        return FORMS[self.form].formula.replace("c", c)


NONE = Schedule("none", {})  # of rules without a step size


def schedule(text: str) -> Schedule:
    """Read a schedule: a number, 1/k, 1/sqrt-k, or name:key=number,...; ValueError where it is none."""
    for pattern, form, _ in SHORT:
        found = pattern.fullmatch(text.strip())
        if found and _is_number(found[1]):
            return _checked(Schedule(form, {"c": float(found[1])}))
    given = specification(text)
    if given.name not in FORMS:
        raise unknown("schedule", given.name, FORMS)
    numbers = given.only(FORMS[given.name].defaults)
    lists = [x for x, values in numbers.items() if len(values) > 1]
    if lists:
        raise ValueError(f"{lists[0]} of a schedule is one number")
    return _checked(Schedule(given.name, {x: values[0] for x, values in numbers.items()}))


def _checked(found: Schedule) -> Schedule:
    found.at(1)
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
