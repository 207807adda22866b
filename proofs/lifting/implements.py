"""That the code computes the book's rule: its recorded formulas equal the rule's, for symbolic hyperparameters and step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Symbol, sympify

from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.proofs.language.formulas import Formula, term
from qedescent.proofs.lifting.numpy_reader import Reading, read_step
from qedescent.proofs.lifting.recording import Recorded


def recorded(make: Any, parameters: Mapping[str, Symbol], memories: Mapping[str, Symbol]) -> Reading:
    """Make the optimizer with symbolic hyperparameters, {argument: symbol}, and read its step."""
    optimizer = make(**{argument: Recorded(symbol.name) for argument, symbol in parameters.items()})
    return read_step(optimizer, {key: symbol.name for key, symbol in memories.items()})


def same_formulas(rule: UpdateRule, reading: Reading) -> tuple[Formula, ...]:
    """What must be proved: code = rule for the point of the gradient, for the starts and for each next value."""
    pairs: list[tuple[Any, Any]] = [(reading.query, rule.query)]
    pairs += [(reading.initial[x.name], sympify(e)) for x, e in rule.state.items()]
    pairs += [(reading.after[x.name], e) for x, e in next_values(rule).items()]
    sorts = _sorts(rule)
    return tuple(Formula(["=", code, term(book)[0]], sorts) for code, book in pairs)


def _sorts(rule: UpdateRule) -> dict[str, Any]:
    _, sorts = term(sum(next_values(rule).values(), start=rule.query))
    return sorts


def differences(rule: UpdateRule, reading: Reading, given: Sequence[Any] = ()) -> list[str]:
    """Names of the parts in which code and rule are not shown equal; empty when the code is the rule."""
    from qedescent.proofs.finders.equations import algebra
    from qedescent.proofs.language.prover import NotFound, Prover

    labels = ["point of the gradient", *(f"start of {x}" for x in rule.state), *(f"next {x}" for x in next_values(rule))]
    found: list[str] = []
    for label, statement in zip(labels, same_formulas(rule, reading), strict=True):
        try:
            Prover(given, mentions=[statement]).have(statement, algebra)
        except NotFound:
            found.append(label)
    return found
