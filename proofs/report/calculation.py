"""A certificate as a reader follows it: its theorems, the lines with a reason, and every step behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qedescent.proofs.report.names import NotTypeset
from qedescent.proofs.report.typeset import tex, tex_declarations


@dataclass(frozen=True)
class Formula:
    """A formula as TeX, or as its raw data where it cannot be typeset without guessing."""

    tex: str
    raw: str = ""


@dataclass(frozen=True)
class Line:
    """One step: the formula it reached, the rule, the reason for the reader, its depth among sub-proofs.

    A line without a rule opens a sub-proof and says what is supposed there.
    """

    number: str
    rule: str
    goal: Formula | None
    reason: str
    depth: int


@dataclass(frozen=True)
class Theorem:
    """A checked theorem; `lines` carry a reason for the reader, `steps` are all that the checker saw.

    A last line that is the conclusion itself is not among the lines: its reason stands beside the conclusion.
    """

    name: str
    variables: tuple[Formula, ...]
    assumptions: tuple[Formula, ...]
    needs: tuple[Formula, ...]
    conclusions: tuple[Formula, ...]
    lines: tuple[Line, ...]
    last_reason: str
    steps: tuple[Line, ...]


def shown(node: Any, sorts: Mapping[str, Any]) -> Formula:
    """The formula in TeX, or raw."""
    try:
        return Formula(tex(node, sorts))
    except NotTypeset:
        return Formula("", json.dumps(node, ensure_ascii=False)[:2000])


def _sub_steps(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list) and value and all(isinstance(v, dict) and "rule" in v for v in value):
        yield from ((str(i), step) for i, step in enumerate(value, 1))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ((f"{name} {place}", step) for place, step in _sub_steps(inner))
    elif isinstance(value, list):
        for i, inner in enumerate(value, 1):
            yield from ((f"{i}.{place}", step) for place, step in _sub_steps(inner))


def walk(
    steps: Any, sorts: Mapping[str, Any], depth: int = 0, before: str = ""
) -> Iterator[tuple[str, int, Mapping[str, Any], Mapping[str, Any]]]:
    """Every step and sub-step in order: its number, its depth, itself, and the sorts in force there."""
    for place, step in _sub_steps(steps):
        yield before + place, depth, step, sorts
        bound = {n: s for n, s in step.get("variables", []) if isinstance(n, str)} if _is_binder(step) else {}
        for field, value in step.items():
            if field != "goal":
                inner = list(walk(value, {**sorts, **bound}, depth + 1, f"{before}{place}."))
                if field in _opening(step) and any("say" in s for _, _, s, _ in inner):
                    words, supposed = _opening(step)[field]
                    yield "", depth + 1, {"rule": "", "say": words, "supposed": supposed, "new": bound}, {**sorts, **bound}
                yield from inner


def _opening(step: Mapping[str, Any]) -> dict[str, tuple[str, list[Any]]]:
    """What is supposed in each sub-proof of a step, in words and formulas."""
    match step:
        case {"rule": "generalize", "premises": premises}:
            return {"steps": ("suppose", premises)}
        case {"rule": "cases", "on": [a, b]}:
            return {"greater": ("case", [[">", a, b]]), "otherwise": ("case", [[">=", b, a]])}
        case {"rule": "induct", "variable": k, "goal": goal}:
            return {"base": ("first", [["=", k, 0]]), "step": ("by induction, suppose", [goal])}
        case {"rule": "monotone", "from": a, "to": b}:
            return {"steps": ("between", [a, b])}
    return {}


def _opened(step: Mapping[str, Any], sorts: Mapping[str, Any]) -> Formula:
    """What a sub-proof supposes, as one formula."""
    new = [f"{text}" for text in tex_declarations(step["new"])] if step["new"] else []
    known = [tex(f, sorts) for f in step["supposed"]]
    parts = [rf"\text{{let }} {', '.join(new)}"] if new else []
    parts += [rf"\text{{{step['say']} }} " + r",\; ".join(known)] if known else []
    return Formula(r",\quad ".join(parts).replace(r"\text{l", r"\text{L", 1) if new else parts[0]) if parts else Formula("")


def _line(place: str, depth: int, step: Mapping[str, Any], sorts: Mapping[str, Any]) -> Line:
    if not step["rule"]:
        return Line(place, "", _opened(step, sorts), "", depth)
    goal = shown(step["goal"], sorts) if "goal" in step else None
    return Line(place, str(step["rule"]), goal, str(step.get("say", "")), depth)


def _is_binder(step: Mapping[str, Any]) -> bool:
    pairs = step.get("variables")
    return isinstance(pairs, list) and all(isinstance(p, list) and len(p) == 2 for p in pairs)


def theorem(data: Mapping[str, Any]) -> Theorem:
    """One theorem of a certificate, ready to be read."""
    sorts = data.get("variables", {})
    try:
        variables = tuple(Formula(text) for text in tex_declarations(sorts))
    except NotTypeset:
        variables = (Formula("", json.dumps(sorts, ensure_ascii=False)),)
    steps = tuple(_line(*found) for found in walk(data.get("steps", []), sorts))
    said = [line for line in steps if line.reason or not line.rule]
    shows = tuple(shown(f, sorts) for f in data.get("show", []))
    ends = said and said[-1].depth == 0 and (said[-1].goal,) == shows
    return Theorem(
        name=str(data.get("name", "")),
        variables=variables,
        assumptions=tuple(shown(f, sorts) for f in data.get("assume", [])),
        needs=tuple(shown(f, sorts) for f in data.get("needs", [])),
        conclusions=shows,
        lines=tuple(said[:-1] if ends else said),
        last_reason=said[-1].reason if ends else "",
        steps=tuple(line for line in steps if line.rule),
    )


def theorems(certificate: Mapping[str, Any] | None) -> tuple[Theorem, ...]:
    """All theorems of a certificate, in order."""
    return tuple(map(theorem, (certificate or {}).get("theorems", [])))


def all_sorts(certificate: Mapping[str, Any] | None) -> dict[str, Any]:
    """Every declared variable of every theorem; axioms and side conditions carry no declarations."""
    found: dict[str, Any] = {}
    for data in (certificate or {}).get("theorems", []):
        found |= data.get("variables", {})
    return found


def hypotheses(parts: tuple[Theorem, ...]) -> tuple[Formula, ...]:
    """The assumptions that all theorems of a claim share; those of one part only are shown with that part."""
    shared = set.intersection(*(set(part.assumptions) for part in parts)) if parts else set()
    return tuple(dict.fromkeys(f for part in parts for f in part.assumptions if f in shared))
