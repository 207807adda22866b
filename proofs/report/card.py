"""One claim as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from qedescent.proofs.certificates import certificate_bytes, data_link, sha256
from qedescent.proofs.outcome import Outcome
from qedescent.proofs.report.badges import Badges, badges
from qedescent.proofs.report.calculation import Theorem, all_sorts, hypotheses, theorems
from qedescent.proofs.report.inline_svg import NotAFigure, inline
from qedescent.proofs.report.names import tex_name
from qedescent.proofs.report.readings import Rival, Table, tables, unplaced
from qedescent.proofs.report.shown import Formula, shown


@dataclass(frozen=True)
class Card:
    """A claim's outcome with all that has to be computed before it can be shown."""

    outcome: Outcome

    @property
    def badges(self) -> Badges:
        return badges(self.outcome)

    @cached_property
    def theorems(self) -> tuple[Theorem, ...]:
        return theorems(self.outcome.proof.certificate)

    @property
    def hypotheses(self) -> tuple[Formula, ...]:
        """What all theorems assume; of a claim without a proof, what it states."""
        return hypotheses(self.theorems) if self.theorems else self._stated("assume")

    @property
    def unproved(self) -> tuple[Formula, ...]:
        """The formulas that a claim without a certificate states."""
        return () if self.theorems else self._stated("show")

    def _stated(self, part: str) -> tuple[Formula, ...]:
        stated = self.outcome.proof.stated
        return tuple(shown(f, stated.get("variables", {})) for f in stated.get(part, []))

    @property
    def witness(self) -> tuple[list[str], str, str]:
        """The point of a counterexample as formulas, and what both sides are there."""
        found = dict(self.outcome.proof.witness)
        left, right = found.pop("left", ""), found.pop("right", "")
        return [f"{tex_name(name)} = {value}" for name, value in found.items()], left, right

    @property
    def rules(self) -> list[str]:
        """The checker's rules that the proof uses."""
        return sorted({step.rule for theorem in self.theorems for step in theorem.steps})

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tables(self.outcome)

    @property
    def lacks_an_interval(self) -> bool:
        """Whether a measured number has no interval."""
        return any(low == high for low, high in (r.interval for r in self.outcome.measurement.readings))

    @property
    def unplaced_rivals(self) -> tuple[Rival, ...]:
        return unplaced(self.outcome)

    @property
    def side_conditions(self) -> list[Formula]:
        sorts = all_sorts(self.outcome.proof.certificate)
        return [shown(f, sorts) for f in self.outcome.proof.side_conditions]

    @property
    def axioms(self) -> list[tuple[str, str, Formula]]:
        sorts = all_sorts(self.outcome.proof.certificate)
        return [(a.name, a.source, shown(a.statement, sorts)) for a in self.outcome.proof.axioms]

    @cached_property
    def certificate(self) -> bytes:
        certificate = self.outcome.proof.certificate
        return b"" if certificate is None else certificate_bytes(certificate)

    @property
    def certificate_link(self) -> str:
        return data_link(self.certificate)

    @property
    def certificate_hash(self) -> str:
        """The hash of the very bytes that are handed out."""
        return sha256(self.certificate)

    @property
    def is_the_checked_file(self) -> bool:
        """Whether the bytes handed out are, byte for byte, those that the checker accepted."""
        recorded = self.outcome.proof.certificate_sha256
        return not recorded or recorded == self.certificate_hash

    @property
    def figure(self) -> Markup | None:
        """The figure, or None; a text that may not stand in the page is left out and said to be."""
        if not self.outcome.figure:
            return None
        alternative = self.outcome.figure_caption.replace("$", "") or self.outcome.title
        try:
            return inline(self.outcome.figure, f"{self.outcome.id}-", alternative)
        except NotAFigure as why:
            return Markup("<p class='missing'>{}</p>").format(f"The figure is left out: {why}.")
