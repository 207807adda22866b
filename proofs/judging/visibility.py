"""How visible the difference of two rules is: the largest relative gap between their steps, at gradients of several sizes.

It is measured, at constants like the libraries' defaults and on gradients that are stated; it bounds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qedescent.proofs.judging.walking import UNDEFINED, decimals, walk
from qedescent.proofs.kernel.checker import names
from qedescent.proofs.lifting.reading import Reading

SIZES = ("1", "1e-3", "1e-5", "1e-7")
GRADIENTS = ("0.105", "-0.13", "0.64", "0.36", "-0.54", "1.3", "0.95", "-0.7")  # times the size
START = "1"  # where θ begins: what is added for θ itself is seen too
USUAL = {
    "ε": "0.001", "α": "0.9", "τ": "0.5", "ρ": "0.9", "ρ1": "0.9", "ρ2": "0.999", "δ": "1e-8", "λ": "0.01", "wd": "0.01",
}  # fmt: skip
OTHER = "0.5"


@dataclass(frozen=True)
class Visibility:
    """Measured: for each size of the gradients the largest |step - rule's step| / |rule's step|; infinite where the rule stands
    still and the code does not. `constants` are the hyperparameters' values."""

    constants: Mapping[str, str]
    gaps: tuple[tuple[str, Decimal], ...]

    @property
    def rounded(self) -> dict[str, float]:
        """By size, to two digits."""
        return {size: float(f"{gap:.2g}") for size, gap in self.gaps}


def visibility(code: Reading, book: Reading, constants: Mapping[str, str] | None = None) -> Visibility | None:
    """The table at these constants and usual ones for the rest; None where one of the rules has no value."""
    used = names([*code.after.values(), *book.after.values()])
    letters = [p for p in sorted({*code.parameters, *book.parameters}) if p in used]
    chosen = {p: (constants or {}).get(p) or USUAL.get(p, OTHER) for p in letters}
    try:
        return Visibility(chosen, tuple((size, _gap(code, book, chosen, size)) for size in SIZES))
    except UNDEFINED:
        return None


def _gap(code: Reading, book: Reading, constants: Mapping[str, str], size: str) -> Decimal:
    with decimals():
        gradients = [Decimal(size) * Decimal(g) for g in GRADIENTS]
        schedule = [{p: Decimal(v) for p, v in constants.items()}] * len(gradients)
        ends = ([Decimal(START), *(now["θ"] for now in walk(r, gradients, schedule, Decimal(START)))] for r in (code, book))
        steps = [[b - a for a, b in pairwise(θ)] for θ in ends]
        return max(_relative(mine, other) for mine, other in zip(*steps, strict=True))


def _relative(mine: Decimal, other: Decimal) -> Decimal:
    if other == 0:
        return Decimal("Infinity") if mine != 0 else Decimal(0)
    return abs(mine - other) / abs(other)
