"""The numeric probe: code beside a rule on wide probes, open loop in float64. Its word is at most CONSISTENT or REFUTED.

It takes over where code cannot be read, and looks over every reading once more. Gradients have sizes from 1 to 1e-8 and
are zero in one coordinate, signs change, and hyperparameters go up and down: what a few friendly numbers hide shows here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qedescent.proofs.lifting.cross_check import ReadingDisagrees
from qedescent.proofs.lifting.reading import Reading, Target
from qedescent.proofs.lifting.wide_probes import GRADIENTS, NUDGED, START, Schedule, followed, moving, ran_on
from qedescent.proofs.notebook import table
from qedescent.proofs.outcome import Verdict

ITERATES, QUERIES = "the same iterates", "the same points of the gradient"
ALIKE, APART = 1e-11, 1e-6  # of a coordinate's path; what lies between is UNKNOWN
NOISE = 100  # times what a rounding error in the gradients does to the code is no difference


@dataclass(frozen=True)
class Probe:
    """What numbers say of code that cannot be read, `unread` being why. `held` are the hyperparameters that did not move
    where the two agreed; `case` says where they part, or why nothing could be compared."""

    code: str
    rule: str
    verdict: Verdict
    letters: tuple[str, ...]
    unread: str = ""
    gap: float = 0.0
    held: tuple[str, ...] = ()
    notion: str = ITERATES
    case: str = ""

    @property
    def parameters(self) -> set[str]:
        """The letters that may be held."""
        return set(self.letters)

    def __str__(self) -> str:
        return "\n".join([self._title, *(f"  {label:<14} {line}" for label, line in self._rows())])

    def _repr_html_(self) -> str:
        return table(self._title, self._rows())

    @property
    def _title(self) -> str:
        return f"{self.code} cannot be read, numeric probes take over"

    def _rows(self) -> list[tuple[str, str]]:
        held = f", with {', '.join(self.held)} constant" if self.held else ""
        found = {
            Verdict.CONSISTENT: f"beside {self.rule} {self.notion}, to {self.gap:.1e} of the path{held}; this is no proof",
            Verdict.REFUTED: f"it is not {self.rule}: {self.case}",
        }.get(self.verdict, f"beside {self.rule}: {self.case}")
        return [("unread", self.unread), (str(self.verdict), found)]

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"code": self.code, "rule": self.rule, "relation": str(self.verdict), "same": self.notion, "case": self.case,
                "constant": list(self.held), "why": self.unread,
                "largest_relative_gap": self.gap if np.isfinite(self.gap) else None}  # fmt: skip


def probe(target: Target, book: Reading, label: str, unread: str = "") -> Probe:
    """Run the code beside the rule: with all hyperparameters moving, with the step size held, with it alone moving, with none."""
    unknown = Probe(target.name, label, Verdict.UNKNOWN, target.parameters, unread)
    lacking = [p for p in book.parameters if p not in target.parameters]
    if lacking:
        return replace(unknown, case=f"nothing was said to be its {', '.join(lacking)}")
    found = unknown
    step_size, others = ([p for p in target.parameters if (p == "ε") == alone] for alone in (True, False))
    for held in ([], step_size, others, target.parameters):
        found = beside(target, book, moving(target.parameters, held), unknown)
        if found.verdict == Verdict.CONSISTENT:
            return replace(found, held=tuple(held))
    return found


def look_over(target: Target, reading: Reading) -> None:
    """Raise ReadingDisagrees where the code is seen to do what was not read from it; code that cannot be run on the wide
    probes has already been compared on narrow ones."""
    unknown = Probe(target.name, "what was read", Verdict.UNKNOWN, target.parameters)
    found = beside(target, reading, moving(target.parameters, ()), unknown)
    if found.verdict == Verdict.REFUTED:
        raise ReadingDisagrees(f"{target.name} does not do what was read from it: {found.case}")


def beside(target: Target, book: Reading, schedule: Schedule, unknown: Probe) -> Probe:
    """What one schedule shows."""
    exact = followed(book, schedule)
    if not np.isfinite(exact).any():
        return replace(unknown, case="the rule has no value on the probes")
    size = np.nan_to_num(np.abs(exact)).max(axis=(0, 1))
    size[size == 0] = 1.0
    try:
        code = ran_on(target, GRADIENTS, schedule)
        gap = np.where(np.isnan(exact), 0.0, np.nan_to_num(np.abs(code - exact) / size, nan=np.inf))
        for notion, largest in ((ITERATES, gap.max()), (QUERIES, gap[:, 1].max())):
            if largest <= ALIKE:
                return replace(unknown, verdict=Verdict.CONSISTENT, gap=float(largest), notion=notion)
        visible = (gap[:, 1] > APART).any()  # only then is it worth another run
        noise = np.nan_to_num(np.abs(ran_on(target, NUDGED, schedule) - code) / size) if visible else np.zeros_like(gap)
    except Exception as why:  # it is anybody's code
        return replace(unknown, case=f"it cannot be run on the probes: {why}")
    apart = np.argwhere(gap[:, 1] > APART + NOISE * noise[:, 1])
    if not len(apart):
        return replace(unknown, gap=float(gap.max()), case=f"they differ by {gap.max():.1e} of the path, too little to tell")
    k, i = apart[0]
    return replace(unknown, verdict=Verdict.REFUTED, gap=float(gap.max()), case=_case(k, i, schedule, code, exact))


def _case(k: int, i: int, schedule: Schedule, code: NDArray, exact: NDArray) -> str:
    gradients = ", ".join(f"{g:g}" for g in GRADIENTS[: k + 1, i])
    numbers = ", ".join(f"{p} = {_listed([row[p] for row in schedule[: k + 1]])}" for p in schedule[0])
    return f"after g = ({gradients}) from {START[i]:g}, {numbers}: {code[k, 1, i]:.10g}, the rule {exact[k, 1, i]:.10g}"


def _listed(values: Sequence[float]) -> str:
    texts = [f"{v:.6g}" for v in values]
    return texts[0] if len(set(texts)) == 1 else f"({', '.join(texts)})"
