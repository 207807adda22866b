"""The calculation that a reader sees: what is supposed stands before what follows from it, and routine is folded."""

import hashlib

from qedescent.proofs.certificates import certificate_bytes
from qedescent.proofs.claim import load
from qedescent.proofs.report.calculation import theorem
from qedescent.proofs.report.telling import Told, Under
from qedescent.proofs.verify import chosen, prove

GOAL = [">", "x", 0]
LEMMA = {"rule": "combine", "goal": [">", "a", 0], "say": "a lemma"}
SAID = {"rule": "combine", "goal": GOAL, "say": "as supposed"}
SILENT = {"rule": "combine", "goal": GOAL}


def _proof(*steps, show=()):
    return theorem({"name": "t", "variables": {"x": "real", "a": "real", "b": "real"}, "show": list(show), "steps": list(steps)})


def _only(*steps):
    (item,) = _proof(*steps).lines
    return item


def test_a_sub_proof_opens_with_its_variables_and_premises():
    part = _only(
        {"rule": "generalize", "variables": [["y", "real"]], "premises": [[">", "x", "y"]], "goal": GOAL, "steps": [LEMMA, SAID]}
    )
    assert isinstance(part, Under) and part.words == ""
    assert [f.tex for f in part.declared] == [r"y \in \mathbb{R}"] and [f.tex for f in part.supposed] == ["x > y"]
    assert [line.reason for line in part.lines if isinstance(line, Told)] == ["a lemma", "as supposed"]


def test_a_sub_proof_that_says_only_its_goal_is_one_line():
    line = _only({"rule": "generalize", "variables": [], "premises": [[">", "x", "a"]], "goal": GOAL, "steps": [SAID]})
    assert isinstance(line, Told) and line.reason == "as supposed"
    assert line.goal.plain == "x > a ⟹ x > 0"


def test_each_case_says_which_it_is_and_the_goal_stands_after_both():
    cases = {"rule": "cases", "on": ["x", "a"], "goal": GOAL, "greater": [LEMMA, SAID], "otherwise": [SAID]}
    first, second, last = _proof(cases).lines
    assert isinstance(first, Under) and isinstance(second, Under) and isinstance(last, Told)
    assert [p.plain for part in (first, second) for p in part.supposed] == ["x > a", "a ≥ x"]
    assert first.words == second.words == "case" and (last.goal.plain, last.reason) == ("x > 0", "in both cases")


def test_a_case_that_supposes_the_goal_is_not_told():
    line = _only({"rule": "cases", "on": ["x", 0], "goal": GOAL, "greater": [SAID], "otherwise": [SAID], "say": "or else"})
    assert isinstance(line, Told) and line.reason == "or else"


def test_an_induction_says_why_its_step_holds_and_shows_what_is_more_than_that():
    at = lambda n: {"rule": "combine", "goal": [">=", "x", n], "say": "the update rule"}  # noqa: E731
    induction = {"rule": "induct", "variable": "n", "goal": [">=", "x", "n"], "say": "by induction"}
    line = _only({**induction, "base": [{**at(0), "say": "algebra"}], "step": [at(["+", "n", 1])]})
    assert isinstance(line, Told) and line.reason == "by induction: the update rule"
    assert line.goal.plain == "∀ n ∈ ℕ: x ≥ n"
    first, inside = _proof({**induction, "base": [at(0)], "step": [LEMMA, at(["+", "n", 1])]}).lines
    assert isinstance(first, Told) and first.reason == "by induction: for $n = 0$, the update rule"
    assert isinstance(inside, Under) and inside.words == "from $n$ to $n + 1$" and len(inside.lines) == 2


def test_a_chain_of_relations_is_written_as_one():
    terms = [["+", "x", "a"], ["+", "a", "x", 0], ["*", 2, "b"], ["*", 3, "b"]]
    steps = [
        {"rule": "combine", "goal": ["=", terms[0], terms[1]], "say": "algebra"},
        {"rule": "combine", "goal": [">=", terms[2], terms[1]], "say": "a bound"},
        {"rule": "combine", "goal": [">", terms[3], terms[2]], "say": "more"},
        {"rule": "combine", "goal": [">", terms[3], ["*", 5, "b"]], "say": "down again"},
    ]
    lines = [line for line in _proof(*steps).lines if isinstance(line, Told)]
    assert [line.continues for line in lines] == [False, True, True, False]
    assert [line.goal.plain for line in lines[1:3]] == ["≤ 2·b", "< 3·b"] and lines[1].goal.tex == r"\le 2 b"


def test_a_chain_never_goes_on_from_a_mere_number():
    lines = _proof(SAID, {**LEMMA, "goal": [">", "a", 0]}, {**LEMMA, "goal": [">", 0, "b"]}).lines
    assert not any(line.continues for line in lines if isinstance(line, Told))


def test_last_lines_that_are_conclusions_give_them_their_reasons():
    found = _proof(LEMMA, SAID, show=[LEMMA["goal"], GOAL])
    assert found.lines == () and [c.reason for c in found.conclusions] == ["a lemma", "as supposed"]
    kept = _proof(SAID, {**LEMMA, "goal": [">", "b", 0]}, show=[GOAL])
    assert len(kept.lines) == 2 and kept.conclusions[0].reason == ""


def test_every_step_is_listed_also_those_that_are_not_told():
    found = _proof({"rule": "cases", "on": ["x", "a"], "goal": GOAL, "greater": [SILENT], "otherwise": [SAID]})
    assert [(s.number, s.rule) for s in found.steps] == [("1", "cases"), ("1a.1", "combine"), ("1b.1", "combine")]


def test_what_was_just_said_is_not_said_again():
    part = {"rule": "generalize", "variables": [["y", "real"]], "premises": [], "goal": GOAL, "steps": [LEMMA, SAID]}
    assert len(_proof(part, part, SAID, SAID).lines) == 2


def test_a_line_whose_sides_are_the_same_is_not_told():
    assert _proof({"rule": "combine", "goal": ["=", "x", "x"], "say": "algebra"}).lines == ()


def test_the_bytes_handed_out_are_the_bytes_that_were_accepted():
    proof = prove(load(chosen(["taylor-step-change"])[0]))
    assert proof.certificate is not None
    assert proof.certificate_sha256 == hashlib.sha256(certificate_bytes(proof.certificate)).hexdigest()
