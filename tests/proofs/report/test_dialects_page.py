"""The page of dialects, from imagined data: every word has its place, strangers' text is text, and nothing is loaded."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from qedescent.proofs.report.dialects_page import render
from qedescent.proofs.report.dialects_words import case, condition, default, gaps, near, printed
from qedescent.proofs.report.page import render as report

HOSTILE = """<script>alert("x")</script>' onload=x $\\href{http://x}{y}$"""
COMMAND = "qedescent explain torch.optim.SGD --symbol momentum=alpha --like momentum"
V = {"tex": r"v \leftarrow v \alpha + g", "plain": "v ← v·α + g"}
PARTING = {
    "step": 2, "what": "θ", "residual": "g₁·α·(ε₁ - ε₂)", "gradients": ["1", "0"], "code": "-0.145", "rule": "-0.19", "exact": True,
    "hyperparameters": [{"α": "0.9", "ε": "0.1"}, {"α": "0.9", "ε": "0.05"}],
}  # fmt: skip


def row(**changes: Any) -> dict[str, Any]:
    """torch's momentum, with some parts changed."""
    about = {"library": "torch", "kind": "momentum", "name": "SGD(momentum=α)", "label": "torch.optim.SGD(momentum=alpha)",
             "command": COMMAND, "like": "momentum"}  # fmt: skip
    judged = {"change": [{"tex": r"v_{code} = -\frac{1}{ε} v", "plain": "v_code = -(1/ε)·v"}], "setting": [], "needs": [V],
              "residuals": [{"tex": r"g_{1} \alpha", "plain": "g₁·α"}], "otherwise": [], "late": False}  # fmt: skip
    parts = {
        "optimizer": about, "relation": "EQUIVALENT", "rule": "8.2 momentum", "same": "the same iterates", "constant": ["ε"],
        "computes": {"query": "θ", "v": "v·α + g"},
        "display": {"lines": [V], "in_order": True, "starts": [], "first": [],
                    "conditions": [{"tex": r"\alpha \ne 0", "plain": "α ≠ 0"}]},
        "judged": judged, "partings": [PARTING], "nearest": [], "visibility": {}, "printed": "IDENTICAL", "remarks": [],
        "defaults": [{"argument": "lr", "letters": ["ε"], "default": "0.001"}], "certificate_sha256": "a" * 64, "why": "",
    }  # fmt: skip
    return {**parts, **changes}


def pair(**changes: Any) -> dict[str, Any]:
    parts = {"kind": "momentum", "code_name": "torch SGD(momentum=α)", "rule_name": "keras SGD(momentum=α)",
             "code": "one", "rule": "other", "relation": "EQUIVALENT", "constant": ["ε"], "judged": {"setting": []}}  # fmt: skip
    return {**parts, **changes}


VERSIONS = {"torch": "2.13.0+cpu", "keras": "3.15.1"}


def page(*rows: Any, pairs: Any = (), **options: Any) -> str:
    return render(rows or (row(),), pairs, VERSIONS, **options)


def text(markup: str) -> str:
    """What is read on it, without scripts and styles."""
    body = re.sub(r"(?s)<(script|style)>.*?</\1>", "", markup)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u200b", "").split()
    return re.sub(r" (?=[,:;.])", "", " ".join(words))


def test_an_optimizer_is_shown_with_all_that_is_known_of_it():
    shown = text(page())
    for words in ("≃ EQUIVALENT to 8.2 momentum, ε constant: the same iterates", "v ← v·α + g", "v_code = -(1/ε)·v",
                  "g = (1, 0), α = 0.9, ε = (0.1, 0.05): −0.145, the rule −0.19", "in θ after step 2, by", "ε = lr = 0.001",
                  "α ≠ 0", "certificate aaaaaaaaaaaaaaaa",
                  "the formula that it gives is what is computed (proved)", "PyTorch 2.13.0+cpu"):  # fmt: skip
        assert words in shown, words
    assert COMMAND in shown


def test_what_was_not_reached_is_left_out_and_said():
    bare = {"optimizer": row()["optimizer"], "relation": "UNFINISHED", "why": "no answer within 15 s"}
    shown = text(page(bare))
    assert "○ UNFINISHED" in shown and "no answer within 15 s" in shown and "1 UNFINISHED" in shown
    assert "UNREADABLE" not in shown and "Proof" not in shown and "8.2 momentum v ←" in shown


@pytest.mark.parametrize("relation", ["IDENTICAL", "EQUIVALENT", "DIFFERENT", "UNDECIDED", "UNFINISHED", "UNREADABLE", "FAILED"])
def test_every_word_has_a_meaning_beside_it(relation: str):
    shown = text(page(row(relation=relation, constant=[])))
    assert f"{relation} " in shown.split("What the words mean")[1].split("The rules")[0]


def test_a_different_rule_is_not_said_to_be_the_same_under_a_setting():
    setting = {**row()["judged"], "setting": [{"tex": "ε = 2 ε", "plain": "ε = 2·ε"}]}
    assert "the rule’s" in text(page(row(judged=setting))) and "rule’s ε = 2·ε" in text(page(row(judged=setting)))
    shown = text(page(row(relation="DIFFERENT", judged=setting)))
    assert "the same iterates" not in shown and "2·ε" not in shown
    late = text(page(row(relation="DIFFERENT", judged={**setting, "late": True})))
    assert "From step 2 on the same, the rule’s ε = 2·ε" in late


