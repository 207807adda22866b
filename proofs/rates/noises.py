"""The laws of noise that a rate can be asked for, of variance 1."""

from __future__ import annotations

from qedescent.numeric.noise.laws import Law, Rademacher, Uniform, student_of_variance
from qedescent.proofs.rates.specification import unknown

NOISES = ("gaussian", "rademacher", "uniform", "student:df")


def law(text: str) -> Law | None:
    """The law, None for the Gaussian one that problems have of their own; ValueError where there is none of that name."""
    name, _, number = text.partition(":")
    match name:
        case "gaussian" if not number:
            return None
        case "rademacher" if not number:
            return Rademacher()
        case "uniform" if not number:
            return Uniform()
        case "student":
            return student_of_variance(_freedom(number), 1.0)
    raise unknown("noise", text, NOISES)


def _freedom(text: str) -> float:
    try:
        return float(text)
    except ValueError as wrong:
        raise ValueError(f"student takes its degrees of freedom, as student:5, not {text!r}") from wrong
