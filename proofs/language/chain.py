"""A calculation: each link relates the last term to the next and says why."""

from __future__ import annotations

from typing import Any

from qedescent.proofs.language.formulas import relation
from qedescent.proofs.language.reasons import NotFound, Reason


class Chain:
    """The links so far; `done` gives the relation between the ends."""

    def __init__(self, prover: Any, start: Any):
        self.prover, self.start, self.last = prover, start, start
        self.links: list[tuple[str, int]] = []

    def equals(self, next_term: Any, by: Reason) -> Chain:
        return self._link("=", next_term, by)

    def at_most(self, next_term: Any, by: Reason) -> Chain:
        return self._link("<=", next_term, by)

    def less_than(self, next_term: Any, by: Reason) -> Chain:
        return self._link("<", next_term, by)

    def at_least(self, next_term: Any, by: Reason) -> Chain:
        return self._link(">=", next_term, by)

    def more_than(self, next_term: Any, by: Reason) -> Chain:
        return self._link(">", next_term, by)

    def _link(self, op: str, next_term: Any, by: Reason) -> Chain:
        flipped = {"<=": ">=", "<": ">"}
        sides = (next_term, self.last) if op in flipped else (self.last, next_term)
        made = relation(flipped.get(op, op), *sides)
        self.links.append((op, self.prover.have(made, by, by.words)))
        self.last = next_term
        return self

    def done(self) -> int:
        """The relation between the first and the last term; the number of its fact."""
        ops = {op for op, _ in self.links}
        if len(self.links) == 1:
            return self.links[0][1]
        if ops & {"<", "<="} and ops & {">", ">="}:
            raise NotFound("a chain that goes up and down gives no relation between its ends")
        op = next((o for o in ("<", ">", "<=", ">=") if o in ops), "=")
        flip = op in ("<", "<=")
        sides = (self.last, self.start) if flip else (self.start, self.last)
        goal = relation({"<": ">", "<=": ">="}.get(op, op), *sides)
        equations = [[-1 if flip else 1, i] for o, i in self.links if o == "="]
        orders = [[1, i] for o, i in self.links if o != "="]
        extra = {"sum": orders} if orders else {}
        return self.prover.step("combine", goal=goal.data, **{"with": equations}, **extra)
