"""An author's own rule, written once, as a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qedescent.analytic.rule import UpdateRule
from qedescent.proofs.judging.expressions import rule_of
from qedescent.proofs.lifting.letters import own_letters
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.targets import target_of


@dataclass(frozen=True)
class Authored:
    """An author's own rule, read from the function that states it; calling it is calling the function.

    `letters` says which letter each of the function's hyperparameters is.
    """

    function: Callable[..., Any]
    rule: UpdateRule
    reading: Reading
    letters: Mapping[str, str]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)


def rule(function: Callable[..., Any]) -> Authored:
    """Make a rule of `def name(theta, g, memory=start, *, hyperparameter, ...): return new_theta, new_memory`.

    A learning rate (lr, learning_rate, step_size) is ε, and eps beside it is δ; other Greek words are their letters. Raises
    Unreadable where the function does what no formula can say, ValueError where two hyperparameters would be one letter.
    """
    parameters = inspect.signature(function).parameters.values()
    named = own_letters([p.name for p in parameters if p.kind == inspect.Parameter.KEYWORD_ONLY and p.name != "t"])
    reading = target_of(function, **named).read()
    return Authored(function, rule_of(reading, function.__name__, "an author's own rule"), reading, named)
