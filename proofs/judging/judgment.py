"""How the rule that some code computes is related to another: identical, equivalent under a change of variables, different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from qedescent.proofs.judging.candidates import candidates, moves
from qedescent.proofs.judging.change import CODE, Change, living
from qedescent.proofs.judging.difference import Parting, part
from qedescent.proofs.judging.expressions import counted_from_zero, in_one_order, renamed
from qedescent.proofs.judging.induction import CheckerRefused, accepted, certificate, start_agrees
from qedescent.proofs.judging.nearest import Nearest, nearest
from qedescent.proofs.judging.schedules import Rescheduled, rescheduled
from qedescent.proofs.judging.settings import Setting, find_settings, with_setting
from qedescent.proofs.judging.step import Step
from qedescent.proofs.judging.transfer import Transfer, compare
from qedescent.proofs.judging.transfer import certificate as transfer_certificate
from qedescent.proofs.judging.trial import is_defined
from qedescent.proofs.judging.visibility import Visibility, visibility
from qedescent.proofs.language.prover import NotFound
from qedescent.proofs.lifting.reading import Reading

Data = Any


class Relation(StrEnum):
    """UNDECIDED is no pass: neither a proof nor a case that tells them apart was found."""

    IDENTICAL = "IDENTICAL"
    EQUIVALENT = "EQUIVALENT"
    DIFFERENT = "DIFFERENT"
    UNDECIDED = "UNDECIDED"


@dataclass(frozen=True)
class Judgment:
    """The relation of code to a book's rule, with what shows it.

    `setting` gives the book's hyperparameters where they are not the code's own; `change` gives the code's letters in the
    book's; `held` are the hyperparameters that must not change between steps, () for none; `needs` are side conditions and
    `conditions` the path that the code took. `partings` say where the two part: different rules as they are, others when
    a held hyperparameter changes, one for each. `proof` is the certificate of the induction step, accepted by the checker
    in a fresh process. `nearest` are values of the code's hyperparameters with which it is the book's rule, with what must
    then be held. `rescheduled` are schedules of one of the book's hyperparameters that do without the condition, each with a
    proof of its own. `visibility` is how large the gap between the steps is at usual constants, which is measured: for
    rules that are different, and those that are the same only while a constant moves.
    """

    code: str
    book: str
    relation: Relation
    setting: Setting = field(default_factory=dict)
    change: Change | None = None
    held: tuple[str, ...] = ()
    conditions: tuple[Data, ...] = ()
    needs: tuple[Data, ...] = ()
    partings: tuple[Parting, ...] = ()
    rescheduled: tuple[Rescheduled, ...] = ()
    transfer: Transfer | None = None
    nearest: tuple[Nearest, ...] = ()
    visibility: Visibility | None = None
    proof: Mapping[str, Any] | None = None
    sha256: str = ""
    why: str = ""

    @property
    def notion(self) -> str:
        """What is the same."""
        if self.relation == Relation.IDENTICAL or (self.change and self.change.same_iterates):
            return "the same iterates"
        return "the same points of the gradient" if self.relation == Relation.EQUIVALENT else ""

    @property
    def moves(self) -> tuple[str, ...]:
        """The book's hyperparameters that would have to change from step to step though the code's do not."""
        return moves(self.setting)

    @property
    def unconditional(self) -> bool:
        """Identical or equivalent whatever the schedules, at constant settings."""
        return self.relation in (Relation.IDENTICAL, Relation.EQUIVALENT) and not self.held and not self.moves

    def _repr_html_(self) -> str:
        from qedescent.proofs.judging.telling import headline, lines
        from qedescent.proofs.notebook import table

        me: Any = self
        return table(headline(me), lines(me))

    def _repr_latex_(self) -> str:
        from qedescent.proofs.notebook import relation

        return relation(self)


def judge(code: Reading, book: Reading, code_name: str, book_name: str) -> Judgment:
    """Proof first, then a case, then transfer functions; hyperparameters may change between steps unless said to be held."""
    about = {"code": code_name, "book": book_name, "conditions": code.conditions}
    code, book = in_one_order(code), in_one_order(book)
    own = living(renamed(code, {x: x + CODE for x in code.start}))
    mine, other = counted_from_zero(own), counted_from_zero(living(book))
    late, refused = None, ""
    for step, setting in candidates(mine, other, find_settings(mine, other)):
        try:
            proof = certificate(step, f"{code_name} beside {book_name}")
            if not start_agrees(step):
                late = late or (step, setting)
                continue
            shown = accepted(proof)
        except NotFound:
            refused = refused or _unproved(step, setting)
            continue
        except CheckerRefused as why:
            refused = refused or str(why)
            continue
        found = Judgment(**about, relation=_relation(step, setting), setting=setting, change=step.change, held=step.held,
                         needs=tuple(step.needs()), **shown)  # fmt: skip
        return _with_parting(found, own, living(book), mine, other)
    return _apart(about, own, living(book), late, refused)


def _unproved(step: Step, setting: Setting) -> str:
    """What is said of a candidate that holds in numbers but has no proof; empty where the numbers say nothing, or where constants
    would have to change from step to step: then a case with constants that do not is an answer."""
    if moves(setting) or not is_defined(step) or not start_agrees(step):
        return ""
    return f"in numbers they agree{' with another ' + ' and '.join(setting) if setting else ''}, but no proof was found"


def _relation(step: Step, setting: Setting) -> Relation:
    same = step.change.trivial and not step.held and not moves(setting) and not set(setting) & set(step.code.parameters)
    return Relation.IDENTICAL if same else Relation.EQUIVALENT


def _with_parting(found: Judgment, code: Reading, book: Reading, mine: Reading, other: Reading) -> Judgment:
    """Where a condition is needed, the case that shows that it is."""
    if found.unconditional or found.change is None:
        return found
    own = with_setting(book, {p: e for p, e in found.setting.items() if p not in found.moves})
    at_queries = not found.change.same_iterates
    cases = [part(code, own, at_queries, moving=[p]) for p in found.held] or [
        part(code, own, at_queries, moving=[])
    ]
    others = tuple(rescheduled(mine, other, f"{found.code} beside {found.book}")) if found.held else ()
    seen = visibility(code, own) if found.moves else None
    return replace(found, partings=tuple(c for c in cases if c), rescheduled=others, visibility=seen)


def _apart(
    about: dict[str, Any], code: Reading, book: Reading, late: tuple[Step, Setting] | None, refused: str
) -> Judgment:
    same = compare(counted_from_zero(code), counted_from_zero(book))
    if same is not None and same.shift == 0:
        proof = transfer_certificate(same)
        return Judgment(
            **about,
            relation=Relation.EQUIVALENT,
            transfer=same,
            held=tuple(code.parameters),
            **accepted(proof),
        )
    if refused:  # alike in numbers under some setting and change: a case without them shows nothing
        return Judgment(**about, relation=Relation.UNDECIDED, why=refused)
    parting = part(code, book, at_queries=False) or part(code, book, at_queries=True)
    relation = Relation.DIFFERENT if parting else Relation.UNDECIDED
    why = "" if parting else "no proof was found that they are the same, and no case in which they part"
    after_first = {"setting": late[1], "change": late[0].change, "held": late[0].held} if late else {}
    partings = (parting,) if parting else ()
    near = tuple(nearest(code, book)) if parting else ()
    seen = visibility(code, book) if parting else None
    return Judgment(
        **about, relation=relation, nearest=near, partings=partings, transfer=same, why=why, visibility=seen, **after_first
    )
