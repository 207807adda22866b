"""Check claims: prove, have the certificate accepted by a fresh process, look for a counterexample, measure, reject the rival."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from qedescent.proofs import worker
from qedescent.proofs.certificates import certificate_bytes, checked, sha256
from qedescent.proofs.chapter.contents import CONTENTS, Entry
from qedescent.proofs.outcome import (
    Agreement,
    Axiom,
    Contradiction,
    MeasurementOutcome,
    Outcome,
    ProofOutcome,
    RivalOutcome,
    Verdict,
)  # fmt: skip


def verify(
    ids: Sequence[str] = (),
    *,
    seed: int = 0,
    timeout: float = 60.0,
    jobs: int = 2,
    figures: bool = False,
    on_done: Callable[[Outcome], Any] = lambda outcome: None,
    scheduler: str = "",
) -> list[Outcome]:
    """Outcomes of these claims (all when none is named), in the chapter's order.

    Each claim is checked in a worker process, `jobs` at a time, or by the workers of the Dask cluster at the address
    `scheduler`; one that takes longer than `timeout` seconds, or more than 4 GiB, is UNKNOWN with the reason. Raises
    KeyError for an unknown id, Contradiction for a claim that is both proved and refuted, and NoCluster.
    """
    from pebble import ProcessExpired, ProcessPool

    entries = chosen(ids)
    if scheduler:
        from qedescent.proofs.cluster import check_there

        titled = {e.id: e for e in entries}
        return check_there(scheduler, list(titled), seed=seed, timeout=timeout, figures=figures, on_done=on_done,
                           unknown=lambda i, why: _unknown(titled[i], why))  # fmt: skip
    done: list[Outcome] = []
    with ProcessPool(max_workers=max(1, jobs), initializer=worker.begin) as pool:
        waiting = [(e, pool.schedule(worker.work, args=(check, e, seed, figures), timeout=timeout)) for e in entries]
        for entry, future in waiting:
            try:
                outcome = future.result()
            except TimeoutError:
                outcome = _unknown(entry, f"no answer within {timeout:g} s")
            except ProcessExpired as died:
                outcome = _unknown(entry, _death(died.exitcode))
            except (KeyboardInterrupt, Contradiction):
                pool.stop()
                raise
            except (Exception, SystemExit) as why:  # a defect of one claim must not hide the others; it is no pass
                outcome = _unknown(entry, f"{type(why).__name__}: {why}"[:600])
            done.append(outcome)
            on_done(outcome)
    return done


def _death(exitcode: int) -> str:
    if exitcode == worker.OUT_OF_MEMORY:
        return f"more than {worker.MOST_MEMORY >> 30} GiB of memory"
    return f"the worker died (exit code {exitcode})"


def chosen(ids: Sequence[str]) -> list[Entry]:
    known = {e.id: e for e in CONTENTS}
    for i in ids:
        if i not in known:
            raise KeyError(i)
    return [e for e in CONTENTS if not ids or e.id in ids]


def check(entry: Entry, seed: int = 0, figures: bool = False) -> Outcome:
    """One claim, in this process (its certificate is still checked in a fresh one)."""
    from qedescent.proofs.claim import load

    started = time.perf_counter()
    claim = load(entry)
    proof = replace(prove(claim), stated=stated(claim))
    measurement, rivals = _measured(claim, seed)
    outcome = Outcome(
        id=entry.id,
        title=entry.title,
        section=entry.section,
        source=claim.source,
        statement=claim.words,
        expected=claim.expected,
        proof=proof,
        measurement=measurement,
        rival=_joined(rivals),
        notes=claim.notes,
        corrected_by=claim.corrected_by,
        figure=_drawn(claim) if figures else "",
        figure_caption=claim.caption,
    )
    return replace(outcome, seconds=time.perf_counter() - started)


def stated(claim: Any) -> dict[str, Any]:
    """What the claim says in the kernel's terms, proved or not."""
    from qedescent.proofs.language.formulas import formula, merged

    parts = {"assume": claim.given, "needs": claim.needs, "show": claim.conclusion}
    formulas = {name: [formula(f) for f in said] for name, said in parts.items()}
    sorts = merged([f for said in formulas.values() for f in said])
    return {"variables": sorts, **{name: [f.data for f in said] for name, said in formulas.items()}}


