"""The calculation that a reader sees: what is supposed stands before what follows from it."""

import hashlib

from qedescent.proofs.certificates import certificate_bytes
from qedescent.proofs.claim import load
from qedescent.proofs.report.calculation import theorem
from qedescent.proofs.verify import chosen, prove

SAID = {"rule": "combine", "goal": [">", "x", 0], "say": "as supposed"}
SILENT = {"rule": "combine", "goal": [">", "x", 0]}


def _inside(**fields):
    return theorem({"name": "t", "variables": {"x": "real", "a": "real"}, "show": [], "steps": [fields]})


def test_a_sub_proof_opens_with_its_variables_and_premises():
    found = _inside(rule="generalize", variables=[["y", "real"]], premises=[[">", "x", "y"]], goal=[">", "x", 0], steps=[SAID])
    assert [line.rule for line in found.lines] == ["", "combine"]
    opening = found.lines[0].goal
    assert opening is not None
    assert opening.tex.startswith(r"\text{Let } y") and opening.tex.endswith(r"\text{suppose } x > y")


def test_each_case_says_which_it_is():
    found = _inside(rule="cases", on=["x", "a"], goal=[">", "x", 0], greater=[SAID], otherwise=[SAID])
    said = [line.goal.tex for line in found.lines if line.goal and not line.rule]
    assert said == [r"\text{case } x > a", r"\text{case } a \ge x"]


def test_an_induction_says_what_it_supposes():
    found = _inside(rule="induct", variable="k", goal=[">", "x", "k"], base=[SAID], step=[SAID])
    openings = [line.goal.tex for line in found.lines if line.goal and not line.rule]
    assert openings == [r"\text{first } k = 0", r"\text{by induction, suppose } x > k"]


def test_a_sub_proof_without_a_reason_is_not_opened_and_openings_are_no_steps():
    found = _inside(rule="cases", on=["x", "a"], goal=[">", "x", 0], greater=[SILENT], otherwise=[SAID])
    assert len([line for line in found.lines if not line.rule]) == 1
    assert len(found.steps) == 3


def test_the_bytes_handed_out_are_the_bytes_that_were_accepted():
    proof = prove(load(chosen(["taylor-step-change"])[0]))
    assert proof.certificate is not None
    assert proof.certificate_sha256 == hashlib.sha256(certificate_bytes(proof.certificate)).hexdigest()
