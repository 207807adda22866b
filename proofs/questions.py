"""What a user asks: what does this optimizer compute, is it that rule, and if not, where do they part."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from sympy import latex

from qedescent.analytic.rule import UpdateRule
from qedescent.proofs.describing import Description
from qedescent.proofs.describing import describe as described
from qedescent.proofs.judging.expressions import reading_of, rule_of
from qedescent.proofs.judging.judgment import Judgment, Relation, judge
from qedescent.proofs.judging.telling import condition, data, formula, text
from qedescent.proofs.lifting.letters import letter
from qedescent.proofs.lifting.reading import Reading
from qedescent.proofs.lifting.targets import target_of, usual_symbols

ANY_RELATION = "change of variables"


@dataclass(frozen=True)
class Authored:
    """An author's own rule, read from the function that states it; calling it is calling the function."""

    function: Callable[..., Any]
    rule: UpdateRule
    reading: Reading

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)


def rule(function: Callable[..., Any]) -> Authored:
    """Make a rule of `def name(theta, g, memory=start, *, hyperparameter, ...): return new_theta, new_memory`.

    Raises Unreadable where the function does what no formula can say.
    """
    parameters = inspect.signature(function).parameters.values()
    names = {p.name: p.name for p in parameters if p.kind == inspect.Parameter.KEYWORD_ONLY and p.name != "t"}
    reading = target_of(function, **names).read()
    return Authored(function, rule_of(reading, function.__name__, "an author's own rule"), reading)


@dataclass(frozen=True)
class Explanation:
    """What code computes, and how it is related to a rule; shows itself in a notebook."""

    name: str
    reading: Reading
    judgment: Judgment
    book: Reading

    def __str__(self) -> str:
        return text(self.judgment, self.reading, self.book)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"computes": self.formulas(), **data(self.judgment)}

    def formulas(self) -> dict[str, str]:
        return {"query": formula(self.reading.query), **{x: formula(f) for x, f in self.reading.after.items()}}

    def _repr_latex_(self) -> str:
        made = rule_of(self.reading, self.name)
        rows = [rf"{latex(x)} &\leftarrow {latex(e)}" for x, e in made.assignments]
        return "$$\\begin{aligned}" + r" \\ ".join(rows) + "\\end{aligned}$$"


def explain(subject: Any, like: Any = None, **arguments: Any) -> Explanation:
    """What the optimizer computes beside the rule `like` (a book's rule, an author's, or another optimizer), or beside the
    closest of the book's. Hyperparameters that are not mentioned have their usual letters."""
    name, reading = _read(subject, arguments)
    if like is not None:
        label, book = _ruled(like)
        return Explanation(name, reading, judge(reading, book, name, label), book)
    return _closest(name, reading)


def assert_implements(subject: Any, like: Any, *, up_to: str = "", when: str = "", **arguments: Any) -> Explanation:
    """Raise an AssertionError, which explains, unless the optimizer is the rule.

    Keyword arguments say which argument of the optimizer is which symbol (strings), or set it. `up_to="change of variables"`
    accepts an equivalent rule, `when="eps constant"` (several: "eps and alpha constant") the condition that it needs.
    """
    found = explain(subject, like, **arguments)
    lacking = missing(found, up_to, when)
    if lacking:
        raise AssertionError(f"{found}\n  {lacking}")
    return found


def describe(subject: Any, **arguments: Any) -> Description:
    """What can be derived of an optimizer's rule, or of a rule of the book or an author's."""
    name, reading = _read(subject, arguments)
    own = subject if isinstance(subject, UpdateRule) else subject.rule if isinstance(subject, Authored) else None
    return described(name, reading, own or rule_of(reading, name))


def missing(found: Explanation, up_to: str = "", when: str = "") -> str:
    """What stands in the way of calling the optimizer the rule, in words; empty for nothing."""
    j, held = found.judgment, _held(when)
    if up_to not in ("", ANY_RELATION):
        raise ValueError(f"up_to is {ANY_RELATION!r} or nothing, not {up_to!r}")
    if j.relation in (Relation.DIFFERENT, Relation.UNDECIDED):
        return f"it was asserted to be {j.book}"
    if j.relation == Relation.EQUIVALENT and up_to != ANY_RELATION:
        return f"it is so only up_to={ANY_RELATION!r}"
    if j.moves or not set(j.held) <= set(held):
        return f"it is so only when {condition(j)}"
    return ""


def _held(when: str) -> tuple[str, ...]:
    """The letters of "eps constant" or "eps and alpha constant"; ValueError for anything else."""
    words = when.replace(",", " ").split()
    if not words:
        return ()
    if words[-1] != "constant":
        raise ValueError(f"a condition reads like 'eps constant' or 'eps and alpha constant', not {when!r}")
    return tuple(letter(w) for w in words[:-1] if w not in ("and", "is", "are"))


def _read(subject: Any, arguments: Mapping[str, Any]) -> tuple[str, Reading]:
    if isinstance(subject, UpdateRule | Authored):
        label, reading = _ruled(subject)
        return label, reading
    found = target_of(subject, **usual_symbols(subject, arguments))
    return found.name, found.read()


def _ruled(like: Any) -> tuple[str, Reading]:
    if isinstance(like, Authored):
        return like.rule.name, like.reading
    if isinstance(like, UpdateRule):
        return f"{like.algorithm} {like.name}".strip(), reading_of(like)
    if isinstance(like, str):
        return _ruled(named(like))
    return _read(like, {})


def named(name: str) -> UpdateRule:
    """The book's rule of this name; ValueError with the names there are."""
    from qedescent.proofs import book

    key = name.removeprefix("book.").replace("-", "_")
    if key not in book.__all__ or key == "RULES":
        raise ValueError(f"the book has no rule {name!r}; it has {', '.join(n for n in book.__all__ if n != 'RULES')}")
    return getattr(book, key)


def _closest(name: str, reading: Reading) -> Explanation:
    """Beside the book's rule to which the relation is the strongest; among different ones, to the most alike."""
    from qedescent.analytic.rules import RULES

    order = [Relation.IDENTICAL, Relation.EQUIVALENT, Relation.UNDECIDED, Relation.DIFFERENT]
    found: list[Explanation] = []
    for label, book in sorted(map(_ruled, RULES), key=lambda pair: _unlike(reading, pair[1])):
        found.append(Explanation(name, reading, judge(reading, book, name, label), book))
        if found[-1].judgment.unconditional:
            break
    return min(found, key=lambda e: (order.index(e.judgment.relation), not e.judgment.unconditional, len(e.judgment.held)))


def _unlike(reading: Reading, book: Reading) -> int:
    """How far the two are from having the same hyperparameters and as many memories."""
    return len(set(reading.parameters) ^ set(book.parameters)) + 2 * abs(len(reading.start) - len(book.start))
