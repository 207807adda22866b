"""What a theorem promises for a measured rate: the very terms that its claim states, evaluated at a problem's numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qedescent.numeric.evidence import Estimate
from qedescent.proofs.rates.facts import Facts, Problem
from qedescent.proofs.rates.schedules import Schedule

AT_MOST, AT_LEAST, EXACTLY, TENDS_TO = "at most", "at least", "exactly", "tends to"
ROUNDING = 1e-9  # relative, of sums in floating point


@dataclass(frozen=True)
class Setting:
    """What is measured: K is the horizon, or the checkpoint."""

    problem: Problem
    schedule: Schedule
    output: str
    is_sgd: bool
    K: int

    @property
    def facts(self) -> Facts:
        return self.problem.facts(self.K)

    @property
    def coordinates(self) -> tuple[Setting, ...]:
        """The same for each coordinate of a quadratic alone; itself where there is one."""
        facts = self.facts
        if len(facts.curvatures) < 2:
            return (self,)
        alone = [replace(facts, μ=λ, M=λ, curvatures=(λ,), R=abs(facts.start)) for λ in facts.curvatures]
        return tuple(replace(self, problem=replace(self.problem, facts=lambda K, f=f: f)) for f in alone)

    @property
    def c(self) -> float:
        return self.schedule.numbers.get("c", math.nan)


Number = Callable[[Setting], float]


@dataclass(frozen=True)
class Hypothesis:
    """A statement about what is measured. `essential` ones say which problems a theorem is about."""

    words: str
    holds: Callable[[Setting], bool]
    essential: bool = False


@dataclass(frozen=True)
class Promise:
    """K^unit times the excess error over `scale` is at most, at least, exactly the `term`, or tends to it."""

    relation: str
    term: Any
    letters: Callable[[Setting], Mapping[str, Any]]
    unit: float = 0.0
    scale: Number = lambda s: 1.0

    def excess(self, s: Setting) -> float:
        """What is promised for the excess error at this K."""
        return self.scale(s) * value(self.term, self.letters(s)) / s.K**self.unit

    def broken_by(self, measured: Estimate, promised: float) -> bool:
        """Whether the whole interval contradicts the promise; a limit is not contradicted by any finite K."""
        slack = ROUNDING * abs(promised)
        too_large = measured.low > promised + slack and self.relation in (AT_MOST, EXACTLY)
        return too_large or measured.high < promised - slack and self.relation in (AT_LEAST, EXACTLY)


@dataclass(frozen=True)
class Theorem:
    """A part of a claim that speaks of rates: the excess error is of order K^-power, with a factor ln K if `logarithm`.

    Where `source` is given it is cited, and no claim of the chapter proves it. A theorem `by_coordinate` is about one curvature:
    it applies to a quadratic with several if it applies to each of them, and its promises add up."""

    claim: str
    about: str
    hypotheses: tuple[Hypothesis, ...]
    promises: tuple[Promise, ...]
    power: Number
    logarithm: Callable[[Setting], bool] = lambda s: False
    source: str = ""
    by_coordinate: bool = False

    def lacking(self, s: Setting) -> tuple[Hypothesis, ...]:
        """The hypotheses that do not hold; none if the theorem applies."""
        return tuple(h for h in self.hypotheses if not all(h.holds(part) for part in self._parts(s)))

    def promised(self, s: Setting) -> tuple[float, ...]:
        """What each promise says of K^power times the excess error at this K."""
        return tuple(s.K ** self.power(s) * sum(p.excess(part) for part in self._parts(s)) for p in self.promises)

    def _parts(self, s: Setting) -> tuple[Setting, ...]:
        return s.coordinates if self.by_coordinate else (s,)


def value(t: Any, letters: Mapping[str, Any]) -> float:
    """A kernel term in floating point; a letter is a number or a function. E is of numbers that are no matter of chance."""
    if isinstance(t, str):
        return letters[t]
    if isinstance(t, int):
        return float(t)
    op, *parts = t
    if op == "sum":
        j, start, count, body = parts
        first = value(start, letters)
        return math.fsum(value(body, {**letters, j: first + i}) for i in range(int(value(count, letters))))
    if op == "apply":
        function, *arguments = parts
        found = math.log if function == "ln" else letters[function]
        return found(*(value(x, letters) for x in arguments))
    x = [value(part, letters) for part in parts]
    match op, x:
        case "E", [u]:
            return u
        case "+", _:
            return math.fsum(x)
        case "*", _:
            return math.prod(x)
        case "-", [u]:
            return -u
        case "-", [u, w]:
            return u - w
        case "/", [u, w]:
            return u / w
        case "^", [u, n]:
            return u**n
        case "sqrt", [u]:
            return math.sqrt(u)
    raise ValueError(f"{op} has no value here")
