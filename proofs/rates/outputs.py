"""The point that a method hands out after k steps, as users name it."""

from __future__ import annotations

import re

from qedescent.numeric.outputs import refuse_unknown

SYNONYMS = {"average": "uniform", "mean": "uniform", "half": "suffix:0.5"}
OUTPUTS = {
    "last": "the last iterate",
    "average": "the plain mean of all iterates, uniform",
    "weighted": "their mean with weights 1, 2, 3, ...",
    "suffix:0.5": "the mean of the last half of them, or of another part",
    "exponential:0.9": "the moving mean with this decay",
}
NUMBER = re.compile(r"[a-z]+(:[0-9.]{1,12})?")  # a short decimal: an exact fraction is made of it


def output(text: str) -> str:
    """The ensemble's name of an output rule; ValueError where it is none."""
    name = SYNONYMS.get(text, text)
    try:
        if not NUMBER.fullmatch(name):
            raise ValueError
        refuse_unknown((name,))
    except ValueError:
        raise ValueError(f"unknown output {text!r}; there are {', '.join(OUTPUTS)}") from None
    return name
