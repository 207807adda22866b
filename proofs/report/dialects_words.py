"""What the page of dialects says in words: conditions, cases, gaps, defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qedescent.proofs.report.badges import Badge
from qedescent.proofs.report.names import plain_name
from qedescent.proofs.report.prose import number

Row = Mapping[str, Any]
TONES = {"IDENTICAL": "good", "EQUIVALENT": "good", "DIFFERENT": "bad", "FAILED": "bad"}
SIGNS = {"IDENTICAL": "=", "EQUIVALENT": "≃", "DIFFERENT": "≠", "FAILED": "✗"}


def badge(relation: str) -> Badge:
    return Relation(str(relation), TONES.get(str(relation), "open"))


class Relation(Badge):
    """A relation with its sign, so that colour is never alone."""

    @property
    def sign(self) -> str:
        return SIGNS.get(self.text, "○")


def condition(row: Row) -> str:
    """What must stay constant, in words."""
    held = row.get("constant") if row["relation"] == "EQUIVALENT" else ()
    return f"{listed(letters(held))} constant" if held else ""


def letters(names: Sequence[str]) -> list[str]:
    """As they are printed: ρ1 with its index."""
    return [plain_name(name) for name in names]


def listed(words: Sequence[str]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def near(nearest: Row) -> str:
    held = f", {listed(letters(nearest['constant']))} constant" if nearest["constant"] else ""
    return f"{plain_name(nearest['hyperparameter'])} = {nearest['value']}{held}"


def case(parting: Row) -> str:
    """The numbers in which the two part, in words."""
    steps = parting["hyperparameters"]
    given = {p: [s[p] for s in steps] for p in steps[0]}
    gradients = parting["gradients"]
    numbers = [f"g = ({', '.join(gradients)})" if len(gradients) > 1 else f"g = {gradients[0]}"]
    numbers += [f"{plain_name(x)} = {_sequence(values)}" for x, values in given.items()]
    rounded = "" if parting["exact"] else ", to ten digits"
    ends = f"{_digits(parting['code'])}, the rule {_digits(parting['rule'])}{rounded}"
    return f"{', '.join(numbers)}: {ends}".replace("-", "−")


def _sequence(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else f"({', '.join(values)})"


def _digits(text: str) -> str:
    """Ten digits, or as many as there are."""
    return text if len(text) <= 12 else number(float(text), 10)


def gaps(seen: Row) -> str:
    """The largest relative gap between the steps at each size of the gradients."""
    found = {size: gap if isinstance(gap, str) else number(gap, 2) for size, gap in seen.get("largest_relative_gap", {}).items()}
    sizes = [number(float(size)) for size in found]
    if not found or len(set(found.values())) == 1:
        return f"{next(iter(found.values()))} at gradients of every size" if found else ""
    return f"{', '.join(found.values())} at gradients of size {', '.join(sizes)}"


def default(d: Row) -> str:
    named = f"{', '.join(letters(d['letters']))} = " if d["letters"] else ""
    return f"{named}{d['argument']} = {d['default']}" if d["default"] else f"{named}{d['argument']}, which must be given"


def printed(row: Row) -> str:
    """How the formula in the documentation is related to what is computed."""
    return {
        "": "",
        "IDENTICAL": "the formula that it gives is what is computed (proved)",
        "EQUIVALENT": "the formula that it gives is computed, but with another setting or under a condition",
        "DIFFERENT": "the formula that it gives is not what is computed",
    }.get(row.get("printed", ""), "the formula that it gives was not compared to the end")


def breakable(name: str) -> str:
    """A line may end after an underscore or an equals sign."""
    return name.replace("_", "_\u200b").replace("=", "=\u200b")