@pytest.mark.parametrize("place", ["name", "label", "command", "kind", "library"])
def test_hostile_names_are_text(place: str):
    markup = page(row(optimizer={**row()["optimizer"], place: HOSTILE}), pairs=[pair(code_name=HOSTILE, kind=HOSTILE)])
    assert "<script>alert" not in markup and "alert(" in text(markup)


@pytest.mark.parametrize("part", [{"why": HOSTILE}, {"remarks": [HOSTILE]}, {"rule": HOSTILE}, {"nearest": [
    {"hyperparameter": HOSTILE, "value": 0, "constant": []}]},
    {"defaults": [{"argument": HOSTILE, "letters": [HOSTILE], "default": HOSTILE}]},
    {"display": {**row()["display"], "lines": [{"tex": HOSTILE, "plain": HOSTILE}]}}])  # fmt: skip
def test_hostile_text_is_text(part: dict[str, Any]):
    assert "<script>alert" not in page(row(**part))


def test_nothing_is_loaded_from_anywhere():
    markup = page(row(), pairs=[pair()], report=True)
    outside = re.sub(r"(?s)<(script|style)>.*?</\1>", "", markup)
    assert {link for link in re.findall(r'(?:href|src)="([^"]*)"', outside) if not link.startswith("#")} == {"report.html"}
    style = re.findall(r"(?s)<style>(.*?)</style>", markup)
    assert "default-src 'none'" in html.unescape(outside) and style and not re.findall(r"url\((?!data:)|@import", style[0])


def test_every_link_within_the_page_leads_somewhere():
    markup = page(row(), pairs=[pair()])
    anchors = set(re.findall(r'id="([^"]*)"', markup))
    assert {link[1:] for link in re.findall(r'href="(#[^"]*)"', markup)} <= anchors


def test_the_two_pages_know_each_other_where_both_are_there(outcomes: list[Any]):
    assert 'href="report.html"' in page(report=True) and "report.html" not in page()
    assert 'href="dialects.html"' in report(outcomes, dialects=True)
    alone = report(outcomes)
    assert "dialects.html" not in alone and "qedescent report --dialects" in alone


def test_the_matrix_has_a_cell_for_each_library_and_the_chapters_order():
    other = row(optimizer={**row()["optimizer"], "library": "keras", "kind": "SGD", "like": "sgd"}, relation="IDENTICAL")
    matrix = page(row(), other).split('<table class="matrix">')[1].split("</table>")[0]
    assert re.findall(r'<th scope="row">(.*?)</th>', matrix) == ["SGD", "momentum"]
    assert re.findall(r'data-label="(\w+)"( class="none")?', matrix) == [
        ("PyTorch", ' class="none"'), ("Keras", ""), ("PyTorch", ""), ("Keras", ' class="none"')]  # fmt: skip


def test_what_the_documentation_does_not_say_is_said_twice_and_left_out_where_there_is_nothing():
    shown = text(page(row(remarks=["it goes up the slope"])))
    assert shown.count("it goes up the slope") == 2 and "PyTorch SGD(momentum=α): it goes up the slope." in shown
    assert "Beside their own documentation" not in text(page())


def test_pairs_stand_under_their_kind_with_their_condition():
    shown = text(page(pairs=[pair(), pair(relation="DIFFERENT", nearest=[{"hyperparameter": "δ", "value": 0, "constant": ["ε"]}]),
                             pair(relation="UNFINISHED", why="no answer")]))  # fmt: skip
    table = shown.split("Library beside library One")[1]
    assert "momentum PyTorch Keras ≃ EQUIVALENT ε constant" in table
    assert "≠ DIFFERENT the same at δ = 0, ε constant" in table and "○ UNFINISHED no answer" in table


def test_what_is_switched_is_said_where_a_library_has_several_of_a_kind():
    switched = row(optimizer={**row()["optimizer"], "name": "SGD(momentum=α, dampening=τ)"})
    shown = text(page(row(), switched, pairs=[pair(code_name="torch SGD(momentum=α, dampening=τ)")]))
    assert "PyTorch, momentum=α, dampening=τ Keras ≃ EQUIVALENT" in shown


def test_conditions_cases_and_gaps_in_words():
    assert condition({"relation": "EQUIVALENT", "constant": ["α", "ε"]}) == "α and ε constant"
    assert condition({"relation": "DIFFERENT", "constant": ["ε"]}) == ""
    assert near({"hyperparameter": "ρ1", "value": 0, "constant": []}) == "ρ₁ = 0"
    assert gaps({"largest_relative_gap": {"1": 4.2e-06, "1e-5": 290.0}}) == "4.2 × 10⁻⁶, 290 at gradients of size 1, 10⁻⁵"
    assert gaps({"largest_relative_gap": {"1": 1.8, "1e-5": 1.8}}) == "1.8 at gradients of every size"
    assert gaps({"largest_relative_gap": {"1": 0.5, "1e-5": "infinite"}}).startswith("0.5, infinite at") and gaps({}) == ""
    assert default({"argument": "lr", "letters": [], "default": ""}) == "lr, which must be given"
    assert printed({"printed": "UNDECIDED"}) != "" and printed({}) == ""


def test_many_digits_are_cut_to_ten_and_that_is_said():
    long = {**PARTING, "code": "-0.1154700538379251529018297561", "exact": False}
    assert case(long).endswith(": −0.1154700538, the rule −0.19, to ten digits")
