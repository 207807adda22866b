"""A proof in the making: each line is handed to a finder, and every step found is tried on the checker at once.

The prover is not trusted: its certificate counts only when a fresh process has accepted it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from qedescent.proofs.kernel import checker
from qedescent.proofs.language.chain import Chain
from qedescent.proofs.language.formulas import Formula, Sorts, both, forall, formula, merged, relation, term
from qedescent.proofs.language.reasons import Data, NotFound, Reason

Act = Callable[[], Any]
Line = TypeVar("Line", bound=Callable[..., Any])


def whole(line: Line) -> Line:
    """A line that fails leaves no step and no fact behind, and what the kernel refuses counts as not found."""

    @wraps(line)
    def tried(p: Prover, *arguments: Any, **options: Any) -> Any:
        mark = len(p.steps), len(p.facts), p.kernel.steps
        try:
            return line(p, *arguments, **options)
        except Exception as why:
            del p.steps[mark[0] :], p.facts[mark[1] :]
            p.kernel.steps = mark[2]
            if isinstance(why, checker.Refused):
                raise NotFound(str(why)) from why
            raise

    return tried  # pyright: ignore[reportReturnType]


@dataclass(frozen=True)
class TakenAsGiven:
    """An axiom: a definition or a theorem of the literature, named in every report."""

    name: str
    source: str
    statement: Formula


class Prover:
    """The facts so far and the steps that gave them; `declare`d names have sorts."""

    def __init__(
        self, given: Sequence[Any], axioms: Sequence[TakenAsGiven] = (), mentions: Sequence[Any] = (), needs: Sequence[Any] = ()
    ):
        self.given, self.needs = [formula(g) for g in given], [formula(n) for n in needs]
        self.axioms = list(axioms)
        stated = [*self.given, *self.needs, *(a.statement for a in axioms)]
        self.sorts: Sorts = merged([*stated, *(formula(m) for m in mentions)])
        self.steps: list[Data] = []
        self.kernel = checker.Proof.__new__(checker.Proof)
        checker.Algebra.__init__(self.kernel)
        self.kernel.facts, self.kernel.pointwise, self.kernel.steps = [], False, 0
        self._outer: list[Sorts] = []
        self._opened = self.kernel.scope(self.sorts.items())
        self._opened.__enter__()
        for f in stated:
            self.kernel.learn(f.data)

    @property
    def facts(self) -> list[Data]:
        """The formulas that stand here, by number."""
        return self.kernel.facts

    def step(self, rule: str, **fields: Data) -> int:
        """Add one step of the kernel's; returns the number of its fact. A refused step raises NotFound."""
        made, kernel, first = {"rule": rule, **fields}, self.kernel, len(self.facts)
        saved = kernel.sorts, kernel.memo, kernel.pointwise, kernel.steps
        try:
            kernel.run([made])
        except (checker.Refused, KeyError, TypeError, ValueError, IndexError, AttributeError) as why:
            kernel.sorts, kernel.memo, kernel.pointwise, kernel.steps = saved
            del kernel.facts[first:]
            raise NotFound(f"{why}") from why
        self.steps.append(made)
        return first

    def number(self, data: Data) -> Any:
        """The number of a fact that says this, or None."""
        return next((i for i, f in enumerate(self.facts) if self.kernel.same(data, f)), None)

    @whole
    def have(self, goal: Any, by: Reason, say: str | None = None) -> int:
        """Establish a formula; with `say` it is a line of the calculation. Returns the number of its fact."""
        f = formula(goal)
        self._known(f)
        if f.data[0] == "and":
            return [self.have(Formula(part, f.sorts), by, say) for part in f.data[1:]][-1]
        known = self.number(f.data)
        if known is None and f.data[0] == "forall":
            return self.prove(f, by)
        if known is None:
            self.establish(f.data, by)
            known = self.number(f.data)
            if known is None:
                raise NotFound(f"{by.words}: the steps found do not end in the line")
        if say is not None:
            known = self._restate(f.data, known, say)
        return known

    def show(self, goal: Any, by: Reason) -> int:
        """A line of the calculation, with its reason at the end."""
        goals = goal if isinstance(goal, tuple | list) else [goal]
        return [self.have(g, by, by.words) for g in goals][-1]

    @whole
    def have_data(self, data: Data, by: Reason) -> int:
        """Establish a kernel formula; the number of its fact."""
        if self.number(data) is None:
            self.establish(data, by)
        number = self.number(data)
        if number is None:
            raise NotFound(f"{by.words}: the steps found do not end in the formula")
        return number

    @whole
    def establish(self, data: Data, by: Reason) -> None:
        """Let a finder work on a kernel formula."""
        by.find(self, data)

    @whole
    def instance(self, statement: Any, values: Mapping[Any, Any], by: Reason | None = None) -> int:
        """A universal fact (a formula that stands, or its number) at these values, {symbol: expression}.

        Premises that are not facts yet are shown by `by`."""
        i = statement if isinstance(statement, int) else self._found(formula(statement).data)
        if self.facts[i][0] != "forall":
            raise NotFound(f"fact {i} is not about all values of a variable")
        terms = {v.name: self._term(e) for v, e in values.items()}
        premises = [checker.substitute(q, terms) for q in self.facts[i][2]]
        numbers = [self.have_data(q, by) if by else self._found(q) for q in premises]
        return self.step("inst", fact=i, terms=terms, premises=numbers)

    def calc(self, start: Any) -> Chain:
        """Begin a chain of equalities and inequalities."""
        return Chain(self, start)

    @whole
    def prove(self, statement: Any, by: Act | Reason) -> int:
        """Show a statement; for 'for all ... with ..., ...' (or an implication) its premises stand while `by` works."""
        f = formula(statement)
        if f.data[0] != "forall":
            if isinstance(by, Reason):
                return self.show(f, by)
            by()
            return self._found(f.data)
        _, variables, premises, goal = f.data
        steps = self.inner(variables, premises, goal, by)
        return self.step("generalize", variables=variables, premises=premises, steps=steps, goal=goal)

    def suppose(self, premises: Sequence[Any], goal: Any, by: Act | Reason, variables: Any = ()) -> int:
        """Show a goal from further premises about fresh variables (symbols); gives the universal statement."""
        return self.prove(forall(variables, goal, premises), by)

    def _found(self, data: Data) -> int:
        number = self.number(data)
        if number is None:
            raise NotFound(f"the lines do not end in {data}")
        return number

    @whole
    def induct(self, k: Any, goal: Any, base: Act | Reason, step: Act | Reason, say: str = "by induction") -> int:
        """Show a formula for every natural k; inside `step` the formula for k is the last fact."""
        aim = both(*goal) if isinstance(goal, tuple | list) else formula(goal)
        self._known(aim, without={k.name: "nat"})
        first = self.inner([], [], checker.substitute(aim.data, {k.name: 0}), base)
        after = checker.substitute(aim.data, {k.name: ["+", k.name, 1]})
        then = self.inner([[k.name, "nat"]], [], after, step, learn=[aim.data])
        return self.step("induct", variable=k.name, goal=aim.data, base=first, step=then, say=say)

    @whole
    def either(self, a: Any, b: Any, goal: Any, greater: Act | Reason, otherwise: Act | Reason, say: str = "") -> int:
        """Show the goal when a > b and when b >= a."""
        aim, test = formula(goal), relation(">", a, b)
        self._known(aim, test)
        _, u, v = test.data
        one = self.inner([], [[">", u, v]], aim.data, greater)
        two = self.inner([], [[">=", v, u]], aim.data, otherwise)
        words = {"say": say} if say else {}
        return self.step("cases", on=[u, v], goal=aim.data, greater=one, otherwise=two, **words)

    @whole
    def increasing(self, x: Any, f: Any, a: Any, b: Any, sign: Act | Reason, facts: Sequence[int] = (), say: str = "") -> int:
        """f(b) >= f(a) because f' >= 0 on [a, b]; `sign` shows f'(x) >= 0 there."""
        slope = self.step("derivative", variable=x.name, of=self._term(f, {x.name: "real"}), facts=list(facts))
        derivative = self.facts[slope][3]
        u, v = self._term(a), self._term(b)
        bounds = [[">=", x.name, u], [">=", v, x.name]]
        steps = self.inner([[x.name, "real"]], bounds, [">=", derivative, 0], sign)
        found = self.step("monotone", fact=slope, **{"from": u, "to": v}, steps=steps)
        return self._restate(self.facts[found], found, say) if say else found

    def certificate(self, claim: str, name: str, show: Sequence[Formula]) -> Data:
        """The certificate that these formulas follow, as data."""
        axioms = [{"name": a.name, "source": a.source, "statement": a.statement.data} for a in self.axioms]
        theorem = {
            "name": name,
            "variables": self.sorts,
            "assume": [g.data for g in self.given],
            "needs": [n.data for n in self.needs],
            "axioms": axioms,
            "show": [f.data for f in show],
            "steps": self.steps,
        }
        return {"format": checker.FORMAT, "claim": claim, "theorems": [theorem]}

    def _restate(self, data: Data, i: int, say: str) -> int:
        """Say a line whose formula the checker compares with the fact it restates."""
        op = data[0]
        if op == "=":
            return self.step("combine", goal=data, **{"with": [[1, i]]}, say=say)
        if op in (">", ">="):
            return self.step("combine", goal=data, sum=[[1, i]], say=say)
        last = self.steps[-1]
        if self.number(data) is not None and last.get("goal") == data:
            last["say"] = say
        return i

    def _term(self, x: Any, extra: Sorts | None = None) -> Data:
        data, sorts = term(x)
        self._known(Formula(["=", data, data], sorts), without=extra or {})
        return data

    def _known(self, *formulas: Formula, without: Sorts | None = None) -> None:
        """Names that a line mentions for the first time become variables of the theorem, of which nothing is assumed."""
        for f in formulas:
            for name, sort in f.sorts.items():
                if name not in (without or {}) and name not in self.kernel.sorts:
                    for sorts in (self.sorts, self.kernel.sorts, *self._outer):
                        sorts[name] = sort

    def inner(
        self, variables: list[Data], premises: list[Data], goal: Data, act: Act | Reason, learn: Sequence[Data] = ()
    ) -> list[Data]:
        """The steps of a sub-proof of kernel formulas; nothing of it stays."""
        with self._inside(variables, premises, learn) as steps:
            if isinstance(act, Reason):
                self.have(Formula(goal), act, act.words)
            else:
                act()
            if self.number(goal) is None and not (goal[0] == "and" and all(self.number(g) is not None for g in goal[1:])):
                raise NotFound(f"a sub-proof does not end in {goal}")
        return steps

    @contextmanager
    def _inside(self, variables: list[Data], premises: list[Data], learn: Sequence[Data]) -> Iterator[list[Data]]:
        kernel, outer, count = self.kernel, self.steps, len(self.facts)
        saved = kernel.sorts, kernel.memo, kernel.pointwise, kernel.steps
        self.steps = []
        self._outer.append(kernel.sorts)
        try:
            with kernel.scope(variables):
                for p in premises:
                    kernel.learn(p)
                    kernel.pointwise = kernel.pointwise or kernel.chancy(premises)
                for p in learn:
                    kernel.learn(p)
                yield self.steps
        finally:  # the kernel's own scope restores nothing after an error
            kernel.sorts, kernel.memo, kernel.pointwise, kernel.steps = saved
            del kernel.facts[count:]
            self._outer.pop()
            self.steps = outer