def prove(claim: Any) -> ProofOutcome:
    """The proof's verdict: the checker's, in a fresh process, after the search for a counterexample."""
    from qedescent.proofs.finders.counterexamples import find_counterexample

    started = time.perf_counter()
    supposed = (*claim.given, *claim.needs, *(a.statement for a in claim.axioms))
    search = find_counterexample(supposed, claim.conclusion)
    if search.witness is not None:
        refuted = ProofOutcome(Verdict.REFUTED, method="exact counterexample", witness=search.witness)
        if claim.proof is not None and _certified(claim).verdict == Verdict.PROVED:
            raise Contradiction(f"{claim.entry.id} is both PROVED and REFUTED by {search.witness}")
        return replace(refuted, seconds=time.perf_counter() - started)
    if claim.proof is None:
        verdict = claim.expected if claim.expected in (Verdict.HEURISTIC, Verdict.CITED) else Verdict.UNKNOWN
        why = "measured, not proved" if verdict == Verdict.HEURISTIC else "no proof was given"
        return ProofOutcome(verdict, why=why, cited=claim.cited)
    proved = _certified(claim)
    if proved.verdict == Verdict.PROVED and claim.cited:
        proved = replace(proved, verdict=Verdict.CITED, why="proved but for the cited step")
    return replace(proved, seconds=time.perf_counter() - started)


def _certified(claim: Any) -> ProofOutcome:
    from qedescent.proofs.language.prover import NotFound, Prover

    try:
        prover = Prover(claim.given, claim.axioms, claim.conclusion, claim.needs)
        claim.proof(prover)
    except NotFound as why:
        return ProofOutcome(Verdict.UNKNOWN, why=f"no certificate found: {why}"[:600], cited=claim.cited)
    certificate = prover.certificate(claim.entry.id, claim.entry.title, claim.conclusion)
    text = certificate_bytes(certificate)
    started = time.perf_counter()
    answer = checked(text)
    seconds = time.perf_counter() - started
    if answer["verdict"] != "PROVED":
        return ProofOutcome(Verdict.UNKNOWN, why=f"the checker refused: {answer['why']}", cited=claim.cited)
    axioms = tuple(Axiom(a["name"], a["source"], a["statement"]) for t in answer["theorems"] for a in t["axioms"])
    return ProofOutcome(
        Verdict.PROVED,
        method=", ".join(sorted(methods(certificate))),
        axioms=axioms,
        side_conditions=tuple(f for t in answer["theorems"] for f in t["needs"]),
        cited=claim.cited,
        certificate=certificate,
        certificate_sha256=sha256(text),
        bytes=len(text),
        check_seconds=seconds,
    )


def methods(certificate: dict[str, Any]) -> set[str]:
    """The reasons that the reader is shown."""
    found: set[str] = set()

    def walk(steps: list[Any]) -> None:
        for s in steps:
            found.update([s["say"]] if "say" in s else [])
            for part in ("steps", "base", "step", "greater", "otherwise"):
                walk(s.get(part, []))

    for t in certificate["theorems"]:
        walk(t["steps"])
    return found


def _measured(claim: Any, seed: int) -> tuple[MeasurementOutcome, tuple[RivalOutcome, ...]]:
    from qedescent.proofs.experiment import run

    if not claim.experiments:
        return MeasurementOutcome(Agreement.NOT_MEASURED), ()
    started = time.perf_counter()
    measurement, rivals = run(claim.experiments, seed)
    return replace(measurement, seconds=time.perf_counter() - started), rivals


def _joined(rivals: tuple[RivalOutcome, ...]) -> RivalOutcome:
    """All the rivals of a claim as one line: rejected when every one is."""
    if not rivals:
        return RivalOutcome()
    formulas, meanings = ([x for x in xs if x] for xs in zip(*((r.formula, r.meaning) for r in rivals), strict=True))
    readings = tuple(x for r in rivals for x in r.readings)
    several = rivals if len(rivals) > 1 else ()
    return RivalOutcome(r",\quad ".join(formulas), "; ".join(meanings), all(r.rejected for r in rivals), readings, several)


def _drawn(claim: Any) -> str:
    from inspect import signature

    from qedescent.proofs.report.figure import draw

    return draw(claim.figure, panels=len(signature(claim.figure).parameters)) if claim.figure else ""


def _unknown(entry: Entry, why: str) -> Outcome:
    nothing = MeasurementOutcome(Agreement.FAILED, why=why)
    return Outcome(entry.id, entry.title, entry.section, "", "", Verdict.PROVED, ProofOutcome(Verdict.UNKNOWN, why=why),
                   nothing, RivalOutcome())  # fmt: skip
