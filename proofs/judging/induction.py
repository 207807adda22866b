"""A change of variables is proved by induction: it holds at the start, and a step of both keeps it. One certificate."""

from __future__ import annotations

from itertools import product
from typing import Any

from qedescent.proofs.certificates import certificate_bytes, checked, sha256
from qedescent.proofs.finders.combinations import combine
from qedescent.proofs.finders.equations import algebra
from qedescent.proofs.finders.roots import split_quotients
from qedescent.proofs.judging.change import NEXT
from qedescent.proofs.judging.expressions import sorts_of
from qedescent.proofs.judging.step import Step, conditions_of
from qedescent.proofs.kernel.checker import names, substitute
from qedescent.proofs.language.formulas import Formula
from qedescent.proofs.language.prover import NotFound, Prover

Data = Any


class CheckerRefused(RuntimeError):
    """A certificate that the finders took for complete is none: a defect of theirs, which is said."""


def certificate(step: Step, name: str) -> dict[str, Any]:
    """The certificate of the induction step; NotFound where no proof is found."""
    assumed, shown, needs = step.assumed(), step.shown(), step.needs()
    sorts = sorts_of(*assumed, *shown)
    formulas = [
        [Formula(f, {n: s for n, s in sorts.items() if n in names(f)}) for f in fs]
        for fs in (assumed, shown, needs)
    ]
    p = Prover(formulas[0], needs=formulas[2], mentions=formulas[1])
    for f in needs:
        if f[0] == ">=":
            p.step("root", of=f[1])
        elif f[1][:1] == ["*"]:
            _split_product(p, f)
    split_quotients(p, [f[1] for f in needs if f[0] == ">="])
    _split_denominators(p, [f[1] for f in needs if f[0] == "!="])
    defined = {f[1]: i for i, f in enumerate(assumed) if isinstance(f[1], str)}
    for goal in formulas[1]:
        _show(p, goal, defined)
    return p.certificate("relation", name, formulas[1])


def accepted(proof: dict[str, Any]) -> dict[str, Any]:
    """The proof and its hash, once the checker has accepted it in a process of its own."""
    data = certificate_bytes(proof)
    answer = checked(data)
    if answer["verdict"] != "PROVED":
        raise CheckerRefused(f"the checker refused what the finders had made: {answer['why']}")
    return {"proof": proof, "sha256": sha256(data)}


def _show(p: Prover, goal: Formula, defined: dict[str, int]) -> None:
    """Both sides written out in the book's letters are the same by algebra."""
    (left, used), (right, other) = (_written_out(p, side, defined) for side in goal.data[1:3])
    same = p.have(Formula(["=", left, right], p.sorts), algebra)
    equations = [*([1, i] for i in used), [1, same], *([-1, i] for i in other)]
    combine(p, goal.data, [], equations, say="one step of both, written out")


def _written_out(p: Prover, side: Data, defined: dict[str, int]) -> tuple[Data, list[int]]:
    """The side with every defined letter replaced, then every root of a quotient that was split, and the facts
    side = ... that lead there, one after the other."""
    facts: list[int] = []
    while letters := sorted(names(side) & set(defined)):
        side = _rewritten(p, side, letters[0], defined[letters[0]], facts)
    for i, f in enumerate(p.facts):
        if f[0] == "=" and f[1][:1] == ["sqrt"] and (found := _root_in(p, side, f[1][1])) is not None:
            side = _rewritten(p, _exchanged(side, found, "#"), "#", i, facts)
    return side, facts


def _split_product(p: Prover, need: Data) -> None:
    """The factors of a product that is not 0 are not 0: the checker inverts what all terms share by itself."""
    number, (_, (_, *factors), _) = p.number(need), need
    for i, factor in enumerate(factors):
        rest = factors[:i] + factors[i + 1 :]
        _is_multiple(p, ["!=", factor, 0], ["*", *rest] if len(rest) > 1 else rest[0], number, None)


def _split_denominators(p: Prover, denominators: list[Data]) -> None:
    """d + sqrt(u)/sqrt(v) is not 0 where d sqrt(v) + sqrt(u) is not: for each factor of a denominator with such a root."""
    quotients = [(i, f) for i, f in enumerate(p.facts) if f[0] == "=" and f[1][:1] == ["sqrt"]]
    factors = [x for d in denominators for x in (d[1:] if d[:1] == ["*"] else [d])]
    for d, (i, f) in product(factors, quotients):
        found = _root_in(p, d, f[1][1])
        if found is not None:
            below, goal = f[2][2], ["!=", _exchanged(d, found, f[2]), 0]
            known = p.number([">", below, 0])
            others = (j for j in range(i) if p.facts[j][0] == "!=")
            next((j for j in others if _is_multiple(p, goal, below, j, known)), None)


def _is_multiple(p: Prover, goal: Data, factor: Data, other: int | None, known: int | None) -> bool:
    try:
        p.step("nonzero", goal=goal, times=factor, product=[other], nonzero=[] if known is None else [known])
    except NotFound:
        return False
    return True


def _rewritten(p: Prover, side: Data, hole: str, fact: int, facts: list[int]) -> Data:
    context = substitute(side, {hole: "#"})
    facts.append(p.step("rewrite", fact=fact, **{"in": context}))
    return substitute(context, {"#": p.facts[fact][2]})


def _root_in(p: Prover, t: Data, radicand: Data) -> Data | None:
    """A root in the term whose radicand is this one, however it is written."""
    if not isinstance(t, list):
        return None
    if t[0] == "sqrt" and p.kernel.normal(t[1]) == p.kernel.normal(radicand):
        return t
    return next((r for part in t[1:] if (r := _root_in(p, part, radicand)) is not None), None)


def _exchanged(t: Data, old: Data, new: Data) -> Data:
    if t == old:
        return new
    return [_exchanged(part, old, new) for part in t] if isinstance(t, list) else t


def start_agrees(step: Step) -> bool:
    """Does the change hold from the start? Checked before the first step, from the stated starts and for any θ; where the
    code's first step has formulas of its own, after that step."""
    first = {"k": 0, **step.book.start}
    pairs = {x: ("θ" if x == "θ" else step.code.start[x], step.change.before(x)) for x in step.change.maps}
    if step.code.first:
        after = {y + NEXT: f for y, f in step.book.after.items()} | {p + NEXT: p for p in step.held}
        pairs = {x: (step.code.first[x], substitute(step.change.later(x), after)) for x in step.change.maps}
    return all(_equal(["=", code, substitute(image, first)]) for code, image in pairs.values())


def _equal(goal: Data) -> bool:
    sorts = sorts_of(goal)
    needs = [Formula(c, sorts) for c in conditions_of(goal)]
    try:
        Prover((), needs=needs, mentions=[Formula(goal, sorts)]).have(Formula(goal, sorts), algebra)
    except NotFound:
        return False
    return True
