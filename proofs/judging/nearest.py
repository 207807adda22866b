"""Where two rules are different, the values of one hyperparameter with which they are the same; each is proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qedescent.proofs.certificates import certificate_bytes, checked, sha256
from qedescent.proofs.judging.candidates import candidates
from qedescent.proofs.judging.change import living
from qedescent.proofs.judging.expressions import counted_from_zero
from qedescent.proofs.judging.induction import certificate, start_agrees
from qedescent.proofs.judging.trial import runs_apart
from qedescent.proofs.judging.values import at_value
from qedescent.proofs.kernel.checker import Refused, names
from qedescent.proofs.language.prover import NotFound
from qedescent.proofs.lifting.reading import Reading


@dataclass(frozen=True)
class Nearest:
    """With this value of this hyperparameter of the code the rules are the same, while those in `held` are constant; the hash is
    that of the certificate, which the checker has accepted in a process of its own."""

    parameter: str
    value: int
    held: tuple[str, ...]
    sha256: str


def nearest(code: Reading, book: Reading) -> Iterator[Nearest]:
    """Each hyperparameter at 0, or at 1 if the book has none of its name."""
    for p in code.parameters:
        for value in (0, 1) if p not in book.parameters else (0,):
            try:
                own, other = (at_value(r, p, value) for r in (code, book))
                if "g" not in names(own.after["θ"]):
                    continue  # nothing moves
                found = _proved(counted_from_zero(living(own)), counted_from_zero(living(other)))
            except (Refused, ValueError, ZeroDivisionError):  # a denominator vanishes
                continue
            if found is not None:
                yield Nearest(p, value, *found)


def _proved(code: Reading, book: Reading) -> tuple[tuple[str, ...], str] | None:
    """What must be held for the two to be the same as they are, and the hash of the certificate; None if none is accepted."""
    if not set(book.parameters) <= set(code.parameters) or runs_apart(code, book):
        return None
    for step, _ in candidates(code, book, [{}]):
        try:
            proof = certificate_bytes(certificate(step, "the nearest setting"))
        except NotFound:
            continue
        if start_agrees(step) and checked(proof)["verdict"] == "PROVED":
            return step.held, sha256(proof)
    return None
