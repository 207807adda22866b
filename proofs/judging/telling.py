"""A judgment in words and formulas, for a terminal, a failed test and a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qedescent.proofs.judging.change import BEFORE, ONE, of_the_code
from qedescent.proofs.judging.difference import Case, Parting
from qedescent.proofs.judging.judgment import Judgment, Relation
from qedescent.proofs.judging.schedules import Rescheduled
from qedescent.proofs.judging.visibility import GRADIENTS, START, Visibility
from qedescent.proofs.judging.writing import formula, said_once, shown
from qedescent.proofs.lifting.reading import Reading


def rule_lines(reading: Reading) -> Iterator[str]:
    """What a step computes, an assignment a line; the new values are all computed from the old ones."""
    if reading.query != "θ":
        yield f"g is taken at {formula(reading.query)}"
    for x, f in reading.after.items():
        yield f"{x} ← {formula(f)}"
    for x, f in reading.start.items():
        if f != 0:
            yield f"{x} starts at {formula(f)}"
    for x, f in reading.first.items():
        yield f"in the first step {x} ← {formula(f)}"


def headline(j: Judgment) -> str:
    """One sentence."""
    what = {
        Relation.IDENTICAL: f"{j.code} is {j.book}",
        Relation.EQUIVALENT: f"{j.code} is equivalent to {j.book}: {j.notion}",
        Relation.DIFFERENT: f"{j.code} is not {j.book}",
        Relation.UNDECIDED: f"{j.code} beside {j.book}: {j.why}",
    }[j.relation]
    if j.relation != Relation.EQUIVALENT:
        return what
    reset = [f"the rule's {p} = {shown(e)}" for p, e in j.setting.items() if p not in j.moves]
    return what + (f", with {listed(reset)}" if reset else "") + ("" if j.unconditional else f", when {condition(j)}")


def condition(j: Judgment) -> str:
    """When it holds, in words; empty for always."""
    held = f"{listed(j.held)} {'is' if len(j.held) == 1 else 'are'} constant" if j.held else ""
    moving = [f"{p} = {shown(j.setting[p])} changes from step to step" for p in j.moves]
    return " and ".join([*([held] if held else []), *moving])


def listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def lines(j: Judgment) -> Iterator[tuple[str, str]]:
    """(label, text) below the headline."""
    for p, e in j.setting.items():
        yield "with", f"the rule's {p} = {shown(e)}"
    if j.change is not None and not j.change.trivial:
        for x, image in j.change.written_out().items():
            yield "change", f"{x} = {formula(image)}"
    if j.relation == Relation.DIFFERENT and j.change is not None:
        yield "but", "only from the second step on: the first is computed otherwise"
    if j.transfer is not None:
        where = "equal" if j.transfer.shift == 0 else f"equal up to a shift by {j.transfer.shift} steps"
        yield "transfer", f"the transfer functions are {where}: {shown(j.transfer.code)}"
    for parting in j.partings:
        yield from parting_lines(parting)
    if j.visibility is not None:
        yield from _visibility_lines(j.visibility)
    for near in j.nearest:
        held = f", while {listed(near.held)} stays constant" if near.held else ""
        yield "nearest", f"with {near.parameter} = {near.value} it is{held} (PROVED, certificate {near.sha256[:16]})"
    for other in j.rescheduled:
        yield from _rescheduled_lines(other)
    for f in said_once(j.needs, j.change):
        yield "needs", formula(f)
    for f in j.conditions:
        yield "read when", formula(f)
    if j.sha256:
        yield "proof", f"PROVED, certificate {j.sha256[:16]}"


def _visibility_lines(seen: Visibility) -> Iterator[tuple[str, str]]:
    """The measured table in words: it proves nothing about other gradients and constants."""
    gaps = ", ".join(f"{gap:g} at size {size}" for size, gap in seen.rounded.items())
    yield "measured gap", f"{gaps} of the gradients: the largest in {len(GRADIENTS)} steps, relative to the rule's step"
    yield "measured gap", f"on {', '.join(GRADIENTS)} times the size from θ = {START}, with {_constants(seen)}"


def _constants(seen: Visibility) -> str:
    return ", ".join(f"{formula(p)} = {value}" for p, value in seen.constants.items())


def _rescheduled_lines(other: Rescheduled) -> Iterator[tuple[str, str]]:
    """The schedule that does without the condition, the change, what it needs, and that it is proved."""
    past = sorted(s.name for s in other.value.free_symbols if s.name.endswith(BEFORE))
    where = "".join(f"; {p} is that of the step before" for p in past)
    yield "otherwise", f"with the rule's {other.parameter} = {shown(other.value)} at each step, for any schedule{where}"
    for x in (x for x, m in other.change.maps.items() if any(y != x or c != ONE for y, c in m.items())):
        yield "otherwise", f"{of_the_code(x)} = {formula(other.change.before(x))}"
    for f in said_once(other.needs, other.change):
        yield "otherwise", f"needs {formula(f)}"
    yield "otherwise", f"PROVED, certificate {other.sha256[:16]}"


def parting_lines(parting: Parting) -> Iterator[tuple[str, str]]:
    if parting.residual is not None:
        after = f" after step {parting.step}" if parting.step > 1 else " after the first step"
        yield "residual", f"{shown(parting.residual)} in {parting.what}{after}"
    yield "smallest case", case_text(parting.case)


def case_text(case: Case) -> str:
    several = len(case.gradients) > 1
    given = f"g = {'(' + ', '.join(case.gradients) + ')' if several else case.gradients[0]}"
    values = [f"{p} = {_sequence([h[p] for h in case.hyperparameters])}" for p in case.hyperparameters[0]]
    rounded = "" if case.exact else " (to 28 digits)"
    given = given if case.start == "0" else f"θ = {case.start} at the start, {given}"
    return f"{', '.join([given, *values])}: {case.code}, the rule {case.book}{rounded}"


def _sequence(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else f"({', '.join(values)})"


def text(j: Judgment, reading: Reading | None = None, book: Reading | None = None) -> str:
    """The whole explanation."""
    rows = [("it computes", line) for line in rule_lines(reading)] if reading else []
    rows += [("the rule", line) for line in rule_lines(book)] if book else []
    rows += list(lines(j))
    return "\n".join([headline(j), *(f"  {label:<14} {line}" for label, line in _once(rows))])


def _once(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A label that repeats is written once."""
    last = ""
    for label, line in rows:
        yield ("" if label == last else label), line
        last = label
