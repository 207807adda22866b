"""What stands in the way of calling an optimizer the rule: the relation, its condition, or that nothing was proved."""

from __future__ import annotations

from qedescent.proofs.explanation import Explanation
from qedescent.proofs.judging.judgment import Relation
from qedescent.proofs.judging.paths import left
from qedescent.proofs.judging.telling import condition, listed
from qedescent.proofs.judging.writing import formula
from qedescent.proofs.lifting.letters import letter
from qedescent.proofs.outcome import Verdict
from qedescent.proofs.probing import ITERATES, Probe

ANY_RELATION = "change of variables"
OTHER_CONSTANTS = "change of variables and constants"
LEVELS = ("proved", "consistent")
STEP_SIZE = "ε"
CONSTANT, VARIES = "constant", "varies"


class ConditionNotSaid(UserWarning):
    """An equivalence needs more to be constant than the step size, which alone was said to be."""


def missing(found: Explanation | Probe, up_to: str = "", when: str = "", level: str = "proved") -> str:
    """What is missing, in words; empty for nothing. ValueError for leave or a condition that cannot be read."""
    if up_to not in ("", ANY_RELATION, OTHER_CONSTANTS):
        raise ValueError(f"up_to is {ANY_RELATION!r}, {OTHER_CONSTANTS!r} or nothing, not {up_to!r}")
    if level not in LEVELS:
        raise ValueError(f"the level is {' or '.join(map(repr, LEVELS))}, not {level!r}")
    granted = _granted(found, when)
    if isinstance(found, Probe):
        return _missing_to_numbers(found, up_to, granted, level)
    j = found.judgment
    if j.relation in (Relation.DIFFERENT, Relation.UNDECIDED):
        return f"it was asserted to be {j.book}"
    needed = OTHER_CONSTANTS if _reset(found) else ANY_RELATION
    if j.relation == Relation.EQUIVALENT and up_to not in (needed, OTHER_CONSTANTS):
        return f"it is so only up_to={needed!r}"
    if not set(j.moves) <= set(_letters(when, VARIES)) or not set(j.held) <= granted:
        return f"it is so only when {condition(j)}"
    if path := left(found.reading):
        return f"it is so only where {' and '.join(map(formula, path))}: what the code does elsewhere was not read"
    return ""


def _reset(found: Explanation) -> list[str]:
    """The hyperparameters that code and rule both have, and that the rule must have otherwise to be the code."""
    j = found.judgment
    return [p for p in j.setting if p in found.reading.parameters and p not in j.moves]


def unsaid(found: Explanation | Probe, when: str) -> str:
    """What an assertion that holds takes for granted beyond what was said: with the step size constant a run is taken to have
    no schedule at all. Empty for nothing."""
    held = found.held if isinstance(found, Probe) else found.judgment.held
    beyond = [p for p in held if p not in _letters(when, CONSTANT)]
    if not beyond:
        return ""
    also = f"{listed(beyond)} {'is' if len(beyond) == 1 else 'are'}"
    return f"{when!r} is taken to mean that no hyperparameter moves: {also} held too; say when='{' and '.join(held)} constant'"


def _missing_to_numbers(found: Probe, up_to: str, granted: set[str], level: str) -> str:
    if found.verdict != Verdict.CONSISTENT:
        return f"it was asserted to be {found.rule}"
    if level == "proved":
        return "numbers prove nothing; level='consistent' accepts them"
    if found.notion != ITERATES and not up_to:
        return f"it is so only up_to={ANY_RELATION!r}"
    return "" if set(found.held) <= granted else f"it is so only when {listed(found.held)} are constant"


def _granted(found: Explanation | Probe, when: str) -> set[str]:
    """The letters said to be constant; with the step size, all."""
    known = {*found.parameters, STEP_SIZE}
    said = set(_letters(when, CONSTANT))
    strange = {*said, *_letters(when, VARIES)} - known
    if strange:
        raise ValueError(f"nothing here is called {', '.join(sorted(strange))}; there are {', '.join(sorted(known))}")
    return known if STEP_SIZE in said else said


def _letters(when: str, verb: str) -> list[str]:
    """The letters that are said to be constant, or to vary, in "eps constant", "eps and alpha constant" or "delta varies"."""
    said: dict[str, list[str]] = {CONSTANT: [], VARIES: []}
    waiting: list[str] = []
    for word in when.replace(",", " ").split():
        if word in said and waiting:
            said[word] += waiting
            waiting = []
        elif word not in ("and", "is", "are"):
            waiting.append(word)
    if waiting:
        raise ValueError(f"a condition reads like 'eps constant', 'eps and alpha constant' or 'delta varies', not {when!r}")
    return list(map(letter, said[verb]))
