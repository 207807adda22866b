"""A proof as its author told it: the lines that carry a reason, under what is supposed where they stand.

What needs no line of its own becomes part of a reason: the base and the step of an induction that only say the formula
at 0 and at n + 1, and a sub-proof that only says its goal. Every step of the checker is still listed in full elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.kernel.checker import substitute
from qedescent.proofs.report.names import NotTypeset, tex_name
from qedescent.proofs.report.typeset import tex

ROUTINE = {"algebra", "signs of the factors", "case by case"}  # not worth telling where only a goal at 0, say, is checked
Steps = Sequence[Mapping[str, Any]]
Sorts = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A formula that was reached, and why."""

    goal: Any
    reason: str
    sorts: Sorts


@dataclass(frozen=True)
class Part:
    """A sub-proof: words that open it, the variables and premises that hold in it, and its lines."""

    words: str
    variables: Sorts
    supposed: Sequence[Any]
    items: tuple[Line | Part, ...]
    sorts: Sorts

    def says_only(self, goal: Any) -> tuple[str, ...]:
        """The reasons of its lines if these say the goal and nothing besides, else none."""
        conjuncts = goal[1:] if goal[0] == "and" else [goal]
        lines = [item for item in self.items if isinstance(item, Line)]
        if len(lines) < len(self.items) or any(line.goal not in (goal, *conjuncts) for line in lines):
            return ()
        return tuple(dict.fromkeys(line.reason for line in lines))


def outline(steps: Steps, sorts: Sorts) -> tuple[Line | Part, ...]:
    """The lines and sub-proofs that a reader is told, in order."""
    told = [item for step in steps for item in _told(step, sorts)]
    return tuple(item for item, before in zip(told, [None, *told], strict=False) if item != before)


def _told(step: Mapping[str, Any], sorts: Sorts) -> Iterator[Line | Part]:
    match step:
        case {"rule": "generalize", "variables": variables, "premises": premises, "goal": goal, "steps": steps}:
            inner = {**sorts, **dict(variables)}
            part = Part("", dict(variables), premises, outline(steps, inner), inner)
            yield from _fact_or_part(["forall", variables, premises, goal], goal, part, sorts)
        case {"rule": "induct", "variable": k, "goal": goal, "base": base, "step": then}:
            yield from _induction(k, goal, base, then, str(step.get("say", "by induction")), sorts)
        case {"rule": "cases", "on": [a, b], "goal": goal, "greater": greater, "otherwise": otherwise}:
            halves = ((greater, [">", a, b]), (otherwise, [">=", b, a]))
            parts = [Part("case", {}, [supposed], outline(steps, sorts), sorts) for steps, supposed in halves]
            yield from _in_both_cases(goal, parts, str(step.get("say", "")), sorts)
        case {"rule": "monotone", "from": a, "to": b, "steps": steps}:
            part = Part(f"between ${_set(a, sorts)}$ and ${_set(b, sorts)}$", {}, [], outline(steps, sorts), sorts)
            yield from [part] if len(part.items) > 1 else []  # one line is the sign of the slope, in the kernel's own form
        case {"goal": goal, "say": say} if goal[0] != "=" or goal[1] != goal[2]:
            yield Line(goal, str(say), sorts)


def _set(term: Any, sorts: Sorts) -> str:
    try:
        return tex(term, sorts)
    except NotTypeset:
        return r"\dots"


def _fact_or_part(fact: Any, goal: Any, part: Part, sorts: Sorts) -> Iterator[Line | Part]:
    reasons = part.says_only(goal)
    if len(reasons) == 1:
        bare = not fact[1] and not fact[2]
        yield Line(goal if bare else fact, reasons[0], sorts)
    elif part.items:
        yield part


def _induction(k: str, goal: Any, base: Steps, then: Steps, say: str, sorts: Sorts) -> Iterator[Line | Part]:
    inner, n = {**sorts, k: "nat"}, tex_name(k)
    halves = (
        (Part(f"for ${n} = 0$", {}, [], outline(base, inner), inner), 0),
        (Part(f"from ${n}$ to ${n} + 1$", {}, [], outline(then, inner), inner), ["+", k, 1]),
    )
    reasons = [part.says_only(substitute(goal, {k: at})) for part, at in halves]
    how = say if "induction" in say else f"{say}, by induction"
    telling = [(part.words, ", ".join(said)) for (part, _), said in zip(halves, reasons, strict=True) if set(said) - ROUTINE]
    if len(telling) == 1 and telling[0][0] == halves[1][0].words:
        how += f": {telling[0][1]}"
    elif telling:
        how += ": " + "; ".join(f"{words}, {said}" for words, said in telling)
    yield Line(["forall", [[k, "nat"]], [], goal], how, sorts)
    yield from (part for (part, _), said in zip(halves, reasons, strict=True) if part.items and not said)


def _in_both_cases(goal: Any, parts: Sequence[Part], say: str, sorts: Sorts) -> Iterator[Line | Part]:
    told = [part for part in parts if part.items and goal not in part.supposed]
    reasons = {reason for part in told for reason in part.says_only(goal)}
    if all(part.says_only(goal) for part in told) and (reasons <= ROUTINE or len(reasons) == 1):
        words = "case by case" if reasons <= ROUTINE else f"{next(iter(reasons))}, in both cases"
        yield from [Line(goal, say or words, sorts)] if say or reasons else []
        return
    yield from told
    yield Line(goal, say or "in both cases", sorts)
