"""A claim is a module that reads like a page of mathematics; this is the record made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from qedescent.proofs.chapter.contents import Entry
from qedescent.proofs.language.formulas import Formula, formula
from qedescent.proofs.language.prover import Prover, TakenAsGiven
from qedescent.proofs.outcome import Verdict


@dataclass(frozen=True)
class Claim:
    """What a claim's module says, in its own order: words, hypotheses, conclusion, source, proof, measurement, figure."""

    entry: Entry
    words: str
    source: str
    given: tuple[Any, ...]
    needs: tuple[Any, ...]
    conclusion: tuple[Formula, ...]
    axioms: tuple[TakenAsGiven, ...]
    cited: tuple[str, ...]
    expected: Verdict
    proof: Callable[[Prover], None] | None
    experiments: tuple[Any, ...]
    figure: Callable[[Any], None] | None
    caption: str
    notes: tuple[str, ...]
    corrected_by: str


def load(entry: Entry) -> Claim:
    """Import a claim's module and read it."""
    module = import_module(f"qedescent.proofs.chapter.{entry.module}")
    return read(entry, module)


def read(entry: Entry, module: ModuleType) -> Claim:
    """The record of a claim's module; a missing part is an error that names it."""
    for part in ("claim", "source"):
        if not isinstance(getattr(module, part, None), str):
            raise ValueError(f"{module.__name__} has no `{part}`")
    if getattr(module, "ID", None) != entry.id:
        raise ValueError(f"{module.__name__} does not carry its id {entry.id!r} in `ID`")
    proof = getattr(module, "proof", None)
    refuted = getattr(module, "expected", None) == Verdict.REFUTED
    default = Verdict.PROVED if proof or refuted else Verdict.HEURISTIC
    return Claim(
        entry=entry,
        words=module.claim,
        source=module.source,
        given=tuple(getattr(module, "given", ())),
        needs=tuple(getattr(module, "needs", ())),
        conclusion=tuple(formula(f) for f in _many(getattr(module, "conclusion", ()))),
        axioms=tuple(getattr(module, "axioms", ())),
        cited=tuple(getattr(module, "cited", ())),
        expected=getattr(module, "expected", default),
        proof=proof,
        experiments=_many(getattr(module, "experiment", ())),
        figure=getattr(module, "figure", None),
        caption=(getattr(module, "figure", None).__doc__ or "").strip() if hasattr(module, "figure") else "",
        notes=tuple(getattr(module, "notes", ())),
        corrected_by=getattr(module, "corrected_by", ""),
    )


def _many(x: Any) -> tuple[Any, ...]:
    return tuple(x) if isinstance(x, tuple | list) else (x,)
