"""What a user asks: what does this optimizer compute, is it that rule, and if not, where do they part."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from qedescent.analytic.rule import UpdateRule
from qedescent.proofs.authoring import Authored, rule
from qedescent.proofs.describing import Description
from qedescent.proofs.describing import describe as described
from qedescent.proofs.explanation import Explanation
from qedescent.proofs.granting import ANY_RELATION, ConditionNotSaid, missing, unsaid
from qedescent.proofs.judging.expressions import reading_of
from qedescent.proofs.judging.judgment import Relation, judge
from qedescent.proofs.lifting.reading import Reading, Target
from qedescent.proofs.lifting.recording import Unreadable
from qedescent.proofs.lifting.targets import target_of
from qedescent.proofs.lifting.usual import symbols
from qedescent.proofs.probing import Probe, look_over, probe

__all__ = ["ANY_RELATION", "Authored", "OnlyProbed", "assert_implements", "describe", "explain", "missing", "rule"]


class OnlyProbed(Unreadable):
    """The code cannot be read; `probe` is what numbers say of it."""

    def __init__(self, found: Probe):
        super().__init__(str(found))
        self.probe = found


def explain(subject: Any, like: Any = None, **arguments: Any) -> Explanation:
    """What the optimizer computes beside the rule `like` (a book's rule, an author's, or another optimizer), or beside the
    closest of the book's. Hyperparameters that are not mentioned have their usual letters.

    Raises OnlyProbed where the code cannot be read; it carries what numeric probes say of it.
    """
    label, book = ("", None) if like is None else _ruled(like)
    name, reading = _rule_itself(subject, arguments) or _read(_target(subject, arguments, like), label, book)
    return Explanation(name, reading, judge(reading, book, name, label), book) if book else _closest(name, reading)


def assert_implements(
    subject: Any, like: Any, *, up_to: str = "", when: str = "", level: str = "proved", **arguments: Any
) -> Explanation | Probe:
    """Raise an AssertionError, which explains, unless the optimizer is the rule.

    Keyword arguments say which argument of the optimizer is which symbol (strings), or set it. `up_to="change of variables"`
    accepts an equivalent rule, "change of variables and constants" one whose hyperparameters have other values too (ε(1 - α) for
    ε, where gradients are averaged and not summed); `when="eps constant"` (also "eps and alpha constant", "delta varies") the
    condition that it needs; `level="consistent"` that numeric probes show no difference, where the code cannot be read.
    """
    found = answer(subject, like, **arguments)
    lacking = missing(found, up_to, when, level)
    if lacking:
        raise AssertionError(f"{found}\n  {lacking}")
    if beyond := unsaid(found, when):
        warnings.warn(beyond, ConditionNotSaid, stacklevel=2)
    return found


def answer(subject: Any, like: Any = None, **arguments: Any) -> Explanation | Probe:
    """The explanation, or what numeric probes say where there is none."""
    try:
        return explain(subject, like, **arguments)
    except OnlyProbed as only:
        return only.probe


def describe(subject: Any, **arguments: Any) -> Description:
    """What can be derived of an optimizer's rule, or of a rule of the book or an author's."""
    name, reading = _rule_itself(subject, arguments) or _read(_target(subject, arguments), "", None)
    return described(name, reading, subject if isinstance(subject, UpdateRule) else None)


def _rule_itself(subject: Any, arguments: Mapping[str, Any]) -> tuple[str, Reading] | None:
    if not isinstance(subject, UpdateRule | Authored):
        return None
    if arguments:
        raise TypeError(f"a rule has its letters already, and takes no argument {', '.join(arguments)}")
    return _ruled(subject)


def _target(subject: Any, arguments: Mapping[str, Any], like: Any = None) -> Target:
    return target_of(subject, **symbols(subject, arguments, like.letters if isinstance(like, Authored) else None))


def _read(target: Target, label: str, book: Reading | None) -> tuple[str, Reading]:
    try:
        reading = target.read()
    except Unreadable as why:
        if book is None:
            raise
        raise OnlyProbed(probe(target, book, label, str(why))) from why
    look_over(target, reading)
    return target.name, reading


def _ruled(like: Any) -> tuple[str, Reading]:
    """A rule's name and what it says."""
    if isinstance(like, Authored):
        return like.rule.name, like.reading
    if isinstance(like, UpdateRule):
        return f"{like.algorithm} {like.name}".strip(), reading_of(like)
    if isinstance(like, str):
        return _ruled(named(like))
    return _read(_target(like, {}), "", None)


def named(name: str) -> UpdateRule:
    """The rule of this name, the book's or a paper's; ValueError with the names there are."""
    from qedescent.proofs import book

    key = name.removeprefix("book.").replace("-", "_")
    if key not in book.__all__ or key == "RULES":
        known = ", ".join(n for n in book.__all__ if n != "RULES")
        raise ValueError(f"the book has no rule {name!r}, nor has a paper that is here; there are {known}")
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
