"""That the code computes the book's rule: what its step was recorded to assign is what the rule assigns, for symbolic
hyperparameters, memories, gradient and step count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import Symbol, sympify

from qedescent.analytic.notation import θ
from qedescent.analytic.rule import UpdateRule, next_values
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.roots import introduce_roots, roots
from qedescent.proofs.language.formulas import Formula, term
from qedescent.proofs.language.prover import NotFound, Prover
from qedescent.proofs.lifting.numpy_reader import read_step
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.recording import Recorded

Data = Any


@dataclass(frozen=True)
class Implementation:
    """An optimizer's class beside the rule it is meant to be: {argument: symbol} and {key of its state: symbol}."""

    make: Callable[..., Any]
    rule: UpdateRule
    parameters: Mapping[str, Symbol]
    memories: Mapping[str, Symbol]

    @cached_property
    def reading(self) -> Reading:
        """What the class, made with symbolic hyperparameters, computes in a step."""
        optimizer = self.make(
            **{argument: Recorded(symbol.name) for argument, symbol in self.parameters.items()}
        )
        return read_step(optimizer, {key: symbol.name for key, symbol in self.memories.items()})

    @property
    def recorded(self) -> tuple[Formula, ...]:
        """Hypotheses: what the running code assigned, in its own arithmetic."""
        code = self.reading
        values = {"query": code.query}
        values |= {f"{x}_start": code.start[x.name] for x in self.rule.state}
        values |= {f"{x}_next": code.after[x.name] for x in (*self.rule.state, θ)}
        return self._equations(values)

    @property
    def conclusion(self) -> tuple[Formula, ...]:
        """The rule: where the gradient is taken, each memory's start, each memory's next value and θ's."""
        rule, after = self.rule, next_values(self.rule)
        values = {"query": rule.query}
        values |= {f"{x}_start": sympify(start) for x, start in rule.state.items()}
        values |= {f"{x}_next": after[x] for x in (*rule.state, θ)}
        return self._equations({name: term(e)[0] for name, e in values.items()})

    def _equations(self, values: Mapping[str, Data]) -> tuple[Formula, ...]:
        _, sorts = term(sum(next_values(self.rule).values(), start=self.rule.query))
        return tuple(Formula(["=", name, value], {**sorts, name: "real"}) for name, value in values.items())

    def prove(self, p: Prover) -> None:
        """Show every part of the rule, after the signs of the denominators in code and rule."""
        for equation in (*self.recorded, *self.conclusion):
            introduce_roots(p, equation.data[2])
            for under in _denominators(equation.data):
                p.have_data([">", under, 0], roots)
        for code, book in zip(self.recorded, self.conclusion, strict=True):
            _same(p, code, book)

    def differences(self, given: Sequence[Any] = ()) -> list[str]:
        """The parts in which code and rule are not shown equal; empty when the code is the rule."""
        found: list[str] = []
        for code, book in zip(self.recorded, self.conclusion, strict=True):
            try:
                _same(Prover((*given, *self.recorded), mentions=[book]), code, book)
            except NotFound:
                found.append(book.data[1])
        return found


def computes(algorithm: str, condition: str = "") -> str:
    """The words of the claim that a class implements an algorithm."""
    return (
        "One call of the optimizer's unmodified step, run on scalars that record what is done to them, assigns in each "
        f"coordinate what {algorithm} prints, for all hyperparameters, memories, gradients and step counts{condition}."
    )


def _same(p: Prover, code: Formula, book: Formula) -> None:
    """The code's value is the rule's by algebra, so what the code assigned is what the rule assigns."""
    equal = p.have(Formula(["=", code.data[2], book.data[2]], book.sorts), roots)
    combine(p, book, [], [[1, p.number(code.data)], [1, equal]], say="what the code assigned")


def _denominators(t: Data) -> Iterator[Data]:
    """Innermost first."""
    if isinstance(t, list):
        for part in t[1:]:
            yield from _denominators(part)
        if t[0] == "/" and not isinstance(t[2], int):
            yield t[2]
